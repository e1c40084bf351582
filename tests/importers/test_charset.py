"""Encodings: what is declared, what is believed, and what the bytes are."""

from __future__ import annotations

import codecs

import pytest

from plugins.importers.decoding.charset import decode
from plugins.importers.decoding.labels import codec_of


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("UTF-8", "utf-8"),
        (" latin1 ", "cp1252"),
        ('"iso-8859-1"', "cp1252"),
        ("ISO_8859-15", "iso8859-15"),
        ("windows-1251", "cp1251"),
        ("x-mac-roman", "mac_roman"),
        ("gb2312", "gb18030"),
        ("utf-7", None),
        ("unicode_escape", None),
        ("idna", None),
        ("x-unknown", None),
        ("", None),
    ],
)
def test_labels(label: str, codec: str | None) -> None:
    """Labels of the Encoding Standard name a codec; codecs that are no encodings of texts are not honoured."""
    assert codec == codec_of(label)
    if codec:
        codecs.lookup(codec)


@pytest.mark.parametrize(
    ("data", "label", "text", "codes"),
    [
        ("arrêté".encode("cp1252"), "iso-8859-1", "arrêté", []),
        ("арест".encode("koi8-r"), "koi8-r", "арест", []),
        ("arrêté".encode(), "us-ascii", "arrêté", []),
        ("arrêté".encode("cp1252"), "utf-8", "arrêté", ["charset-guessed"]),
        ("arrêté à Lomé".encode("cp1252"), "utf-7", "arrêté à Lomé", ["charset-guessed"]),
        (b"+ADw-script+AD4-", "utf-7", "+ADw-script+AD4-", []),
        ("arrêté".encode("utf-16-le"), "utf-16", "arrêté", []),
        ("held".encode("utf-16-le"), "utf-16", "held", []),
        (codecs.BOM_UTF8 + "é".encode(), "koi8-r", "é", []),
    ],
)
def test_decoding_with_a_declared_label(data: bytes, label: str, text: str, codes: list[str]) -> None:
    """A declared encoding is believed unless it cannot be, or the text is UTF-8."""
    decoded = decode(data, label)
    assert (text, codes) == (decoded.text, [found.code for found in decoded.findings])


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize(
    "line",
    [
        "10 avril 2000 : diffusion immédiate",
        "SOURCE : Reporters sans frontières (RSF), Paris",
        "ALERTE - RÉPUBLIQUE DÉMOCRATIQUE DU CONGO",
        "Le 5 août 1998, Kossi Agbényo, de Lomé, a été interpellé",
        "Secuestran a camarógrafo en Tegucigalpa; la organización pidió su liberación",
    ],
)
def test_a_single_line_tells_its_encoding(line: str, encoding: str) -> None:
    """One accent in a headline is enough where only one reading is a word."""
    assert line == decode(line.encode(encoding)).text
