"""How large the index of each language is, beside the index of lunr.py in one file."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.documents import Documents
from benchmarks.search import sizes
from plugins.alerts.languages import CODES


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSize:
    """How large one language's index is."""

    documents: str
    language: str
    count: int
    shards: int
    files: int
    kilobytes: float
    """All files, each gzipped by itself."""
    largest: float
    """The largest shard of postings, kB gzipped."""
    whole: float | None
    """The whole index of lunr.py in one file, kB gzipped; nothing where it was not made."""


def measure_sizes(documents: Documents, site: Path, whole: Path) -> Iterator[IndexSize]:
    """Measure the index of each language, beside the whole index of lunr.py in ``whole``."""
    counts = Counter(path.parent.parent.name for path in documents.paths())
    for language in CODES:
        one_file = whole / f"lunr-{language}.json"
        kinds = sizes(site, language)
        shards, _, largest = kinds["terms"]
        yield IndexSize(
            documents=documents.label,
            language=language,
            count=counts[language],
            shards=shards,
            files=sum(count for count, _, _ in kinds.values()),
            kilobytes=sum(kilobytes for _, kilobytes, _ in kinds.values()),
            largest=largest / 1000,
            whole=len(gzip.compress(one_file.read_bytes(), 6)) / 1000 if one_file.is_file() else None,
        )
