"""Pages that hold many alerts: listings, digests, the Communiqué, newsletters.

``items`` divides those whose items are unmistakable; ``issues`` keeps whole what is a text of its own kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from plugins.importers.formats.text.addresses import Address
from plugins.importers.formats.text.teaser import is_cut

LINK_TO = re.compile(r"Link to:\s*\S|Lien vers\s*:\s*\S|Enlace a\s*:\s*\S")
_COUNT = re.compile(r"[\d.,  ]+\s+(?:articles|artículos|articulos)", re.IGNORECASE)
_BY = re.compile(r"(?:Articles by|Articles par|Artículos (?:de|por))\s+\S.*")
DIGEST = re.compile(
    r".{0,20}(?:IFEX Digest|Compendio (?:de )?IFEX|Bulletin récapitulatif de l['’]IFEX)\s*\|.*\d{4}.*", re.IGNORECASE
)
DIGEST_LINE = re.compile(r"(?:\+\s*)?\S.{8,200}\([A-Z][\w .&/'’-]{1,40}\)")
COMMUNIQUE = re.compile(
    r"[\s|—–-]*\b(?:IFEX COMMUNIQU[ÉE]|COMMUNIQU[ÉE] DE L['’]IFEX|COMUNICADO (?:DE )?(?:LA )?IFEX)\b.{0,4}\bVOL\.?\s*\d+\s*N[Oo°º]\.?\s*\d+",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"\(?\d{1,2}[.)]\s+\S.{4,}")
LABEL = re.compile(r"[\w’' .()-]{3,50}\s\|\s[\w’'&, -]{4,50}")

ISSUES = ("communique", "newsletter", "digest")


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of many: what kind of page, and how many alerts it names."""

    kind: str
    count: int

    @property
    def is_issue(self) -> bool:
        """Say whether the page is a text of its own kind, worth keeping whole: an issue of a newsletter, a digest."""
        return self.kind in ISSUES


def find_listing(lines: list[str], address: Address) -> Listing | None:
    """Return what sort of listing the lines are, or ``None`` for a single text."""
    texts = [line.strip() for line in lines if line.strip()]
    if any(COMMUNIQUE.match(text) for text in texts[:15]):
        return Listing("communique", len({text.split(".")[0].strip("( )") for text in texts if _ENTRY.fullmatch(text)}))
    labels = sum("|" in text and LABEL.fullmatch(text) is not None for text in texts)
    if address.is_newsletter or labels >= 3:
        return Listing("newsletter", labels)
    credited = sum(text.endswith(")") and DIGEST_LINE.fullmatch(text) is not None for text in texts)
    if any(DIGEST.fullmatch(text) for text in texts[:15]) or (credited >= 4 and credited * 2 > len(texts)):
        return Listing("digest", credited)
    links = sum(LINK_TO.match(text) is not None for text in texts)
    cut = sum(is_cut(text) for text in texts)
    is_page = address.is_listing or any(_COUNT.fullmatch(text) or _BY.fullmatch(text) for text in texts[:12])
    if links >= 2 or (is_page and (links or cut)) or cut >= 3:
        return Listing("listing", links or max(cut, _pairs(texts)))
    return None


# The Communiqué's name is another in each of its languages.
_MASTHEADS = (
    ("fr", re.compile(r"\bCOMMUNIQU[ÉE] DE L['’]IFEX\b", re.IGNORECASE)),
    ("es", re.compile(r"\bCOMUNICADO\b", re.IGNORECASE)),
    ("en", re.compile(r"\bIFEX COMMUNIQU[ÉE]\b", re.IGNORECASE)),
)


def masthead_language(lines: list[str]) -> str:
    """Return the language that the masthead of a Communiqué is in; empty for another text."""
    head = next((text for line in lines[:40] if COMMUNIQUE.match(text := line.strip())), "")
    return next((code for code, pattern in _MASTHEADS if head and pattern.search(head)), "")


def _pairs(texts: list[str]) -> int:
    """Count headlines that are followed by a longer line, for listings whose last items are cut off."""
    return sum(len(one) < 120 <= len(other) or is_cut(other) for one, other in pairwise(texts))
