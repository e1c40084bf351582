"""Single mails: what stands in header, parts and text becomes fields."""

from __future__ import annotations

import pytest

from plugins.importers.formats.mail.fields import decode_words, parameters
from plugins.importers.formats.mail.surroundings import clean_subject
from plugins.importers.opening.detect import detect
from tests.importers.mail.mails import ALERT, PLAIN, SPANISH, codes, encoded, mail, multipart, read, record

HTML = (
    "<html><body><p>(RSF/IFEX) - On 2 July 1997 soldiers shut the station <i>Radio Oar</i> in Banjul.</p>"
    '<p>See <a href="https://example.org/oar">the ruling</a>.</p></body></html>'
)


def test_a_mail_of_the_nineties() -> None:
    """Header block and credit become fields as they do in a text; nothing of the sender is kept."""
    alert, body = record(
        mail(
            from_="Some One <some.one@example.org>",
            date="Tue, 8 Sep 1998 11:02:03 -0400 (EDT)",
            subject="Zambia alert (editor detained)",
            message_id="<1@example.org>",
        )
    )
    assert ("1998-09-08", ("ZM",), ("MISA",), "alert", "Editor detained overnight after story on maize prices") == (
        str(alert.issued),
        alert.countries,
        alert.sources,
        alert.kind,
        alert.title,
    )
    assert body.startswith("(MISA/IFEX) - On 7 September 1998")
    assert "some.one" not in str(alert)


@pytest.mark.parametrize(
    ("subject", "country", "kind"),
    [
        ("EGYPT Bulletin (blogger freed)", ("EG",), "update"),
        ("VENEZUELA Flash (station shut)", ("VE",), "alert"),
        ("[ifex-alerts] Fwd: Nigeria alert (editor held)", ("NG",), "alert"),
        ("=?iso-8859-1?Q?P=C9ROU_alerte_=28radio_ferm=E9e=29?=", ("PE",), "alert"),
    ],
)
def test_the_subject_tells_country_and_urgency(subject: str, country: tuple[str, ...], kind: str) -> None:
    """Where no kind line survives, the country is in the subject only."""
    alert = record(mail(PLAIN, date="Thu, 3 Jul 1997 11:02:03 +0100", subject=subject)).alert
    assert (country, kind, "1997-07-03") == (alert.countries, alert.kind, str(alert.issued))


@pytest.mark.parametrize(
    ("fields", "issued", "told"),
    [
        ({"date": "Thu, 3 Jul 1997 11:02:03 +0100"}, "1997-07-03", False),
        ({"date": "3 Jul 97 11:02 GMT"}, "1997-07-03", False),
        ({"date": "Tue, 4 Jan 100 12:00:00 +0000"}, "2000-01-04", False),
        ({"date": "Tue, 4 Jan 19100 12:00:00 +0000"}, "2000-01-04", False),
        ({"date": "jeudi 3 juillet 1997 11:02"}, "1997-07-03", False),
        (
            {"date": "Sun, 1 Jan 1978 00:00:00 +0000", "received": "by x; Fri, 4 Jul 1997 01:02:03 +0000"},
            "1997-07-04",
            True,
        ),
        (
            {"date": "Mon, 18 Jan 2036 03:14:07 +0000", "received": "by x; Fri, 4 Jul 1997 01:02:03 +0000"},
            "1997-07-04",
            True,
        ),
        ({"date": "Mon, 18 Jan 2036 03:14:07 +0000"}, "1997-07", True),
        ({"date": "yesterday"}, "1997-07", True),
        ({"date": "Sat, 21 Nov 2026 00:00:01 +0000"}, "1997-07", True),
    ],
)
def test_dates(fields: dict[str, str], issued: str, told: bool) -> None:
    """A Date that no clock can have shown is told and not taken; a day to come never is."""
    data = mail(PLAIN, subject="Gambia alert (radio shut)", **fields)
    assert (issued, told) == (str(record(data).alert.issued), "mail-date-implausible" in codes(data))


def test_the_date_line_goes_before_the_date_of_the_mail() -> None:
    """An alert sent on years later keeps its day."""
    assert "1998-09-08" == str(record(mail(date="Wed, 5 May 2004 10:00:00 +0000")).alert.issued)


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [("base64", "utf-8"), ("quoted-printable", "iso-8859-1"), ("quoted-printable", "utf-8"), ("8bit", "windows-1252")],
)
def test_transfer_encodings_and_charsets(encoding: str, charset: str) -> None:
    """However it travelled, the text is the same."""
    body = SPANISH.encode(charset) if encoding == "8bit" else encoded(SPANISH, encoding, charset=charset)
    data = mail(body, content_type=f"text/plain; charset={charset}", content_transfer_encoding=encoding)
    alert, text = record(data)
    assert ("es", "Absuelven a director de radio procesado por difamación") == (alert.lang, alert.title)
    assert "absolvió a Julio Quispe" in text


@pytest.mark.parametrize("label", ["x-unknown", "utf-7", "unicode_escape", "utf-8", ""])
def test_wrong_and_missing_labels(label: str) -> None:
    """What is declared wrongly is read by our own rule, and that is told."""
    data = mail(SPANISH.encode("cp1252"), content_type=f"text/plain; charset={label}")
    assert "absolvió" in record(data).body
    assert "charset-guessed" in codes(data)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (b"=?utf-8?Q?arr=C3=AAt=C3=A9?=", "arrêté"),
        (b"=?utf-8?B?YXJyw6p0w6k=?= today", "arrêté today"),
        (b"=?utf-8?B?YXJyww==?= =?utf-8?B?qnTDqQ==?=", "arrêté"),
        (b"=?iso-8859-1?Q?arr=EAt=E9?=\n =?iso-8859-1?Q?_ici?=", "arrêté ici"),
        ("arrêté".encode("cp1252"), "arrêté"),
        ("arrêté".encode(), "arrêté"),
        (b"=?x-nothing?Q?a=E9b?=", "aéb"),
        (b"=?utf-8?B?!!!?= x", "x"),
        (b"=?utf-8?Q?open", "=?utf-8?Q?open"),
    ],
)
def test_encoded_words(value: bytes, text: str) -> None:
    """Words of a header are decoded by their label, raw bytes by our own rule; broken ones stand as they are."""
    assert text == decode_words(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b'text/plain; charset="utf-8"; format=flowed', {"charset": "utf-8", "format": "flowed"}),
        (b"x/y; filename*=iso-8859-1'fr'arr%EAt%E9.doc", {"filename": "arrêté.doc"}),
        (b"x/y; filename*0=ab; filename*1=cd.doc", {"filename": "abcd.doc"}),
        (b"x/y; filename*1*=b; filename*0*=utf-8''a%C3%A9", {"filename": "aéb"}),
        (b'x/y; name="a \\"b\\"', {"name": '"a'}),
        (b"", {}),
    ],
)
def test_parameters(value: bytes, expected: dict[str, str]) -> None:
    """Parameters are read as RFC 2231 writes them, and as far as they can be where it is broken."""
    assert expected == parameters(value)[1]


@pytest.mark.parametrize(
    ("subject", "clean", "is_reply"),
    [
        ("Re: [ifex] EGYPT Flash (x)", "EGYPT Flash (x)", True),
        ("[ifex] Re[2]: x", "x", True),
        ("Fwd: Tr : RV: x (fwd)", "x", False),
        ("Report on Peru", "Report on Peru", False),
    ],
)
def test_subjects(subject: str, clean: str, is_reply: bool) -> None:
    """Marks of replies, forwards and lists are taken off; words that begin like them are not."""
    assert (clean, is_reply) == clean_subject(subject)


def test_the_plain_form_goes_before_html() -> None:
    """Of several forms of one text the plain one is read."""
    data = multipart(
        mail(PLAIN, content_type="text/plain"),
        mail(HTML.replace("soldiers", "SOMEBODY"), content_type="text/html"),
        kind="alternative",
        subject="Gambia alert (radio shut)",
    )
    assert "soldiers" in record(data).body


@pytest.mark.parametrize("stub", ["", "Your program does not support HTML."])
def test_html_where_there_is_no_plain_form(stub: str) -> None:
    """HTML becomes CommonMark, with its links; a plain part that says there is none is none."""
    data = multipart(
        mail(stub, content_type="text/plain"),
        mail(encoded(HTML, "base64"), content_type="text/html; charset=utf-8", content_transfer_encoding="base64"),
        kind="alternative",
        subject="Gambia alert (radio shut)",
    )
    alert, body = record(data)
    assert (("RSF",), ("GM",)) == (alert.sources, alert.countries)
    assert body.endswith("See [the ruling](https://example.org/oar).\n")


def test_a_header_in_html_is_taken_off() -> None:
    """What the header block of an HTML mail says becomes fields, and does not stay in the body."""
    html = "".join(f"<p>{block}</p>".replace("\n", "<br>") for block in ALERT.split("\n\n"))
    alert, body = record(mail(html, content_type="text/html"))
    assert (("ZM",), "Editor detained overnight after story on maize prices") == (alert.countries, alert.title)
    assert body.startswith("(MISA/IFEX)")


def test_flowed_text() -> None:
    """Lines that end in a blank go on in the next; quotation depth and signatures part them."""
    flowed = "(RSF/IFEX) - On 2 July 1997 soldiers \nshut the station in \nBanjul.\n\n From Banjul, Lamin Sowe \nprotested.\n-- \nA B\n"
    body = record(
        mail(flowed, content_type="text/plain; format=flowed", subject="Gambia alert (x)", date="3 Jul 1997 10:00 GMT")
    ).body
    assert (
        "(RSF/IFEX) - On 2 July 1997 soldiers shut the station in Banjul.\n\nFrom Banjul, Lamin Sowe protested.\n"
        == body
    )


def test_attachments_are_named_and_left() -> None:
    """Names stand in a finding, whatever they are; no file is written, and uuencoded ones go as well."""
    data = multipart(
        mail(PLAIN + "\nbegin 644 old.doc\n#0V%T\n`\nend\n", content_type="text/plain"),
        mail("x", content_type="application/msword", content_disposition='attachment; filename="../../etc/passwd"'),
        mail("x", content_type="image/jpeg"),
        subject="Gambia alert (x)",
    )
    [parsed] = read(data)
    [told] = [found.message for found in parsed.findings if found.code == "attachment-left-out"]
    assert "not part of the record: 'old.doc', '../../etc/passwd', image/jpeg" == told
    assert "0V%T" not in parsed.body


def test_a_text_sent_as_a_file() -> None:
    """Where nothing else is there, an attached plain text is the text."""
    part = mail(PLAIN, content_type="text/plain; name=a.txt", content_disposition="attachment; filename=a.txt")
    assert "soldiers" in record(multipart(part, subject="Gambia alert (x)", date="3 Jul 1997 10:00 GMT")).body


def test_forwards_and_digests_are_the_mails_inside_them() -> None:
    """Each mail inside another is an item; a short note above them is none."""
    inner = [mail(ALERT, subject="a", message_id="<a@x>"), mail(SPANISH, subject="b", message_id="<b@x>")]
    for kind, head in (("digest", b""), ("mixed", b"Content-Type: message/rfc822\n\n")):
        parts = [head + one if head else b"\n" + one for one in inner]
        note = [] if kind == "digest" else [mail("FYI, two alerts.", content_type="text/plain")]
        found = read(multipart(*note, *parts, kind=kind, subject="two"))
        assert [("mid:a@x", "part 1"), ("mid:b@x", "part 2")] == [(one.identity, one.provenance.item) for one in found]
        assert ["en", "es"] == [one.language for one in found]


def test_a_digest_as_one_text() -> None:
    """Mailman's plain digests are divided too."""
    divider = "\n" + "-" * 30 + "\n\n"
    pieces = [
        f"Message: {n}\nDate: Thu, 3 Jul 1997 10:00:00 +0000\nFrom: a@example.org\nSubject: {subject}\nMessage-ID: <{n}@x>\nContent-Type: text/plain; charset=koi8-r\n\n{text}"
        for n, (subject, text) in enumerate((("Zambia alert (é)", ALERT), ("PERU Flash (x)", SPANISH)), start=1)
    ]
    data = mail(
        "Today's Topics:\n 1. x\n" + "-" * 70 + "\n" + divider + divider.join(pieces) + divider + "End of digest\n***"
    )
    assert [("mid:1@x", ("ZAMBIA",)), ("mid:2@x", ("PERÚ",))] == [(one.identity, one.countries) for one in read(data)]


def test_a_quoted_alert_in_an_answer() -> None:
    """The alert that an answer quotes is read; what was said above it is not part of it."""
    quoted = "".join(f"> {line}\n" for line in ALERT.split("\n"))
    data = mail(
        f"Dear all,\nhave you seen this?\n\nOn 9 Sep 1998, A B <a.b@example.org> wrote:\n{quoted}", subject="Re: Zambia"
    )
    alert, body = record(data)
    assert (("MISA",), ("ZM",)) == (alert.sources, alert.countries)
    assert body.startswith("(MISA/IFEX)")
    assert "a.b@example.org" not in body


def test_a_list_footer_is_taken_off() -> None:
    """The list's own lines are noise, and the finding says so."""
    footer = "_______________________________________________\nalerts mailing list\nalerts@lists.example.org\nhttp://lists.example.org/\n"
    data = mail(PLAIN + footer, subject="Gambia alert (x)", date="3 Jul 1997 10:00 GMT")
    assert record(data).body.endswith("have it back.\n")
    assert "noise-removed" in codes(data)


@pytest.mark.parametrize(
    "fields",
    [
        {"from_": "MAILER-DAEMON@example.org", "subject": "failure notice"},
        {"content_type": "multipart/report; boundary=x", "subject": "Undelivered"},
        {"auto_submitted": "auto-replied", "subject": "I am away"},
        {"subject": "DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA", "x_imap": "0000000000"},
        {"subject": "Re: lunch", "date": "Thu, 3 Jul 1997 10:00:00 +0000"},
        # An answer to an alert has its subject, and says nothing of it.
        {"subject": "RE: [list] ZAMBIA alert (editor held)", "date": "Thu, 3 Jul 1997 10:00:00 +0000"},
    ],
)
def test_what_is_no_alert(fields: dict[str, str]) -> None:
    """Reports of servers, automatic answers and talk are told as such."""
    named = {name.rstrip("_"): value for name, value in fields.items()}
    assert "item-not-an-alert" in codes(
        mail("I shall be in the office again on the fourth of the month, and you?", **named)
    )


@pytest.mark.parametrize(
    ("sender", "sources"),
    [
        ("Reporters Without Borders <a.b@example.org>", ("RSF",)),
        ('"CPJ" <a.b@example.org>', ("CPJ",)),
        ("A B <a.b@cpj.org>", ()),
        ("a.b@example.org", ()),
    ],
)
def test_a_sender_is_a_source_if_it_is_an_organisation(sender: str, sources: tuple[str, ...]) -> None:
    """Where no credit says whose alert it is, the organisation that sent it does, and that is marked; a person is nobody."""
    text = PLAIN.replace("(RSF/IFEX) - ", "")
    alert = record(mail(text, subject="Gambia alert (x)", date="3 Jul 1997 10:00 GMT", **{"from": sender})).alert
    assert (sources, bool(sources)) == (alert.sources, "sources" in alert.inferred)


def test_no_report_has_a_persons_address() -> None:
    """Findings about what was taken out leave addresses out."""
    data = mail("From: A B <a.b@example.org>\nTo: c@example.org\nSubject: x\n\n" + PLAIN, **{"from": "d@example.org"})
    [parsed] = read(data)
    assert "noise-removed" in {found.code for found in parsed.findings}
    assert "@example" not in str(parsed.findings)


def test_identity() -> None:
    """It is the Message-ID; without one, line ends and servers on the way do not change it, the text does."""
    [first] = read(mail(PLAIN, message_id="<1@x>"))
    assert "mid:1@x" == first.identity
    [bare] = read(mail(PLAIN, subject="x"))
    [other] = read(mail(PLAIN.replace("\n", "\r\n"), subject="x", received="by y"))
    [changed] = read(mail(PLAIN + "More.", subject="x"))
    assert bare.identity == other.identity != changed.identity


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (mail(PLAIN, subject="x", **{"from": "a@b.org"}), "unnamed", "eml"),
        (b"Received: by x\n by y\nReturn-Path: <a@b>\n\nText", "x.txt", "eml"),
        (b"From a at b.org  Tue Jul  3 15:02:03 2007\nFrom: a at b.org\n\nText", "2007-July.txt", "mbox"),
        (b"From - Tue Jul 03 15:02:03 2007\nX-Mozilla-Status: 0001\n\nText", "Inbox", "mbox"),
        (b"From 3 July 1997 on it was 10:00 in 1997.\nMore: text", "x.txt", "text"),
        (b"Note: this is\nWarning: a text\n\nText", "x.txt", "text"),
        (b"Text", "x.eml", "eml"),
    ],
)
def test_detection(data: bytes, name: str, expected: str) -> None:
    """Mails are known by their header, mboxes by their separator; names decide where content does not."""
    assert expected == detect(data, name)
