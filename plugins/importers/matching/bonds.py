"""Which records share an id: by what a person decided, then by what is sure enough.

An id that was in the archive before is for ever. So of two groups of translations the one of which every record is new takes the id of
the other; where both are new, of the one that was published first. Where both were there, the pair is proposed, and only a decision
changes an id: the records that change keep the old one under ``former_ids``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from plugins.alerts.languages import CODES
from plugins.alerts.model import Alert
from plugins.importers.keeping.kept import Kept, Row
from plugins.importers.matching.changes import CONFIDENCE, FORMER, GATHERED, Changes
from plugins.importers.matching.decisions import Decisions, Pair, Question, Verdict
from plugins.importers.matching.register import Register
from plugins.importers.matching.shaken import Shaken
from plugins.importers.matching.sifting import Sifting
from plugins.importers.matching.traits import Key
from plugins.importers.matching.translations import LINKED, Likeness

MOST_ASKED = 2
"""Proposals for one record in one other language."""

Linked = tuple[float, Key, tuple[str, ...]]
"""Confidence, the record that it was linked to (by its key then), names in common."""


class Bonds:
    """The ids that records of an archive share."""

    def __init__(self, changes: Changes, register: Register, decisions: Decisions, fresh: Kept[bool]) -> None:
        self._changes = changes
        self._register = register
        self._decisions = decisions
        self._fresh = fresh
        self._doubtful: Row[tuple[Likeness, str]] = Row()
        self._shaken = Shaken(changes.links)
        self.linked: Kept[Linked] = Kept()
        """By the key under which the record was settled."""
        self.moved: Kept[Key] = Kept()
        """Key under which a record was settled → the one that it has now."""
        self._settled_as: Kept[Key] = Kept()

    def _decided(self, question: Question, verdict: Verdict) -> Iterator[tuple[Key, Key]]:
        for (one, other), decided in sorted(self._decisions.pairs.get(question, {}).items()):
            if decided is verdict:
                yield one, other

    def carry_out(self) -> None:
        """Take back what was decided and is not any more; then do what is decided."""
        changes = self._changes
        stated = {
            key[1]
            for question in (Question.DUPLICATES, Question.TRANSLATIONS)
            for keys in self._decided(question, Verdict.SAME)
            for key in keys
        }
        for dropped in sorted(changes.merged):
            if dropped[1] not in stated:
                changes.part(dropped)
        for key in changes.links.decided():
            if key[1] not in stated:
                self._unlink(key)
        for one, other in self._decided(Question.TRANSLATIONS, Verdict.DIFFERENT):
            now = {changes.named(one), changes.named(other)}
            if len({record_id for _, record_id in now}) == 1 and (linked := changes.linked({one, other}, now)):
                self._unlink(min(linked))
        for one, other in self._decided(Question.DUPLICATES, Verdict.SAME):
            self._merge(changes.current(one), changes.current(other))
        for one, other in self._decided(Question.TRANSLATIONS, Verdict.SAME):
            mine, theirs = changes.current(one)[1], changes.current(other)[1]
            if mine != theirs and not self._languages(mine) & self._languages(theirs):
                kept, moved = sorted((mine, theirs), key=self._standing)
                self._move(moved, kept, 0.0)

    def gather(self, groups: Iterable[tuple[str, str]]) -> None:
        """Let new records have the id of their group: one that was settled before a translation of it was found to be another record.

        ``groups`` are ids that translations would have by themselves, and those that they have instead.
        """
        for former, now in groups:
            for language in sorted(self._languages(former)):
                key = (language, former)
                if key in self._fresh and self._changes.rename(key, now, lambda alert: alert, confidence=GATHERED):
                    self._renew(key, now)

    def _renew(self, key: Key, new: str) -> None:
        self._note(key, (key[0], new))
        self._fresh.drop(key)
        self._fresh.put((key[0], new), True)

    def _languages(self, record_id: str) -> set[str]:
        return set(self._register.versions(record_id))

    def _standing(self, record_id: str) -> tuple[bool, int, str, str]:
        """Return what orders two ids: the one that stays comes first."""
        versions = self._register.versions(record_id)
        is_new = all((language, record_id) in self._fresh for language in versions)
        dates = [
            str(found[2].alert.issued) for language in versions if (found := self._changes.read((language, record_id)))
        ]
        # Among new ones it is not the number of versions that counts: it would depend on what was linked before.
        return is_new, 0 if is_new else -len(versions), min(dates, default=""), record_id

    def _merge(self, one: Key, other: Key) -> None:
        if one == other or self._changes.path_of(one) is None or self._changes.path_of(other) is None:
            return
        kept, dropped = sorted((one, other), key=lambda key: self._standing(key[1]))
        if self._changes.merge(kept, dropped):
            for language in sorted(self._languages(dropped[1]) - self._languages(kept[1])):
                self._rename((language, dropped[1]), kept[1], 0.0)

    def _unlink(self, key: Key) -> None:
        link = self._changes.links.get(key)
        if link is not None and self._changes.rename((link.language, link.id), link.former, unmarked(link.former)):
            self._changes.links.drop(link)
            self._note((link.language, link.id), key)

    def _move(self, moved: str, kept: str, confidence: float) -> None:
        for language in [code for code in CODES if code in self._languages(moved)]:
            self._rename((language, moved), kept, confidence)

    def _rename(self, key: Key, new: str, confidence: float) -> bool:
        is_fresh = key in self._fresh
        marked = _marked("" if is_fresh else key[1], confidence)
        if not self._changes.rename(key, new, marked, confidence=confidence):
            return False
        self._changes.links.add(key, new, confidence)
        if is_fresh:
            self._renew(key, new)
        else:
            self._note(key, (key[0], new))
        return True

    def _note(self, old: Key, new: Key) -> None:
        was = self._settled_as.get(old) or old
        self._settled_as.drop(old)
        self._settled_as.put(new, was)
        self.moved.put(was, new)

    def link(self, found: Sifting) -> None:
        """Link what is sure and new; remember the rest."""
        # By the names that they had when they were compared: whatever else was decided is not about these two.
        stated: dict[Key, set[Pair]] = defaultdict(set)
        for pair in self._decisions.pairs.get(Question.TRANSLATIONS, {}):
            for key in pair:
                stated[key].add(pair)
                stated[self._changes.named(key)].add(pair)
        for likeness in found.likenesses.values():
            one, other = self._changes.current(likeness.one), self._changes.current(likeness.other)
            keys = {one, other, likeness.one, likeness.other}
            if stated:
                keys |= {(code, record_id) for record_id in (one[1], other[1]) for code in self._languages(record_id)}
            decided = set[Pair]().union(*(stated[key] for key in keys if key in stated))
            if self._is_settled(decided, one, other, likeness):
                continue
            if likeness.one[1] == likeness.other[1]:
                self._shaken.add(likeness)
            if one[1] == other[1]:
                continue
            doubt = likeness.doubt or self._obstacle(one[1], other[1], found)
            if doubt:
                self._doubtful.append((likeness, doubt))
                continue
            kept, moved = sorted((one[1], other[1]), key=self._standing)
            for language in [code for code in CODES if code in self._languages(moved)]:
                key = (language, moved)
                if self._rename(key, kept, likeness.confidence):
                    partner = one if one[1] == kept else other
                    settled_as = self._settled_as.get((language, kept)) or (language, kept)
                    self.linked.put(settled_as, (likeness.confidence, partner, likeness.common))

    def _is_settled(self, decided: set[Pair], one: Key, other: Key, likeness: Likeness) -> bool:
        wanted = ({one, other}, {likeness.one, likeness.other})
        if any({*keys} in wanted or {*map(self._changes.named, keys)} in wanted for keys in decided):
            return True
        # What was decided of one version is decided of all that have its id.
        ids = {one[1], other[1]}
        return len(ids) > 1 and any(
            {record_id for _, record_id in map(self._changes.named, keys)} == ids for keys in decided
        )

    def _obstacle(self, one: str, other: str, found: Sifting) -> str:
        if self._languages(one) & self._languages(other):
            return "there is a version in that language already"
        for mine in self._languages(one):
            for theirs in self._languages(other):
                first, second = sorted(((mine, one), (theirs, other)))
                if found.is_contradicted(first, second):
                    return "another version contradicts it"
        if not any(
            all((code, record_id) in self._fresh for code in self._languages(record_id)) for record_id in (one, other)
        ):
            return "both were in the archive before"
        return ""

    def proposed(self) -> Iterator[tuple[Key, Key, float, tuple[str, ...], str]]:
        """Yield what a person should look at: links that nothing holds any more, and pairs that are not linked.

        Of these neither has a translation in the other's language.
        """
        for likeness, doubt in self._shaken.pairs(self._languages):
            one, other = self._changes.current(likeness.one), self._changes.current(likeness.other)
            yield one, other, likeness.confidence, likeness.common, doubt
        asked: Kept[int] = Kept()
        for likeness, doubt in self._doubtful:
            one, other = self._changes.current(likeness.one), self._changes.current(likeness.other)
            if other[0] in self._languages(one[1]) or one[0] in self._languages(other[1]):
                continue
            if likeness.is_contradicted and likeness.confidence < LINKED:
                continue
            places = ((" ".join(one), other[0]), (" ".join(other), one[0]))
            counts = [asked.get(place) or 0 for place in places]
            if max(counts) >= MOST_ASKED:
                continue
            for place, count in zip(places, counts, strict=True):
                asked.put(place, count + 1)
            yield one, other, likeness.confidence, likeness.common, doubt


def _marked(former: str, confidence: float) -> Callable[[Alert], Alert]:
    """Return the change that says why a record has its id."""

    def change(alert: Alert) -> Alert:
        inferred = [name for name in alert.inferred if name != "id"]
        extra = [(name, value) for name, value in alert.extra if name not in {CONFIDENCE, FORMER}]
        if confidence:
            inferred.append("id")
            extra.append((CONFIDENCE, str(confidence)))
        formers = [*_texts(alert, FORMER), *([former] if former else [])]
        if formers:
            extra.append((FORMER, tuple(dict.fromkeys(formers)) if len(formers) > 1 else formers[0]))
        return replace(alert, inferred=tuple(inferred), extra=tuple(extra))

    return change


def unmarked(former: str) -> Callable[[Alert], Alert]:
    """Return the change that takes it back."""

    def change(alert: Alert) -> Alert:
        extra = [(name, value) for name, value in alert.extra if name not in {CONFIDENCE, FORMER}]
        formers = [one for one in _texts(alert, FORMER) if one != former]
        if formers:
            extra.append((FORMER, tuple(formers) if len(formers) > 1 else formers[0]))
        return replace(alert, inferred=tuple(name for name in alert.inferred if name != "id"), extra=tuple(extra))

    return change


def _texts(alert: Alert, name: str) -> tuple[str, ...]:
    value = dict(alert.extra).get(name, ())
    return (value,) if isinstance(value, str) else value
