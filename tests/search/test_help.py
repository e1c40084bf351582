"""The examples of the help beside the search box, on the archive that they are read with."""

from __future__ import annotations

import datetime as dt
import html
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from plugins.alerts.languages import CODES
from plugins.search.build import build
from plugins.search.entries import source
from plugins.search.suggestions import facts, write_suggestions
from plugins.site.reading.archive import read_archive
from tests.search.conftest import ROOT
from tests.search.test_developments import copy_client
from tests.theme import fakes

pytestmark = pytest.mark.browser


def test_every_example_finds_something(tmp_path: Path, browser: Browser) -> None:
    """In each language every line of the help finds alerts that have what it says, and needs no mending."""
    collection = read_archive(ROOT / "archive", tmp_path / "cache", workers=1, today=dt.date(2026, 1, 1)).collection
    root = tmp_path / "site"
    build([source(collection, code) for code in CODES], root)
    for code in CODES:
        write_suggestions(code, facts(collection.in_language(code)), root)
    copy_client(root)
    page = browser.new_page()
    page.goto((root / "en/search.html").as_uri())
    asked, wrong = 0, {}
    for code in CODES:
        help_text = fakes.pages(tmp_path / "cache", code)[f"{code}/search.html"].decode()
        examples = [html.unescape(text) for text in re.findall(r"<kbd>(.*?)</kbd>", help_text)]
        for example in examples:
            answer = page.evaluate(
                "async ([text, code]) => { const { total, closest, hint, corrected } = await alertSearch.search(text, { languages: [code] });"
                " return { total, closest, hint, corrected: corrected.length }; }",
                [example, code],
            )
            asked += 1
            if (
                answer != {"total": answer["total"], "closest": False, "hint": None, "corrected": 0}
                or not answer["total"]
            ):
                wrong[code, example] = answer
    page.close()

    assert {} == wrong
    assert asked >= 10 * len(CODES)
