"""A fourth language, right to left, for tests only: all that it takes is data.

The words of the navigation are Arabic; every other text is its English one in Arabic letters, so that new texts need nothing here.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from plugins.site.templating.extraction import extract
from tests.site.build import ROOT

LANGUAGE = '    Language(code="ar", name="العربية", direction="rtl", locale="ar"),\n'
WORDS = {
    "Home": "الرئيسية",
    "Search": "بحث",
    "Countries": "البلدان",
    "Years": "السنوات",
    "Violations": "الانتهاكات",
    "Organisations": "المنظمات",
    "About": "عن الأرشيف",
    "Language": "اللغة",
    "Sections": "الأقسام",
    "Skip to the content": "انتقل إلى المحتوى",
}
_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابثدهفغحيجكلمنوبقرستعفوخيز")
_PLACEHOLDER = re.compile(r"(%\(\w+\)s|\{\w+\})")


def arabic(text: str) -> str:
    """Return a text in Arabic letters; placeholders stay."""
    if text in WORDS:
        return WORDS[text]
    parts = _PLACEHOLDER.split(text)
    return "".join(part if _PLACEHOLDER.match(part) else part.casefold().translate(_LETTERS) for part in parts)


def repository(folder: Path) -> Path:
    """Copy what builds a site and add the language to it: a line in a table, labels, a catalogue.

    Returns the copy. Not a line of code is changed.
    """
    copy = folder / "repository"
    for name in ("plugins", "theme"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pelicanconf.py", copy)
    table = copy / "plugins/alerts/languages.py"
    text = table.read_text(encoding="utf-8")
    last = text.rindex("    Language(code=")
    end = text.index("\n", last) + 1
    table.write_text(text[:end] + LANGUAGE + text[end:], encoding="utf-8")
    for terms in (*copy.glob("plugins/alerts/terms/*.toml"), *copy.glob("plugins/exports/*.toml")):
        labelled = re.sub(
            r'(?m)^en = "(.*)"$',
            lambda found: f'{found[0]}\nar = "{arabic(found[1])}"',
            terms.read_text(encoding="utf-8"),
        )
        terms.write_text(labelled, encoding="utf-8")
    catalogue = Catalog(locale="ar", charset="utf-8", fuzzy=False)
    for message in extract(copy / "theme"):
        if isinstance(message.id, str) and message.id:
            catalogue.add(message.id, arabic(message.id))
        elif message.id:
            catalogue.add(message.id, tuple(arabic(message.id[1]) for _ in range(catalogue.num_plurals)))
    place = copy / "theme/locale/ar/messages.po"
    place.parent.mkdir()
    with place.open("wb") as file:
        write_po(file, catalogue)
    return copy
