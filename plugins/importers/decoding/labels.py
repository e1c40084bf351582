"""Names of encodings, as the WHATWG Encoding Standard (§4.2) has them: what pages and mails declare, and the codec that reads it.

Nothing else is honoured: ``utf-7``, ``unicode_escape``, ``idna`` and the like are codecs of Python and no encodings of texts. As in the
standard, ``ascii`` and ``latin1`` stand for windows-1252, which all who declared them wrote.
"""

from __future__ import annotations

# Codec → labels. Those of the form iso-8859-N, iso8859-N, iso8859N, iso_8859-N, windows-N, cp-N and x-cp-N are made below.
_LABELS = {
    "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8",
    "utf-16-le": "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le",
    "utf-16-be": "unicodefffe utf-16be",
    "cp1252": "ansi_x3.4-1968 ascii us-ascii cp819 ibm819 l1 latin1 csisolatin1 iso-ir-100 iso_8859-1:1987",
    "iso8859-2": "l2 latin2 csisolatin2 iso-ir-101 iso_8859-2:1987",
    "iso8859-3": "l3 latin3 csisolatin3 iso-ir-109 iso_8859-3:1988",
    "iso8859-4": "l4 latin4 csisolatin4 iso-ir-110 iso_8859-4:1988",
    "iso8859-5": "cyrillic csisolatincyrillic iso-ir-144 iso_8859-5:1988",
    "iso8859-6": "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127 iso_8859-6:1987",
    "iso8859-7": "greek greek8 csisolatingreek ecma-118 elot_928 iso-ir-126 iso_8859-7:1987 sun_eu_greek",
    "iso8859-8": "hebrew visual logical csiso88598e csiso88598i csisolatinhebrew iso-8859-8-e iso-8859-8-i iso-ir-138 iso_8859-8:1988",
    "cp1254": "l5 latin5 csisolatin5 iso-ir-148 iso_8859-9:1989",
    "iso8859-10": "l6 latin6 csisolatin6 iso-ir-157",
    "iso8859-15": "l9 csisolatin9",
    "koi8-r": "cskoi8r koi koi8 koi8-r koi8_r",
    "koi8-u": "koi8-ru koi8-u",
    "mac_roman": "csmacintosh mac macintosh x-mac-roman",
    "mac_cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "cp866": "866 cp866 csibm866 ibm866",
    "cp874": "dos-874 tis-620",
    "gb18030": "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc_jp": "cseucpkdfmtjapanese euc-jp x-euc-jp",
    "iso2022_jp": "csiso2022jp iso-2022-jp",
    "cp932": "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
    "cp949": "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949",
}
_ISO = {1: "cp1252", 9: "cp1254", 11: "cp874", **{n: f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}}
_WINDOWS = {874: "cp874", **{n: f"cp{n}" for n in range(1250, 1259)}}


def _table() -> dict[str, str]:
    table = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}
    for number, codec in _ISO.items():
        # The standard has iso8859-N and iso8859N for all, and iso_8859-N for most; the others name nothing else.
        for pattern in ("iso-8859-{}", "iso8859-{}", "iso8859{}", "iso_8859-{}"):
            table[pattern.format(number)] = codec
    for number, codec in _WINDOWS.items():
        for pattern in ("windows-{}", "cp{}", "x-cp{}"):
            table[pattern.format(number)] = codec
    return table


_CODECS = _table()


def codec_of(label: str) -> str | None:
    """Return the Python codec of a declared encoding, or ``None`` for a name that is none."""
    return _CODECS.get(label.strip(" \t\r\n\f\"'").lower())
