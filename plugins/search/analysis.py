"""Text to terms, in three steps that ``theme/static/js/search/analysis.js`` mirrors function by function.

``chunks``
    The text in lower case and Unicode's composed form (NFC), every apostrophe written ``'``, cut into runs of letters,
    marks and numbers (Unicode's classes L, M, N) with single apostrophes or full stops inside. Hyphens cut.
``words``
    A chunk's words: full stops cut, but initials are one word (``u.s`` is ``us``); elided articles fall away
    (``l'état`` is ``état``) and so does the English possessive; a name with an apostrophe is one word, and its longer
    parts are words beside it (``o'brien`` is ``obrien``, indexed as ``brien`` too).
``terms``
    A word's stem, the same with accents and without: they are taken off before the word is stemmed, and put back where a
    stemmer looks for them and the word's end leaves no doubt (``restored``). A text's ``ñ`` is indexed as ``n`` as well,
    but a query's ``ñ`` means itself: ``ano`` finds ``año``, ``año`` does not find ``ano``.

Both sides pass the tables in ``tests/search/fixtures/analysis/``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from plugins.search.stemmers import STEMMERS
from plugins.search.stopwords import STOP_WORDS

# Raised with every change that alters a term: a client refuses an index made by another analyser.
ANALYSER = "alert-2"

APOSTROPHES = "\u2019\u2018\u02bc\u02bb\u02b9\u201b\u2032\u00b4\uff07`"
LONGEST_WORD = 64
"""Characters that are looked at. Longer runs are keys and encoded attachments; nobody types them to the end."""
SHORTEST_PART = 3
"""Characters from which a part of a name with an apostrophe is a word of its own."""

# French elides before a vowel or h only, which is how n'est (elided) is told from N'Djamena (a name). English and
# Spanish texts are full of French names: Côte d'Ivoire, l'Express.
ELISIONS: dict[str, frozenset[str]] = {
    "en": frozenset(("d", "l")),
    "fr": frozenset("c d j l m n s t qu jusqu lorsqu presqu puisqu quelqu quoiqu".split()),
    "es": frozenset(("d", "l")),
}
_ELIDED_BEFORE = frozenset("aeiouyh")
# What is left of an English verb (don't, we'll): the rest of such a chunk is not a name.
_CONTRACTED = frozenset(("t", "ll", "re", "ve", "d", "m"))

# Letters that Unicode does not take apart into a letter and a mark, as they are typed by who has no key for them.
_SINGLE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)

# Endings that the stemmers know with an accent only, as regular expressions without lookbehind, which older Safaris refuse.
# Only endings that are seldom anything else: *différent*, *interdite* and *inscrite* are no *arrêtèrent* and *liberté*,
# and *noticia*, *Siria* and *secundaria* no *hacía*. Of pairs of words that the stemmers bring together on real texts,
# counted with the rarer word's frequency, 1 % (fr) and 6 % (es) are parted so, of 16 and 14 without any of this.
_RESTORABLE = tuple("ee ees iere ieres ierement erent ite ites cion logia logias ia ias ian iamos".split())
_RESTORED: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "fr": (
        (re.compile(r"ee(s?)$"), r"ée\1"),
        (re.compile(r"iere(s|ment)?$"), r"ière\1"),
        (re.compile(r"([^fh]|[^f]f)erent$"), r"\1èrent"),
        (re.compile(r"([^dru]|[^c]r)ite(s?)$"), r"\1ité\2"),
    ),
    "es": (
        (re.compile(r"cion$"), "ción"),
        (re.compile(r"logia(s?)$"), r"logía\1"),
        (re.compile(r"rian$"), "rían"),
        (re.compile(r"([aeotu]|(?:[^r]|[^p]r)ec)ia(s|n|mos)?$"), r"\1ía\2"),
    ),
}


def _marks() -> str:
    """Return Unicode's class M as the inside of a character class, for ``re`` does not know it."""
    # No marks are assigned in planes 2 to 13.
    candidates = (*range(0x300, 0x20000), *range(0xE0000, 0xE0200))
    return "".join(chr(code) for code in candidates if unicodedata.category(chr(code))[0] == "M")


# Python's \w is L, N and the underscore, which `normalise` has turned into a space.
_PLAIN = re.compile(r"\w+(?:['.]\w+)*")
_WITH_MARKS = re.compile(r"[\w{0}]+(?:['.][\w{0}]+)*".format(_marks()))


def normalise(text: str) -> str:
    """Return the text as chunks are cut from it: lower case, composed, plain apostrophes, no underscores."""
    text = unicodedata.normalize("NFC", text.lower())
    if not text.isascii():
        for apostrophe in APOSTROPHES[:-1]:
            if apostrophe in text:
                text = text.replace(apostrophe, "'")
        # One sigma: which of the two small ones stands depends on what follows, and a query ends sooner than a text.
        text = text.replace("ς", "σ")
    return text.replace("`", "'").replace("_", " ")


def chunks(text: str) -> list[str]:
    """Cut a text into chunks: words with the apostrophes and full stops that stand inside them."""
    text = normalise(text)
    try:
        # Windows-1252 has no combining marks, and \w alone is three times as fast as a class that lists them.
        text.encode("cp1252")
    except UnicodeEncodeError:
        return _WITH_MARKS.findall(text)
    return _PLAIN.findall(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word, and the parts of it that are words to the index as well."""

    text: str
    parts: tuple[str, ...] = ()


def words(chunk: str, language: str) -> list[Word]:
    """Return the words of one chunk."""
    pieces = chunk.split(".") if "." in chunk else [chunk]
    found: list[Word] = []
    initials = ""
    for piece in (*pieces, ""):
        if len(piece) == 1 and piece.isalpha():
            initials += piece
            continue
        if initials:
            found.append(Word(text=initials))
            initials = ""
        if "'" in piece:
            found.extend(_apostrophes(piece.split("'"), language))
        elif piece:
            found.append(Word(text=piece[:LONGEST_WORD]))
    return found


def _apostrophes(pieces: list[str], language: str) -> list[Word]:
    elided = ELISIONS.get(language, frozenset())
    while len(pieces) > 1 and pieces[0] in elided and fold(pieces[1])[:1] in _ELIDED_BEFORE:
        pieces = pieces[1:]
    if len(pieces) > 1 and pieces[-1] == "s":
        pieces = pieces[:-1]
    name = "".join(pieces)[:LONGEST_WORD]
    if len(pieces) == 1 or pieces[-1] in _CONTRACTED:
        return [Word(text=name)]
    parts = tuple(piece[:LONGEST_WORD] for piece in pieces if len(piece) >= SHORTEST_PART)
    return [Word(text=name, parts=parts)]


def fold(word: str) -> str:
    """Return the word without combining marks, and with plain letters for those Unicode does not take apart."""
    if word.isascii():
        return word
    # The Latin letters, which are one character each: no sooner looked up than folded.
    return word.translate(_LATIN) if max(word) < _BEYOND_LATIN else _fold(word)


def _fold(word: str) -> str:
    bare = "".join(char for char in unicodedata.normalize("NFD", word) if unicodedata.category(char) != "Mn")
    return unicodedata.normalize("NFC", bare.translate(_SINGLE_LETTERS))


_BEYOND_LATIN = "\u0250"
_LATIN = {code: _fold(chr(code)) for code in range(0x80, ord(_BEYOND_LATIN))}


def fold_but_enye(word: str) -> str:
    """Fold, and leave ``ñ`` the letter that it is."""
    return "ñ".join(map(fold, word.split("ñ"))) if "ñ" in word else fold(word)


def restored(word: str, language: str) -> str:
    """Return a word without accents with the one that its ending has lost, where the stemmer would miss it."""
    # Looking for all endings at once is quicker, and most words have none of them.
    for ending, accented in _RESTORED.get(language, ()) if word.endswith(_RESTORABLE) else ():
        found, times = ending.subn(accented, word)
        if times:
            return found
    return word


class Analyser:
    """The analyser of one language. It remembers every word it has seen: keep one for as long as texts come."""

    def __init__(self, language: str, stop_words: frozenset[str] | None = None) -> None:
        """Make an analyser; a language without stemmer or stop words of its own is searched by its plain words."""
        self.language = language
        self.stop_words = STOP_WORDS.get(language, frozenset()) if stop_words is None else stop_words
        self._stopped = frozenset(map(fold_but_enye, self.stop_words))
        make = STEMMERS.get(language)
        self._stem: Callable[[str], str] = make() if make else str
        self._indexed: dict[str, tuple[str, ...]] = {}

    def stem(self, word: str) -> str:
        """Return the term of a word without accents.

        Numbers, and words beyond Unicode's first plane (where lengths differ), stay as they are.
        """
        if word.isdigit() if word.isascii() else max(word) > "\uffff":
            return word
        return fold_but_enye(self._stem(restored(word, self.language)))

    def indexed(self, chunk: str) -> tuple[str, ...]:
        """Return the terms that a chunk of text is found by, stop words left out."""
        known = self._indexed.get(chunk)
        if known is None and chunk.isalnum():
            # Most chunks: one word.
            word = chunk[:LONGEST_WORD]
            if not word.isascii():
                known = self._terms(fold_but_enye(word), fold(word))
            else:
                known = () if word in self._stopped else (self.stem(word),)
            self._indexed[chunk] = known
        elif known is None:
            known = self._indexed[chunk] = tuple(
                term
                for word in words(chunk, self.language)
                for text in (word.text, *word.parts)
                for term in self._terms(fold_but_enye(text), fold(text))
            )
        return known

    def asked(self, chunk: str) -> tuple[str, ...]:
        """Return the terms that a chunk of a query asks for, any of which will do; stop words left out."""
        return tuple(term for word in words(chunk, self.language) for term in self._terms(fold_but_enye(word.text)))

    def terms(self, text: str) -> list[str]:
        """Return the terms of a text, in its order, with repetitions: what the index counts."""
        return [term for chunk in chunks(text) for term in self.indexed(chunk)]

    def _terms(self, word: str, *others: str) -> tuple[str, ...]:
        """Return the terms of a word and of other spellings of it; none for a stop word."""
        if word in self._stopped:
            return ()
        distinct = dict.fromkeys(one for one in (word, *others) if one and one not in self._stopped)
        return tuple(dict.fromkeys(map(self.stem, distinct)))
