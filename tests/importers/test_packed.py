"""Archives and maildirs as sources: members by name and never by path, bombs refused, nothing written."""

from __future__ import annotations

import gzip
import io
import itertools
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.importers.opening import packed
from plugins.importers.opening.sources import Source, find
from tests.importers.archives import jsonl_of, run, run_sources
from tests.importers.mail.mails import ALERT, PLAIN, mail, mbox
from tests.importers.test_run import ROW, reasons

TEXT = ALERT.encode()
MAIL = mail(PLAIN, subject="Gambia alert (radio shut)", message_id="<1@x>", date="Thu, 3 Jul 1997 10:00:00 +0000")
EVIL = [
    "../../evil.txt",
    "/etc/passwd.txt",
    "C:\\evil.txt",
    "a/../../evil.txt",
    "CON.txt",
    "e\u0301.txt",
    "\u00e9.txt",
    "x\n.txt",
]


def zipped(*members: tuple[str, bytes]) -> bytes:
    """Return a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def tarred(*members: tuple[str, bytes], mode: str = "w:gz") -> bytes:
    """Return a tar."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def opened(data: bytes, name: str = "a") -> list[tuple[str, bytes]]:
    """Return name and bytes of what comes out of an archive."""
    source = Source(name=name, opener=lambda: io.BytesIO(data))
    found = []
    for one in packed.unpack(source):
        with one.open() as stream:
            found.append((one.name, stream.read()))
    return found


@pytest.mark.parametrize(
    "pack",
    [
        zipped,
        tarred,
        lambda *members: tarred(*members, mode="w"),
        lambda *members: gzip.compress(zipped(*members)),
    ],
    ids=["zip", "tar.gz", "tar", "zip.gz"],
)
def test_members_are_sources(tmp_path: Path, pack: object) -> None:
    """Mails, mailboxes, rows and texts in an archive are imported as those of a folder are; hidden ones are left out."""
    members = [
        ("box/a.mbox", mbox(MAIL)),
        ("rows.jsonl", jsonl_of(ROW).encode()),
        ("packed.txt.gz", gzip.compress(TEXT)),
        ("__MACOSX/._a.mbox", b"x"),
        (".hidden", b"x"),
    ]
    assert callable(pack)
    result = run(tmp_path, pack(*members), name="all.bin")
    assert (0, 3) == (result.exit_status, len(result.records()))
    assert {"all.bin#box/a.mbox", "all.bin#packed.txt.gz", "all.bin#rows.jsonl"} == {
        outcome["source"] for outcome in result.outcomes
    }
    assert 0 == run(tmp_path, None, name="all.bin").written


@pytest.mark.parametrize("pack", [zipped, tarred], ids=["zip", "tar.gz"])
def test_names_choose_no_place(tmp_path: Path, pack: object) -> None:
    """Whatever a member is called, only the archive's folder and the report are written."""
    assert callable(pack)
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    rows = [
        (name.replace(".txt", ".jsonl"), jsonl_of(ROW | {"id": f"r-{n}", "body": f"Text {n}."}).encode())
        for n, name in enumerate(EVIL)
    ]
    result = run(inside, pack(*rows), name="x.zip")
    assert len(EVIL) == len(result.outcomes)
    assert {"a"} == {path.name for path in tmp_path.iterdir()}
    assert {"x.zip", "archive", "report.json"} == {path.name for path in inside.iterdir()}
    assert all(".." not in outcome["source"] and "\n" not in outcome["source"] for outcome in result.outcomes)


def test_links_and_devices_are_not_followed_and_told(tmp_path: Path) -> None:
    """A link to a file of this machine is not followed, in a tar or a zip; what it is stands in the report."""
    row = jsonl_of(ROW).encode()
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        info = tarfile.TarInfo("in/rows.jsonl")
        info.size = len(row)
        archive.addfile(info, io.BytesIO(row))
        for name, kind, leads_to in (
            ("in/away", tarfile.SYMTYPE, "/etc/passwd"),
            ("in/up", tarfile.SYMTYPE, "../../x"),
            ("in/beside", tarfile.SYMTYPE, "rows.jsonl"),
            ("in/again", tarfile.LNKTYPE, "in/rows.jsonl"),
            ("in/hidden", tarfile.LNKTYPE, "in/.git/x"),
            ("in/device", tarfile.CHRTYPE, ""),
            ("in/pipe", tarfile.FIFOTYPE, ""),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, leads_to
            archive.addfile(info)
    (tmp_path / "t").mkdir()
    found = run(tmp_path / "t", buffer.getvalue(), name="x.tar")
    left_out, repeated, unreadable = "link-left-out", "item-repeated", "source-unreadable"
    assert ["", left_out, left_out, repeated, repeated, left_out, unreadable, unreadable] == reasons(found)

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, leads_to in (("a", "/etc/passwd"), ("b", "rows.jsonl")):
            link = zipfile.ZipInfo(name)
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(link, leads_to)
        archive.writestr("rows.jsonl", row)
    (tmp_path / "z").mkdir()
    assert [left_out, repeated, ""] == reasons(run(tmp_path / "z", buffer.getvalue(), name="x.zip"))


def test_depth(tmp_path: Path) -> None:
    """An archive in an archive is read, one in that is not, and the report says so."""
    inner = zipped(("x.jsonl", jsonl_of(ROW).encode()))
    assert [("a#b.zip#x.jsonl", jsonl_of(ROW).encode())] == opened(zipped(("b.zip", inner)))
    assert [("a#b.tgz#x.jsonl", jsonl_of(ROW).encode())] == opened(
        tarred(("b.tgz", tarred(("x.jsonl", jsonl_of(ROW).encode()))))
    )
    deep = run(tmp_path, zipped(("c.zip", zipped(("b.zip", inner)))), name="deep.zip")
    assert ["over-budget"] == reasons(deep)


@pytest.mark.parametrize(
    "pack",
    [gzip.compress, lambda data: zipped(("a.txt", data)), lambda data: tarred(("a.txt", data))],
    ids=["gz", "zip", "tar.gz"],
)
def test_bombs(tmp_path: Path, pack: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """What unpacks to more than two hundred times its size is refused."""
    monkeypatch.setattr(packed, "FREE", 1_000_000)
    assert callable(pack)
    result = run(tmp_path, pack(b"<p>text</p>" + b"\x20" * 30_000_000), name="bomb", format="mbox")
    assert "over-budget" in reasons(result)
    assert 1 == result.exit_status


def test_many_small_bombs_count_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The budget is that of the whole archive."""
    monkeypatch.setattr(packed, "FREE", 1_000_000)
    result = run(tmp_path, zipped(*((f"{n}.txt", b"a " * 450_000) for n in range(40))), name="x.zip")
    assert "over-budget" in reasons(result)


@pytest.mark.parametrize("pack", [zipped, tarred, lambda *members: gzip.compress(zipped(*members))])
def test_damaged_archives(tmp_path: Path, pack: object) -> None:
    """A cut archive is one item that says so, after those that could be read; a wrong check sum likewise."""
    assert callable(pack)
    data = pack(("a.jsonl", jsonl_of(*(ROW | {"id": f"r-{n}", "body": str(n) * 40} for n in range(500))).encode()))
    cut = run(tmp_path, data[: len(data) * 2 // 3], name="cut")
    assert "source-unreadable" in reasons(cut)
    assert len(cut.outcomes) == sum(cut.report[name] for name in ("accepted", "duplicates", "rejected"))


def test_documents_are_no_archives(tmp_path: Path) -> None:
    """A word processor's file is a zip inside and stays one source that is not read."""
    data = zipped(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<w/>"))
    assert ["format-unknown"] == reasons(run(tmp_path, data, name="letter.docx"))


TWINS = (("caf\u00e9.txt", b"One"), ("cafe\u0301.txt", b"Two"), ("the\u0301.txt", b"Three"))


@pytest.mark.parametrize("members", list(itertools.permutations(TWINS)))
@pytest.mark.parametrize("pack", [zipped, tarred, lambda *members: tarred(("in.tar", tarred(*members, mode="w")))])
def test_names_that_differ_in_an_accent_s_composing_stay_two(
    pack: Callable[..., bytes], members: tuple[tuple[str, bytes], ...]
) -> None:
    """Or one of two pages would be taken for the other's second version; a name without a twin is composed. In whatever order they come."""
    found = {name.rpartition("#")[2]: text for name, text in opened(pack(*members))}
    assert found == {"caf\u00e9.txt": b"One", "cafe\u0301.txt": b"Two", "th\u00e9.txt": b"Three"}


def test_looking_for_twins_spends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tar whose names are gone through once more may unpack to as much as any other."""
    monkeypatch.setattr("plugins.importers.opening.packed.FREE", 120_000)
    monkeypatch.setattr("plugins.importers.opening.packed.LARGEST_RATIO", 1)
    members = [(name, b"x" * 20_000) for name in ("the\u0301.txt", "two.txt")]
    assert [("a#th\u00e9.txt", b"x" * 20_000), ("a#two.txt", b"x" * 20_000)] == opened(tarred(*members))


def test_a_web_archive_in_a_zip() -> None:
    """Of a WACZ the crawl is read, not its indexes."""
    data = zipped(
        ("datapackage.json", b"{}"), ("pages/pages.jsonl", b"{}"), ("archive/data.warc.gz", gzip.compress(b"WARC/1.0"))
    )
    assert [("a#archive/data.warc.gz", b"WARC/1.0")] == opened(data)


def test_a_maildir(tmp_path: Path) -> None:
    """Its mails are read by their names without flags; what was not delivered, and what programs keep there, is not."""
    box = tmp_path / "Maildir"
    for folder in ("cur", "new", "tmp", ".Sent/cur", ".Sent/new", ".Sent/tmp"):
        (box / folder).mkdir(parents=True)
    (box / "cur" / "1.x:2,RS").write_bytes(MAIL)
    (box / "new" / "2.x").write_bytes(b"Only text, and a mail by its place\n")
    (box / "tmp" / "3.x").write_bytes(MAIL)
    (box / "dovecot-uidlist").write_bytes(b"x")
    (box / ".Sent" / "cur" / "4.x:2,").write_bytes(mail(ALERT, message_id="<4@x>"))
    names = [(source.name, source.format) for source in find(box)]
    assert [(".Sent/4.x", "eml"), ("1.x", "eml"), ("2.x", "eml")] == sorted(names)
    first = run_sources(tmp_path, [box])
    assert (3, 2) == (len(first.outcomes), len(first.records()))
    (box / "cur" / "1.x:2,RS").rename(box / "new" / "1.x")
    again = run_sources(tmp_path, [box])
    assert (0, first.files()) == (again.written, again.files())


def test_maildirs_in_a_folder(tmp_path: Path) -> None:
    """Of a folder of several people's maildirs the hidden folders are read as well; what is hidden elsewhere is not."""
    for box in ("ana", "luc"):
        for folder in ("cur", "new", ".Sent/cur", ".Sent/new"):
            (tmp_path / "mail" / box / folder).mkdir(parents=True)
        (tmp_path / "mail" / box / ".Sent" / "cur" / "1.x:2,").write_bytes(MAIL)
    (tmp_path / "mail" / ".trash" / "cur").mkdir(parents=True)
    (tmp_path / "mail" / ".trash" / "cur" / "2.x").write_bytes(MAIL)

    assert ["ana/.Sent/1.x", "luc/.Sent/1.x"] == [source.name for source in find(tmp_path / "mail")]


@settings(deadline=None, max_examples=80)
@given(
    data=st.one_of(st.binary(max_size=300), st.binary(max_size=200).map(lambda tail: zipped(("a", b"x"))[:-9] + tail))
)
def test_any_bytes_come_out_or_fail_as_a_source(data: bytes) -> None:
    """Whatever an archive is, what comes out of it can be read or fails as readers may."""
    for start in (b"", b"PK\x03\x04", b"\x1f\x8b\x08"):
        for source in packed.unpack(Source(name="x", opener=lambda start=start: io.BytesIO(start + data))):  # type: ignore[misc]
            try:
                source.head()
            except (OSError, EOFError, ValueError, zlib.error):
                continue
