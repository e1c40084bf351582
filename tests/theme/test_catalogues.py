"""The interface in every language: complete, true to its placeholders, and set as a printer of that language would."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from plugins.alerts.languages import CODES
from plugins.site.templating import extraction
from tests.theme.fakes import THEME

TRANSLATED = CODES[1:]
PLACEHOLDER = re.compile(r"%\(\w+\)s")

# What no text of a language may hold, and why.
WRONG = {
    "fr": {
        r"[^\u00a0 ][:;!?»%](?![\w(])(?<!journalis\*)": "no no-break space before a sign that wants one",
        r" [:;!?»%](?!\()": "an ordinary space before a sign: it may break",
        r"«(?!\u00a0)": "no no-break space after a guillemet",
    },
    "es": {r"« | »": "a space inside guillemets", r"(?:^|[^¿\w])\w[^¿.]*\?": "no opening question mark"},
}
WRONG_EVERYWHERE = {
    r"'": "a typewriter's apostrophe",
    r'"': "a typewriter's quotation mark",
    r"  ": "two spaces",
    r"\.\.\.": "three dots",
}


def messages(language: str) -> Iterator[Message]:
    """Yield the messages of a catalogue."""
    with (THEME / "locale" / language / "messages.po").open("rb") as source:
        yield from (message for message in read_po(source, locale=language) if message.id)


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Return the plural forms of a text, or the one that there is."""
    return (text,) if isinstance(text, str) else tuple(text)


def test_every_text_is_translated() -> None:
    """What templates and builder say is in every catalogue, in every plural form and not fuzzy."""
    assert [] == extraction.missing_texts(THEME)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_text_is_left_over(language: str) -> None:
    """A catalogue holds only what is said somewhere."""
    said = {str(message.id) for message in extraction.extract(THEME) if message.id}

    assert set() == {str(message.id) for message in messages(language)} - said


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_are_those_of_the_english_text(language: str) -> None:
    """Every form has the placeholders of its English text, so that nothing is left out of a sentence."""
    for message in messages(language):
        for form in forms(message.string):
            assert sorted(PLACEHOLDER.findall(forms(message.id)[-1])) == sorted(PLACEHOLDER.findall(form)), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_texts_are_set_as_the_language_wants(language: str) -> None:
    """Spaces, quotation marks and apostrophes are those of a printed page in that language."""
    wrong = [
        (form, reason)
        for message in messages(language)
        for form in forms(message.string)
        for pattern, reason in (WRONG[language] | WRONG_EVERYWHERE).items()
        if re.search(pattern, form)
    ]

    assert [] == wrong


@pytest.mark.parametrize("language", TRANSLATED)
def test_labels_and_downloads_are_set_as_the_language_wants(language: str) -> None:
    """The labels of vocabularies, and what feeds and the data dictionary say, keep to the same rules as the pages."""
    plugins = THEME.parent / "plugins"
    paths = [*(plugins / "alerts/terms").glob("*.toml"), *(plugins / "exports").glob("*.toml")]
    texts = [
        table[language]
        for path in paths
        for table in tomllib.loads(path.read_text(encoding="utf-8")).values()
        if language in table
    ]
    wrong = [
        (text, reason)
        for text in texts
        for pattern, reason in (WRONG[language] | WRONG_EVERYWHERE).items()
        if re.search(pattern, text)
    ]

    assert len(texts) > 100
    assert [] == wrong


def test_english_texts_are_set_as_english_wants() -> None:
    """The message ids are texts that readers see: they keep to the same signs."""
    wrong = [
        form
        for message in extraction.extract(THEME)
        if message.id
        for form in forms(message.id)
        if any(re.search(pattern, form) for pattern in WRONG_EVERYWHERE)
    ]

    assert [] == wrong
