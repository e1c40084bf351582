"""Mboxes: where one mail ends and the next begins; what happens to hostile ones."""

from __future__ import annotations

import io
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.importers.formats.mail import mbox as boxes
from plugins.importers.formats.mail.mbox import divide
from plugins.importers.formats.mail.reader import read_eml, read_mbox
from plugins.importers.normalising.normalise import normalise
from tests.importers.archives import TODAY, run
from tests.importers.mail.mails import ALERT, OPTIONS, PLAIN, codes, mail, mbox, multipart, read, read_box

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

ONE = mail(PLAIN, subject="Gambia alert (radio shut)", message_id="<1@x>", date="Thu, 3 Jul 1997 10:00:00 +0000")
TWO = mail(ALERT, subject="Zambia alert (x)", message_id="<2@x>")


@pytest.mark.parametrize(
    "separator",
    [
        b"From ifex@example.org Tue Sep  8 15:02:03 1998",
        b"From a at b.org  Tue Sep  8 15:02:03 1998",
        b"From - Tue Sep 08 15:02:03 1998",
        b"From ???@??? Tue Sep 08 15:02:03 1998 -0400",
        b"From x@y Tue Sep  8 15:02 EDT 1998",
        b"From x@y Tue, 8 Sep 1998 15:02:03 +0000",
        b'From "a b"@c.org Tue Sep  8 15:02:03 1998 remote from d',
    ],
)
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_separators(separator: bytes, ends: bytes) -> None:
    """Separators of many programs part mails, with either line end."""
    data = mbox(ONE, TWO, separator=separator).replace(b"\n", ends)
    assert ["mid:1@x", "mid:2@x"] == [parsed.identity for parsed in read_box(data)]


@pytest.mark.parametrize(
    "sentence",
    [
        "From 3 July 1997 on, the station was shut.",
        "From Banjul, on Thu 3 Jul 1997 at 10:02:03, he wrote:",
        "From 10:02 to 11:02 in July 1997 Radio was silent.\nNote: this was the second time.",
        ">From the capital he wrote again.",
        "From: someone",
    ],
)
def test_false_separators(sentence: str) -> None:
    """A sentence that begins with "From" is part of the text; an escape is undone."""
    [parsed] = read_box(mbox(mail(f"{PLAIN}\n{sentence}\nMore of it.\n", subject="Gambia alert (x)")))
    assert sentence.removeprefix(">").split("\n")[0].replace("*", "") in parsed.body


def test_items_and_members() -> None:
    """The report numbers the mails; records name them by what stays when others are added, without an address."""
    found = read_box(mbox(ONE, mail(PLAIN, subject="x")))
    assert ["mail 1", "mail 2"] == [parsed.provenance.item for parsed in found]
    assert ["2"] == [parsed.provenance.member for parsed in found[1:]]
    assert found[0].provenance.member.startswith("mid-")
    assert "@" not in found[0].provenance.member


def test_a_mail_is_the_same_in_an_mbox_and_alone() -> None:
    """The separator and the escapes change nothing of an item."""
    assert read(ONE) == read_box(mbox(ONE))


def test_ids_do_not_depend_on_order(tmp_path: Path) -> None:
    """Any order of the mails makes the same records."""
    files = []
    for name, data in (("a", mbox(ONE, TWO)), ("b", mbox(TWO, ONE))):
        (tmp_path / name).mkdir()
        result = run(tmp_path / name, data, name="x.mbox")
        assert (0, 2) == (result.exit_status, len(result.records()))
        files.append(result.files())
    assert files[0] == files[1]


def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    """An mbox that has grown adds its new mails and leaves the others alone."""
    run(tmp_path, mbox(ONE), name="x.mbox")
    assert 1 == run(tmp_path, mbox(TWO, ONE), name="x.mbox").written
    assert 0 == run(tmp_path, None, name="x.mbox").written


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (mail(PLAIN, subject=b"=?utf-8?Q?" + b"x" * 3_000_000), "header-truncated"),
        (mail(PLAIN, subject=b"=?utf-8?Q?a?= " * 200_000), "header-truncated"),
        (mail(PLAIN, subject=b"x\n " + b"y\n " * 500_000), "header-truncated"),
        (b"X-A: b\n" * 300_000 + mail(PLAIN), "header-truncated"),
        (mail(PLAIN, content_type=b"text/plain" + b'; a="' * 100_000), "header-truncated"),
        (mail(b"\x00" * 2_000_000 + PLAIN.encode()), "control-removed"),
        (mail(b"=\xff" * 500_000, content_transfer_encoding="quoted-printable"), "date-missing"),
        (mail(b"QUJ" * 300_000 + b"Q", content_transfer_encoding="base64"), "encoding-damaged"),
        (mail(b"<div>" * 300_000 + b"text", content_type="text/html"), "date-missing"),
        (mail(b"a " * 1_500_000), "text-truncated"),
        (multipart(*[mail("x", content_type="image/png")] * 3_000), "text-truncated"),
    ],
    ids=["subject", "words", "folded", "fields", "parameters", "nuls", "quoted", "base64", "html", "text", "parts"],
)
def test_hostile_mails(data: bytes, code: str) -> None:
    """They cost little time, and what is left out is told."""
    begin = time.process_time()
    assert code in codes(data)
    assert time.process_time() - begin < 5


def nested(depth: int, *, messages: bool) -> bytes:
    """Return a mail of so many levels of parts, or of mails inside mails."""
    if messages:
        return b"Subject: x\nContent-Type: message/rfc822\n\n" * depth + ONE
    opened = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(depth))
    return b"Subject: x\n" + opened + b"Content-Type: text/plain\n\nToo deep.\n"


@pytest.mark.parametrize(("messages", "code"), [(False, "text-truncated"), (True, "over-budget")])
def test_ten_thousand_levels(*, messages: bool, code: str) -> None:
    """Nesting ends at a cap, in little time, and is told."""
    begin = time.process_time()
    assert code in codes(nested(10_000, messages=messages))
    assert time.process_time() - begin < 5
    assert "mid:1@x" == read(nested(10, messages=True))[0].identity


def test_a_mail_beyond_the_cap_is_rejected_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """An item over budget has its reason, its size does not stay in memory, and the others are read."""
    monkeypatch.setattr(boxes, "LONGEST", 5_000)
    found = read_box(mbox(ONE, mail("x" * 100 + "\n" + "y" * 9_000, subject="x"), TWO))
    assert [[], ["over-budget"], []] == [
        [one.code for one in parsed.findings if one.severity == "error"] for parsed in found
    ]
    assert ["over-budget"] == [one.code for one in read(mail("x" * 9_000))[0].findings]


def test_the_memory_for_an_mbox_does_not_grow_with_it() -> None:
    """It is read mail by mail."""

    class Many(io.RawIOBase):
        """Many mails, made as they are read."""

        def __init__(self, count: int) -> None:
            self._left = count

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: WriteableBuffer, /) -> int:
            self._left -= 1
            data = mbox(ONE) if self._left >= 0 else b""
            memoryview(buffer)[: len(data)] = data
            return len(data)

    def peak(count: int) -> int:
        tracemalloc.start()
        assert count == sum(bool(mail.data) for mail in divide(io.BufferedReader(Many(count))))
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    assert peak(2_000) < peak(20) + 50_000


_FIELD = st.sampled_from(
    [
        b"From: a@b.org",
        b"Date: 3 Jul 1997 10:00 GMT",
        b"Subject: =?utf-8?Q?x",
        b"Content-Type: multipart/mixed; boundary=b",
        b"Content-Type: text/html; charset=x",
        b"Content-Type: message/rfc822",
        b"Content-Transfer-Encoding: base64",
        b"Content-Type: multipart/alternative; boundary*0*=''b",
        b"--b",
        b"--b--",
        b"",
        b"",
        b"From a at b  Tue Jul  3 15:02:03 2007",
        b">From x",
        b"> quoted",
        b"-" * 30,
        b"=?koi8-r?B?//==?=",
    ]
)
_MAILS = st.lists(st.one_of(_FIELD, st.binary(max_size=40)), max_size=30).map(b"\n".join)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
@given(data=_MAILS)
def test_no_mail_makes_a_reader_fail(data: bytes) -> None:
    """Whatever the bytes, every item becomes a record or has the reason why not; and nothing of an mbox's text is lost."""
    for reader in (read_eml, read_mbox):
        for parsed in reader(io.BytesIO(data), "x", OPTIONS):
            result = normalise(parsed, today=TODAY)
            assert result.record is not None or any(one.severity == "error" for one in result.findings)
    divided = b"".join(one.separator + one.data for one in divide(io.BytesIO(data)))
    # Escapes are undone, and what has nothing but blanks is no mail.
    assert data.translate(None, b"> \t\n\v\f\r") == divided.translate(None, b"> \t\n\v\f\r")
