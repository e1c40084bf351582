"""The end of an import: what belongs together in the archive as a whole, whatever the order in which it came.

::

    decisions ─▶ withdrawn ones taken back, the others carried out
    traits, a year at a time ─▶ likely translations, near-duplicates, citations
                             ─▶ sure ones carried out, doubtful ones proposed (.review/)

An id that has been in the archive before stays: only records that this import brought take the id of their translation. Where both
were there before, only a person's decision changes an id.
"""

from __future__ import annotations

import contextlib
import json
import tempfile
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from plugins.alerts.findings import Finding
from plugins.alerts.languages import CODES
from plugins.alerts.model import Alert
from plugins.importers.keeping.kept import Kept
from plugins.importers.keeping.ledger import Ledger
from plugins.importers.keeping.shelf import Shelf, renew, replacing
from plugins.importers.matching import proposals
from plugins.importers.matching.bonds import Bonds
from plugins.importers.matching.changes import Changes
from plugins.importers.matching.citations import Citation, Citations, citing_now, ids_meant
from plugins.importers.matching.decisions import FILE, NONE, Decisions, Question
from plugins.importers.matching.duplicates import Duplicates
from plugins.importers.matching.observed import Observed
from plugins.importers.matching.proposals import Asked, Proposal
from plugins.importers.matching.register import Register
from plugins.importers.matching.resemblance import LISTED, differences, resemblance, shingles_of, why_apart
from plugins.importers.matching.sifting import Citing, Sifting, sift
from plugins.importers.matching.traits import Key

STATE = "state.json"


@dataclass(slots=True)
class Amendment:
    """What became of a record after its item was settled."""

    id: str
    path: str
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class Settled:
    """What settling did."""

    review: dict[Question, int]
    """How much is left for a person."""
    amended: Kept[Amendment] = field(default_factory=Kept)
    """By language and the id under which the item was settled."""
    written: int = 0
    """Records."""


def settle(
    archive: Path,
    shelf: Shelf,
    ledger: Ledger,
    duplicates: Duplicates,
    *,
    decisions: Decisions,
    observed: Observed,
    cache: Path | None = None,
    is_rehearsal: bool = False,
) -> Settled:
    """Settle an archive; the ledger's and the duplicates' files are left to the caller, who writes them after this.

    ``observed`` are traits of records that were just written; ``cache`` is a folder for what is known of the archive's records; without one, all of them are read again every time.

    Raises:
        OSError: if something cannot be read or written; doing it again finishes it.
    """
    with contextlib.ExitStack() as stack:
        # What would be, in a rehearsal, is not for the next import to know.
        folder = cache if cache is not None and not is_rehearsal else None
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settling = _Settling(
            archive,
            shelf,
            ledger,
            duplicates,
            decisions=decisions,
            observed=observed,
            folder=folder,
            is_rehearsal=is_rehearsal,
        )
        return settling.run()


class _Settling:
    def __init__(
        self,
        archive: Path,
        shelf: Shelf,
        ledger: Ledger,
        duplicates: Duplicates,
        *,
        decisions: Decisions,
        observed: Observed,
        folder: Path,
        is_rehearsal: bool,
    ) -> None:
        self._archive = archive
        self._is_rehearsal = is_rehearsal
        self._state_file = folder / STATE
        self._decisions = decisions
        self._register = Register(archive, shelf, folder, observed, is_rehearsal=is_rehearsal)
        self._changes = Changes(archive, shelf, ledger, duplicates, self._register)
        self._groups = duplicates.groups()
        self._fresh: Kept[bool] = Kept()
        for key in ledger.fresh():
            self._fresh.put(key, True)
        self._amended: Kept[Amendment] = Kept()
        self._asked = Asked()

    def run(self) -> Settled:
        if (before := self._unchanged()) is not None:
            return Settled(before)
        bonds = Bonds(self._changes, self._register, self._decisions, self._fresh)
        bonds.gather(self._groups)
        bonds.carry_out()
        found = sift(self._register)
        bonds.link(found)
        for was, now in bonds.moved.items():
            self._amended.put(was, Amendment(now[1], self._name(now)))
        for was, (confidence, partner, common) in bonds.linked.items():
            language, record_id = self._changes.current(partner)
            told = (
                f"taken for a translation of {language}/{record_id}, whose id it has (confidence {confidence}; both name "
                f"{', '.join(common[:5])}). If it is none, say so with `invoke import --review` or in {FILE}"
            )
            if (amendment := self._amended.get(was)) is not None:
                amendment.findings.append(Finding("translation-inferred", "id", told))
                self._amended.put(was, amendment)
        self._follow(found)
        self._duplicates(found)
        for proposed in bonds.proposed():
            self._asked.add(Question.TRANSLATIONS, self._translation(proposed))
        self._write()
        return Settled(self._asked.counts, self._amended, self._changes.written)

    def _state(self) -> str:
        text = self._archive / FILE
        review = [proposals.file_of(self._archive, question) for question in Question]
        return self._register.state(*(one.read_bytes() if one.is_file() else b"" for one in (text, *review)))

    def _unchanged(self) -> dict[Question, int] | None:
        """Return the counts of last time, if nothing is other than it was then."""
        path = self._state_file
        if self._fresh or self._is_rehearsal or not path.is_file():
            return None
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            counts = {question: int(values["review"][question]) for question in Question}
        except (ValueError, KeyError, TypeError):
            return None
        return counts if values.get("state") == self._state() else None

    def _write(self) -> None:
        if self._is_rehearsal:
            return
        for question in Question:
            renew(proposals.file_of(self._archive, question), partial(self._asked.lines, question))
        for path, lines in self._changes.changed():
            renew(path, lines)
        if self._state_file.parent.is_dir():
            with replacing(self._state_file) as stream:
                json.dump({"state": self._state(), "review": self._asked.counts}, stream)

    def _follow(self, found: Sifting) -> None:
        """Write what alerts follow; ask what is not sure."""
        citations = Citations()
        citing: Kept[Citing] = Kept()
        for one in found.citing:
            citing.put(self._changes.current(one.key), one)
        for key, one in citing.items():
            citations.gather(key, dict.fromkeys((*one.dates, *one.related)))
        for year in citations.years(self._register.years()):
            citations.fill(self._register.of(year))
        resolved: Kept[dict[str, str]] = Kept()
        stated = self._decisions.by_date()
        for citation in citations.resolve():
            decided = self._decided(citation, stated.get(citation.cited, []))
            meant = citation.meant if decided is None else decided
            if meant and meant != NONE:
                for key in citation.citing:
                    resolved.put(key, (resolved.get(key) or {}) | {citation.cited: meant})
            elif decided is None:
                self._asked.add(Question.UPDATES, self._update(citation))
        for key, one in citing.items():
            meant_by = resolved.get(key) or {}
            follows, related = ids_meant(one.dates, meant_by), ids_meant(one.related, meant_by)
            # What a source or a person says is not inferred, and stays.
            if one.follows and "follows" not in one.inferred:
                follows = one.follows
            if one.related_ids and "related_ids" not in one.inferred:
                related = one.related_ids
            if (follows, related) != (one.follows, one.related_ids) and self._changes.amend(
                key, citing_now(one, follows, related)
            ):
                self._tell(key, one.key, meant_by)

    def _decided(self, citation: Citation, stated: list[tuple[str, str]]) -> str | None:
        for record_id, meant in stated:
            if self._is_now(record_id, citation.id):
                if meant == NONE:
                    return NONE
                return next((one for one in citation.candidates if self._is_now(meant, one)), meant)
        return None

    def _is_now(self, named: str, record_id: str) -> bool:
        return named == record_id or self._changes.id_now(named) == record_id

    def _tell(self, key: Key, settled_as: Key, meant_by: dict[str, str]) -> None:
        amendment = self._amended.get(settled_as) or Amendment(key[1], self._name(key))
        told = "; ".join(f"{date} is {record_id}" for date, record_id in sorted(meant_by.items()))
        if told:
            amendment.findings.append(Finding("reference-resolved", "follows", f"the alert of {told}"))
        self._amended.put(settled_as, amendment)

    def _name(self, key: Key) -> str:
        path = self._changes.path_of(key)
        return path.relative_to(self._archive).as_posix() if path else ""

    def _duplicates(self, found: Sifting) -> None:
        decided = set()
        for pair in self._decisions.pairs.get(Question.DUPLICATES, {}):
            decided |= {frozenset(pair), frozenset(map(self._changes.current, pair))}
        for glimpses in found.resembling:
            # By the ids that they have now, as the next import will find them.
            one, other = sorted(glimpses, key=lambda glimpse: self._changes.current(glimpse.key))
            keys = self._changes.current(one.key), self._changes.current(other.key)
            if keys[0] == keys[1] or frozenset(keys) in decided:
                continue
            mine, theirs = self._changes.read(keys[0]), self._changes.read(keys[1])
            if mine is None or theirs is None:
                continue
            texts = [shingles_of(record.body) for _, _, record in (mine, theirs)]
            value = resemblance(texts[0], texts[1])
            if value >= LISTED:
                proposal: Proposal = {
                    "one": self._shown(mine[0], mine[2].alert),
                    "other": self._shown(theirs[0], theirs[2].alert),
                    "resemblance": round(value, 2),
                    "differs": differences(mine[2].body, theirs[2].body),
                    "why": "; ".join(why_apart(one, other)),
                }
                self._asked.add(Question.DUPLICATES, proposal)

    def _translation(self, proposal: tuple[Key, Key, float, tuple[str, ...], str]) -> Proposal:
        one, other, confidence, common, why = proposal
        mine, theirs = self._changes.read(one), self._changes.read(other)
        if mine is None or theirs is None:
            return {}
        return {
            "one": self._shown(mine[0], mine[2].alert),
            "other": self._shown(theirs[0], theirs[2].alert),
            "confidence": confidence,
            "common": list(common[:12]),
            "why": why,
        }

    def _update(self, citation: Citation) -> Proposal:
        one = self._changes.read(citation.citing[0])
        shown = [found for found in map(self._any_version, citation.candidates) if found is not None]
        if one is None or not shown:
            return {}
        mine = self._shown(one[0], one[2].alert)
        return {"one": mine, "cited": citation.cited, "candidates": shown, "why": citation.why}

    def _any_version(self, record_id: str) -> Proposal | None:
        for language in CODES:
            if (found := self._changes.read((language, record_id))) is not None:
                return self._shown(found[0], found[2].alert)
        return None

    def _shown(self, path: Path, alert: Alert) -> Proposal:
        return proposals.shown(alert, path.relative_to(self._archive).as_posix())
