"""One walk over the archive, a year at a time: which records may belong together."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from plugins.importers.keeping.kept import Kept, Row
from plugins.importers.matching import translations
from plugins.importers.matching.register import Register
from plugins.importers.matching.resemblance import APART, Glimpse, candidates, glimpse, is_compared, is_near
from plugins.importers.matching.traits import Key, Traits
from plugins.importers.matching.translations import Likeness


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """A record that cites others, or did."""

    key: Key
    dates: tuple[str, ...]
    """Of the alerts that it follows."""
    related: tuple[str, ...]
    """Of related cases."""
    follows: tuple[str, ...]
    related_ids: tuple[str, ...]
    inferred: tuple[str, ...]


@dataclass(slots=True)
class Sifting:
    """What was found."""

    likenesses: Kept[Likeness] = field(default_factory=Kept)
    """The most alike first."""
    contradicted: Kept[bool] = field(default_factory=Kept)
    """Pairs of which something says that they are no translations of each other."""
    resembling: Row[tuple[Glimpse, Glimpse]] = field(default_factory=Row)
    citing: Row[Citing] = field(default_factory=Row)

    def add(self, likeness: Likeness) -> None:
        """Enter a pair that is alike."""
        one, other = _name(likeness.one), _name(likeness.other)
        self.likenesses.put((f"{2 - likeness.confidence:.3f}", f"{one} {other}"), likeness)
        if likeness.is_contradicted:
            self.contradicted.put((one, other), True)

    def is_contradicted(self, one: Key, other: Key) -> bool:
        """Say whether the pair was compared, and something contradicts."""
        return (_name(one), _name(other)) in self.contradicted


def _name(key: Key) -> str:
    # Neither a language nor an id has a blank, nor a sign before it: names sort as keys do.
    return " ".join(key)


def sift(register: Register) -> Sifting:
    """Compare the records of every year with each other, and with those of the end of the year before."""
    found = Sifting()
    carried: list[Traits] = []
    same: Kept[Glimpse] = Kept()
    count = 0
    for year in register.years():
        records = register.of(year)
        for citing in _citing(records):
            found.citing.append(citing)
        for likeness in _likenesses(records, carried):
            found.add(likeness)
        known = {traits.key for traits in carried}
        for one, other in candidates([*carried, *records]):
            if one.key not in known or other.key not in known:
                found.resembling.append((glimpse(one), glimpse(other)))
        for traits in records:
            if is_compared(traits):
                count += 1
                same.put((f"{traits.lang} {traits.print}", f"{count:09}"), glimpse(traits))
        carried = [traits for traits in records if traits.issued.day is not None and traits.issued.month == 12]
        # One year in memory, not two: the next is read when this one is gone.
        del records
    for glimpses in same.crowds():
        for pair in itertools.pairwise(glimpses):
            # Dated too far apart to have met; pairs that did meet are there already.
            if not is_near(*pair):
                found.resembling.append(pair)
    return found


def _citing(records: Iterable[Traits]) -> Iterator[Citing]:
    for traits in records:
        dates = (*traits.updates, *traits.background)
        if dates or traits.related or {"follows", "related_ids"} & set(traits.inferred):
            yield Citing(
                key=traits.key,
                dates=dates,
                related=traits.related,
                follows=traits.follows,
                related_ids=traits.related_ids,
                inferred=traits.inferred,
            )


def _likenesses(records: list[Traits], carried: list[Traits]) -> Iterator[Likeness]:
    near = [traits for traits in carried if (traits.issued.day or 0) > APART - translations.APART]
    neighbourhoods: dict[str, list[Traits]] = defaultdict(list)
    for traits in (*near, *records):
        for country in traits.countries or ("",):
            neighbourhoods[country].append(traits)
    before = {traits.key for traits in near}
    best: dict[tuple[Key, Key], Likeness] = {}
    found = [translations.compare(neighbourhoods[country]) for country in sorted(neighbourhoods)]
    if "" in neighbourhoods and len(neighbourhoods) > 1:
        found.append(translations.compare([*near, *records], is_mixed=True))
    for likeness in itertools.chain.from_iterable(found):
        pair = (likeness.one, likeness.other)
        if not set(pair) <= before and (pair not in best or _is_doubted_more(best[pair], likeness)):
            best[pair] = likeness
    yield from (best[pair] for pair in sorted(best))


def _is_doubted_more(old: Likeness, new: Likeness) -> bool:
    """Say whether a pair that two neighbourhoods compared is doubted more, or is less alike, in the second: that one counts."""
    return (bool(new.doubt), -new.confidence) > (bool(old.doubt), -old.confidence)
