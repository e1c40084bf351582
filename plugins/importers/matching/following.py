"""What follows from what a person decided: a question whose answer follows is not asked.

Records that are the same are the same as each other; what is different from one of them is different from all. Translations that share an id
are one alert already, which has one version in a language.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from plugins.importers.matching.decisions import Decisions, Question, Verdict
from plugins.importers.matching.traits import Key


def verdict_of(
    decisions: Decisions, question: Question, one: Key, other: Key, languages: Callable[[str], Iterable[str]]
) -> Verdict | None:
    """Return the answer to whether two records belong together, if it is decided or follows; ``languages`` are those that an id has."""
    if (own := decisions.of(question, one, other)) is not None or one[1] == other[1]:
        # Two that share an id are asked about because their link is in doubt: nothing else says what they are.
        return own
    is_translations = question is Question.TRANSLATIONS
    groups: dict[Hashable, set[Hashable]] = {}

    def node(key: Key) -> Hashable:
        return key[1] if is_translations else key

    def group(of: Hashable) -> set[Hashable]:
        return groups.setdefault(of, {of})

    decided = decisions.pairs.get(question, {})
    for pair, verdict in decided.items():
        if verdict is Verdict.SAME:
            whole = group(node(pair[0])) | group(node(pair[1]))
            groups.update(dict.fromkeys(whole, whole))
    mine, theirs = group(node(one)), group(node(other))
    if node(other) in mine:
        return Verdict.SAME
    for (first, second), verdict in decided.items():
        sides = node(first), node(second)
        if verdict is Verdict.DIFFERENT and (_are_in(sides, mine, theirs) or _are_in(sides, theirs, mine)):
            return Verdict.DIFFERENT
    if is_translations and _languages(one, mine, languages) & _languages(other, theirs, languages):
        return Verdict.DIFFERENT
    return None


def _are_in(sides: tuple[Hashable, Hashable], mine: set[Hashable], theirs: set[Hashable]) -> bool:
    return sides[0] in mine and sides[1] in theirs


def _languages(own: Key, ids: set[Hashable], languages: Callable[[str], Iterable[str]]) -> set[str]:
    return {own[0]}.union(*(languages(str(one)) for one in ids))
