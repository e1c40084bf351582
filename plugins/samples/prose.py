"""Titles and bodies of made-up alerts, in one language."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from plugins.samples.names import Scene
from plugins.samples.phrases import PHRASES
from plugins.samples.words import Lexicon

_SENTENCES_A_PARAGRAPH = (1, 2, 3, 3, 4, 5)
# French drops the vowel of its short words before another: "de écho" is written "d'écho".
_ELISION = re.compile(r"\b([LldDsSn]|[Qq]u|[Ll]orsqu)(?:e|a) (?=[aeiouéèêàâîïôûyAEIOUÉÈÊÎÔ])")
# Spanish joins two pairs of words.
_CONTRACTIONS = ((" de el ", " del "), (" a el ", " al "))


class Prose:
    """Writes texts of one language."""

    def __init__(self, language: str, seed: int) -> None:
        """Take the language's material; ``seed`` settles the invented words."""
        self._language = language
        self._phrases = phrases = PHRASES[language]
        self._lexicon = Lexicon(
            real=phrases.real.split(), onsets=phrases.onsets, vowels=phrases.vowels, endings=phrases.endings, seed=seed
        )
        self._sentences = [(sentence, sentence.count("%s"), len(sentence.split())) for sentence in phrases.sentences]

    def title(self, chance: random.Random, scene: Scene, violation: str) -> str:
        """Return a headline with the mark of a sample; ``violation`` is what it is about, in words."""
        a, b, c = self._lexicon.pick(chance, 3)
        template = chance.choice(self._phrases.titles)
        text = template.format(
            violation=violation.lower(), person=scene.person, outlet=scene.outlet, place=scene.place, a=a, b=b, c=c
        )
        text = self._spell(text, chance.random() < 0.5)
        return f"{self._phrases.mark} {text[0].upper()}{text[1:]}"

    def body(self, chance: random.Random, scene: Scene, length: int, lead: dict[str, str]) -> str:
        """Return a CommonMark text of about ``length`` English words; ``lead`` fills its first sentence."""
        template = self._phrases.follow if "earlier" in lead else self._phrases.lead
        first = template.format(person=scene.person, outlet=scene.outlet, place=scene.place, **lead)
        typographic = chance.random() < 0.5
        wanted = int(length * self._phrases.length) - len(first.split()) - len(self._phrases.notice.split())
        paragraphs = [self._spell(text, typographic) for text in self._paragraphs(chance, scene, wanted)]
        return "\n\n".join((first, *paragraphs, f"*{self._phrases.notice}*")) + "\n"

    def _paragraphs(self, chance: random.Random, scene: Scene, wanted: int) -> Iterator[str]:
        while wanted > 0:
            chosen = chance.choices(self._sentences, k=chance.choice(_SENTENCES_A_PARAGRAPH))
            wanted -= sum(words for _, _, words in chosen)
            words = self._lexicon.pick(chance, sum(slots for _, slots, _ in chosen))
            if chance.random() < 0.4:
                words[chance.randrange(len(words))] = chance.choice((scene.person, scene.outlet, scene.place))
            text = " ".join(sentence for sentence, _, _ in chosen) % tuple(words)
            shape = chance.random()
            if shape < 0.04:
                yield f"## {chance.choice(self._phrases.headings)}"
            elif shape < 0.07:
                yield "\n".join(f"- {word}" for word in self._lexicon.pick(chance, 4))
            yield f"> {text}" if shape > 0.95 else text

    def _spell(self, text: str, typographic: bool) -> str:
        if self._language == "fr":
            text = _ELISION.sub(r"\1'", text)
        elif self._language == "es":
            for apart, joined in _CONTRACTIONS:
                text = text.replace(apart, joined)
        return text.replace("'", "’") if typographic else text
