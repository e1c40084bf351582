"""What is kept of the archive, and of the site's files, between builds: all in one file, and what has changed since beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.site.reading.records import Known, Records
from plugins.site.writing.files import STORE, Files


def known(digest: str, alert_id: str, *, is_usable: bool = True) -> Known:
    """Return a record of which little is said."""
    return Known(1, 2, digest, False, alert_id, "en", "2005", (), b"row" if is_usable else b"", digest, digest)


def plain(records: Records) -> tuple[object, ...]:
    """Return everything that later builds go by."""
    return records.known, records.names, records.withdrawn, records.fingerprint(), records.has_doubles()


PATHS = st.sampled_from([f"en/2005/{letter}.md" for letter in "abcd"])
FOUND = st.dictionaries(
    PATHS, st.builds(known, st.sampled_from("12"), st.sampled_from("xyz"), is_usable=st.booleans()), max_size=4
)


@settings(deadline=None)
@given(FOUND, st.lists(st.tuples(st.sets(PATHS), FOUND), max_size=3))
def test_records_that_changed_are_known_as_if_all_were_read_anew(
    first: dict[str, Known], steps: list[tuple[set[str], dict[str, Known]]]
) -> None:
    """Their fingerprint, and whether two have one id, are those of the same records without a past."""
    records = Records()
    records.put(first.items())
    for gone, found in steps:
        records.has_doubles()
        records = records.following((), ())
        records.drop(gone & records.known.keys())
        records.put(found.items())

    assert plain(Records(records.known)) == plain(records)


def test_a_change_is_kept_beside_what_is_kept_of_all(tmp_path: Path) -> None:
    """One record changed, one gone, one new and a name redacted are read back, though the long file is that of before."""
    store = tmp_path / "records.marshal"
    first = Records()
    first.put((f"en/2005/{letter}.md", known("1", letter)) for letter in "abc")
    first.save(store, "code")
    whole = store.read_bytes()
    now = Records.load(store, "code").following(("A. Name",), ())
    now.drop(["en/2005/a.md"])
    now.put({"en/2005/b.md": known("2", "b"), "en/2005/d.md": known("1", "d")}.items())
    now.save(store, "code")

    read = Records.load(store, "code")
    assert plain(now) == plain(read)
    assert whole == store.read_bytes()
    assert read.whole is not None
    assert {"en/2005/a.md", "en/2005/b.md", "en/2005/d.md"} == read.unlike(read.whole)
    # Anew, all lies in the long file, and nothing beside it.
    read.save(store, "code", anew=True)
    assert [store] == list(tmp_path.iterdir())
    assert plain(now) == plain(Records.load(store, "code"))


def test_a_change_of_other_records_is_not_taken(tmp_path: Path) -> None:
    """What lies beside a long file that was written anew meanwhile is no part of it; nor is anything of other code."""
    store = tmp_path / "records.marshal"
    first = Records()
    first.put([("en/2005/a.md", known("1", "a"))])
    first.save(store, "code")
    now = Records.load(store, "code").following((), ())
    now.put([("en/2005/a.md", known("2", "a"))])
    now.save(store, "code")
    beside = store.with_suffix(".since").read_bytes()
    first.save(store, "code", anew=True)
    other = Records()
    other.put([("en/2005/b.md", known("1", "b"))])
    other.save(store, "code")
    store.with_suffix(".since").write_bytes(beside)

    assert plain(other) == plain(Records.load(store, "code"))
    assert plain(Records()) == plain(Records.load(store, "other code"))


@pytest.mark.parametrize("is_damaged", [False, True])
def test_files_that_changed_are_kept_beside_all(tmp_path: Path, *, is_damaged: bool) -> None:
    """One written, one gone and one that another plugin wrote are read back; where the short file is damaged, nothing is known."""
    store = tmp_path / STORE
    Files("1", {"a": b"1", "b": b"1"}, {"c": b"1"}).save(store, tmp_path)
    before = Files.load(store, tmp_path)
    assert ("1", {"a": b"1", "b": b"1"}, {"c": b"1"}) == before[:3]
    Files("2", {"a": b"2"}, {"c": b"1", "d": b"2"}, before.whole, ({"a": b"2", "b": None}, {"d": b"2"})).save(
        store, tmp_path
    )
    if is_damaged:
        beside = store.with_suffix(".since")
        beside.write_bytes(beside.read_bytes()[:-3])

    expected = ("", {}, {}) if is_damaged else ("2", {"a": b"2"}, {"c": b"1", "d": b"2"})
    assert expected == Files.load(store, tmp_path)[:3]
