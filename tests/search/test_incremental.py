"""An index that is changed where it stands equals one made from nothing, byte for byte, whatever was edited in between."""

from __future__ import annotations

import dataclasses
import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.search import update as updating
from plugins.search.amending import Change, Posting, TermLists, amend, documents_of
from plugins.search.build import build, build_states
from plugins.search.documents import FIELDS, SearchDocument
from plugins.search.indexing import POSITION_FIELDS, FieldPostings, sort_terms
from plugins.search.memory import Memory
from plugins.search.postings import PLACED, write_lists
from plugins.search.shards import Cuts, cut, recut
from plugins.search.update import update
from tests.search.corpus import documents, source_of

Archive = list[SearchDocument]

_ALTERED = ("press", "zyzzyva", "N'Djamena", "Ñusta", "the", "新闻", "detención")
_SMALL = Cuts(least=40, more=25, most=100, alone=60)


def retitle(own: Archive, rng: random.Random) -> None:
    """Change a headline, and nothing else."""
    place = rng.randrange(len(own))
    own[place] = dataclasses.replace(own[place], title=f"{own[place].title} {rng.choice(_ALTERED)}")


def rewrite(own: Archive, rng: random.Random) -> None:
    """Change a text: a word more, a paragraph repeated, or another text."""
    place = rng.randrange(len(own))
    body = own[place].body
    body = rng.choice([f"{body}\n{rng.choice(_ALTERED)}", f"{body}\n{body}", "Quite another, short text.", ""])
    own[place] = dataclasses.replace(own[place], body=body)


def change_target(own: Archive, rng: random.Random) -> None:
    """Change a field that no card shows."""
    place = rng.randrange(len(own))
    own[place] = dataclasses.replace(own[place], target=rng.choice(["", "Ñusta Quispe", f"Name {rng.random()}"]))


def change_card(own: Archive, rng: random.Random) -> None:
    """Change what is shown and counted, and no word."""
    place = rng.randrange(len(own))
    card = dataclasses.replace(own[place].card, violations=(f"v{rng.randrange(5)}",), kind="update")
    own[place] = dataclasses.replace(own[place], card=card)


def redate(own: Archive, rng: random.Random) -> None:
    """Move a document in time, often into another year, or one that is new."""
    place = rng.randrange(len(own))
    own[place] = dataclasses.replace(
        own[place], issued=rng.choice(["1995", "2005-04-27", "2019-02", "", "2007", "2027-01-01"])
    )


def add(own: Archive, rng: random.Random) -> None:
    """Add one, old or new, or sixty."""
    for _ in range(rng.choice([1, 1, 1, 60])):
        like = rng.choice(own)
        own.append(
            dataclasses.replace(
                like, id=f"added-{rng.randrange(10**9)}", issued=rng.choice([like.issued, "2019-12-31"])
            )
        )


def delete(own: Archive, rng: random.Random) -> None:
    """Take some away."""
    for _ in range(min(rng.choice([1, 1, 30]), len(own) - 1)):
        del own[rng.randrange(len(own))]


def shuffle(own: Archive, rng: random.Random) -> None:
    """Read the archive in another order: nothing changes."""
    rng.shuffle(own)


EDITS: tuple[Callable[[Archive, random.Random], None], ...] = (
    *(retitle, rewrite, rewrite, change_target, change_card, redate, redate, add, add, delete, shuffle),
)


def contents(root: Path) -> dict[str, bytes]:
    """Return path → bytes of every file below a folder."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


class Site:
    """A site whose index is updated, as the generator does it."""

    def __init__(self, folder: Path) -> None:
        """Begin with nothing."""
        self.root = folder / "output"
        self.memory = Memory(folder / "cache", self.root)
        self.updated = 0

    def build(self, own: Archive) -> dict[str, str]:
        """Build, and return path → SHA-256."""
        source = source_of("en", own)
        known = self.memory.recall("en")
        self.memory.forget("en")
        state = update(known.state(), source, self.root) if known else None
        if state is None:
            (state,) = build_states([source], self.root)
            self.memory.keep(state, "")
        else:
            self.updated += 1
            self.memory.keep(state, "", known)
        return state.files


@pytest.fixture
def clean(tmp_path: Path) -> Callable[[Archive], dict[str, bytes]]:
    """What a build from nothing writes."""
    counter = iter(range(10**6))

    def make(own: Archive) -> dict[str, bytes]:
        folder = tmp_path / f"clean{next(counter)}"
        build([source_of("en", own)], folder)
        return contents(folder)

    return make


@pytest.mark.parametrize("seed", range(3))
def test_an_update_equals_a_build_from_nothing(
    tmp_path: Path, clean: Callable[[Archive], dict[str, bytes]], seed: int
) -> None:
    """After every edit of a long row all files are those of a clean build, and so are the hashes that are told."""
    rng = random.Random(seed)
    own = list(documents("en"))
    site = Site(tmp_path)
    site.build(own)
    for number in range(16):
        done = [rng.choice(EDITS) for _ in range(rng.choice([1, 1, 3]))]
        for edit in done:
            edit(own, rng)
        told = site.build(own)

        what = f"after edit {number}: {', '.join(edit.__name__ for edit in done)}"
        expected = clean(own)
        actual = contents(site.root)
        assert expected.keys() == actual.keys(), what
        assert [path for path in expected if expected[path] != actual[path]] == [], what
        assert told == {path: hashlib.sha256(data).hexdigest() for path, data in actual.items()}, what
    assert site.updated > 10


def test_shards_are_cut_as_from_nothing(
    tmp_path: Path, clean: Callable[[Archive], dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With shards of a few words, and places of words that are not frequent, cuts move all the time: as from nothing."""
    for module in ("build", "lists", "postings"):
        monkeypatch.setattr(f"plugins.search.{module}.PLACED", 6)
    monkeypatch.setattr("plugins.search.plan._SMALLEST_SAMPLED", 20)
    monkeypatch.setattr("plugins.search.plan._SAMPLE", 6)
    monkeypatch.setattr("plugins.search.shards.POSTING_CUTS", _SMALL)
    monkeypatch.setattr("plugins.search.shards.POSITION_CUTS", _SMALL)
    monkeypatch.setattr("plugins.search.shards.VOCABULARY_CUTS", _SMALL)
    rng = random.Random(5)
    own = list(documents("en"))[:60]
    site = Site(tmp_path)
    site.build(own)
    for number in range(15):
        rng.choice(EDITS)(own, rng)
        site.build(own)

        expected = clean(own)
        actual = contents(site.root)
        assert expected.keys() == actual.keys(), f"after edit {number}"
        assert [path for path in expected if expected[path] != actual[path]] == [], f"after edit {number}"
    assert "search/en/words.js" in actual
    assert site.updated > 4


@pytest.mark.parametrize("step", ["write_blocks", "lists", "manifest"])
def test_an_update_that_was_broken_off(
    tmp_path: Path, clean: Callable[[Archive], dict[str, bytes]], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Whatever a broken-off update left behind, the next build makes all files right."""
    own = list(documents("en"))
    site = Site(tmp_path)
    site.build(own)
    own[3] = dataclasses.replace(own[3], title="Zyzzyva press")
    broken = {
        "write_blocks": "plugins.search.update.write_tables",
        "lists": "plugins.search.lists.write_file",
        "manifest": "plugins.search.state.manifest",
    }[step]

    def breaks(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(broken, breaks)
    with pytest.raises(KeyboardInterrupt):
        site.build(own)
    monkeypatch.undo()
    delete(own, random.Random(2))
    site.build(own)

    assert clean(own) == contents(site.root)
    assert 0 == site.updated


@pytest.mark.parametrize("left", [0, 1, PLACED - 1])
def test_a_common_word_that_stands_in_no_text_becomes_rare(
    tmp_path: Path, clean: Callable[[Archive], dict[str, bytes]], left: int
) -> None:
    """A country that is called otherwise: its name had a list of places without any, which goes; and the next update finds the rest."""
    own = [
        dataclasses.replace(document, id=f"{document.id}-{copy}") for copy in range(4) for document in documents("en")
    ]
    named = own[: PLACED + 8]
    own[: len(named)] = [dataclasses.replace(document, place="Zyzzyva") for document in named]
    site = Site(tmp_path)
    site.build(own)
    own[left : len(named)] = [dataclasses.replace(document, place="Elsewhere") for document in own[left : len(named)]]
    site.build(own)

    assert clean(own) == contents(site.root)
    own[0] = dataclasses.replace(own[0], title="Zoological press")
    site.build(own)
    assert 2 == site.updated
    assert clean(own) == contents(site.root)


def test_a_common_word_that_leaves_all_texts_has_no_places(tmp_path: Path) -> None:
    """What is known of a word that many alerts are about, and that no title or text has any more, is what is counted from nothing."""
    own = [
        dataclasses.replace(document, id=f"{document.id}-{copy}", place="Zyzzyva")
        for copy in range(4)
        for document in documents("en")
    ]
    site = Site(tmp_path)
    site.build([dataclasses.replace(own[0], title="Zyzzyva press"), *own[1:]])
    site.build(own)
    (clean,) = build_states([source_of("en", own)], tmp_path / "clean")
    known = site.memory.recall("en")

    assert 1 == site.updated
    assert known is not None
    assert clean.sizes == known.state().sizes


def test_an_update_touches_only_what_it_must(tmp_path: Path) -> None:
    """One word more in one text leaves most files their time and inode."""
    own = [
        dataclasses.replace(document, id=f"{document.id}-{copy}") for copy in range(8) for document in documents("en")
    ]
    site = Site(tmp_path)
    site.build(own)
    before = {path: path.stat() for path in site.root.rglob("*.js")}
    own[0] = dataclasses.replace(own[0], target="Zyzzyva")

    site.build(own)

    touched = [path for path, status in before.items() if path.stat().st_ino != status.st_ino]
    assert 1 == site.updated
    assert len(touched) <= 12


@pytest.mark.parametrize("harm", ["lost", "changed", "foreign", "torn", "cut"])
def test_what_cannot_be_relied_on_is_made_anew(tmp_path: Path, harm: str) -> None:
    """A file that is lost, changed or not ours, or a damaged memory: the index is counted from nothing."""
    own = list(documents("en"))
    site = Site(tmp_path)
    expected = site.build(own)
    file = site.root / next(path for path in expected if "/terms/" in path)
    (memory,) = (tmp_path / "cache").iterdir()
    if harm == "lost":
        file.unlink()
    elif harm == "changed":
        file.write_bytes(file.read_bytes() + b" ")
    elif harm == "foreign":
        file.with_name("other.js").write_text("")
    elif harm == "torn":
        memory.write_bytes(memory.read_bytes()[:-7])
    else:
        memory.write_bytes(b"")

    assert expected == site.build(own)
    assert expected.keys() == contents(site.root).keys()
    assert 0 == site.updated


def test_much_that_has_changed_is_counted_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a share of the documents an update would be more work, and is not tried."""
    monkeypatch.setattr(updating, "_FEW", 4)
    own = list(documents("en"))
    site = Site(tmp_path)
    site.build(own)

    for place in range(20):
        own[place] = dataclasses.replace(own[place], title="Changed")
    site.build(own)

    assert 0 == site.updated


def _postings(*, placed: bool) -> st.SearchStrategy[dict[int, Posting]]:
    def posting(steps: list[int]) -> Posting:
        return len(steps), tuple(steps) if placed else ()

    steps = st.lists(st.integers(0, 4000), min_size=1, max_size=4).map(posting)
    return st.dictionaries(st.integers(0, 300), steps, max_size=9)


_FIELDS = st.tuples(*(_postings(placed=field < POSITION_FIELDS) for field in range(len(FIELDS))))


def written(fields: tuple[dict[int, Posting], ...], placed: int) -> tuple[TermLists, int]:
    """Write a term's lists as the build does, which gives positions from so many postings on."""
    columns = [
        FieldPostings(
            counts=np.array([len(has)]),
            ordinals=np.array(sorted(has), np.int64),
            frequencies=np.array([has[number][0] for number in sorted(has)], np.int64),
            positions=np.array([step for number in sorted(has) for step in has[number][1]], np.int64),
        )
        for has in fields
    ]
    frequency = sum(map(len, fields))
    if not frequency:
        return TermLists(), 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("plugins.search.postings.PLACED", placed)
        lists = write_lists(columns, np.arange(301))
    texts = (lists.postings.of(0, 1), lists.lows.of(0, 1), lists.highs.of(0, 1))
    postings, lows, highs = (text.removesuffix(" ").encode() for text in texts)
    return TermLists(postings=postings, lows=lows, highs=highs), frequency


@settings(deadline=None)
@given(before=_FIELDS, after=_FIELDS, placed=st.booleans())
def test_an_amended_list_is_the_list_written(
    before: tuple[dict[int, Posting], ...], after: tuple[dict[int, Posting], ...], *, placed: bool
) -> None:
    """Changing a list in place gives what writing it gives, with positions and without."""
    changes: list[Change] = [
        dict[int, Posting | None].fromkeys(old.keys() - new.keys())
        | {number: has for number, has in new.items() if old.get(number) != has}
        for old, new in zip(before, after, strict=True)
    ]
    threshold = 0 if placed else 1000
    lists, _ = written(before, threshold)

    assert written(after, threshold) == amend(lists, changes, placed=placed)
    assert [sorted(has) for has in after] == documents_of(written(after, threshold)[0].postings)


_WEIGHTS = st.dictionaries(
    st.text(st.sampled_from("ab\uffee\U0001f600"), min_size=1, max_size=4), st.integers(3, 90), max_size=60
)


@settings(deadline=None)
@given(before=_WEIGHTS, after=_WEIGHTS, share=st.integers(0, 60))
def test_cuts_made_anew_are_those_of_all(before: dict[str, int], after: dict[str, int], share: int) -> None:
    """Looking only around what has changed finds the cuts that looking at everything finds."""
    after = before | dict(list(after.items())[:share])
    for term in list(before)[: share // 8]:
        after.pop(term, None)
    changed = [term for term in before.keys() | after.keys() if before.get(term) != after.get(term)]

    def starts(weights: dict[str, int]) -> list[str]:
        terms = sort_terms(weights)
        return [terms[place] for place in cut(((term, weights[term]) for term in terms), _SMALL)]

    assert starts(after) == recut(starts(before), changed, sort_terms(after), after.__getitem__, _SMALL)
