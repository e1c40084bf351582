"""Measures the search: ``python -m benchmarks.search --documents FILE.jsonl.gz``.

Indexes the documents (JSON Lines as the importer takes them), puts the client beside the index, and asks in Chromium, over
``http://`` from this machine: for each language and kind of query a page that has nothing loaded, then a second query
in the same page. Bytes are those of the files asked for, each as gzip leaves it, scripts and libraries included.
``--parity N`` compares N generated queries a language with lunr.js on the whole index as well.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import random
import resource
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from plugins.search.analysis import Analyser
from plugins.search.assets import CLIENT_FILES, VENDOR_FILES, VENDOR_FOLDER
from plugins.search.build import build
from plugins.search.bundle import SCRIPT, joined
from plugins.search.documents import Card, DocumentKey, SearchDocument
from plugins.search.plan import Source
from tests import browser as chromium
from tests.search.queries import generated
from tests.search.test_parity import COMPARE, LOAD
from tests.search.words import real_words

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "fr", "es")
_BATCH = 50
"""Queries after which is told how many agree: the dearest take lunr.js ten seconds each."""
Row = dict[str, Any]


def read(path: Path, limit: int) -> dict[str, list[Row]]:
    """Return language → its documents, at most ``limit`` of all."""
    rows: dict[str, list[Row]] = {language: [] for language in LANGUAGES}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number < limit:
                row = json.loads(line)
                rows[row["language"]].append(row)
    return rows


def source(language: str, rows: Sequence[Row]) -> Source:
    """Return the documents of a language as `build` takes them."""

    def load(positions: Sequence[int]) -> Iterator[SearchDocument]:
        for position in positions:
            row = rows[position]
            issued, country = row.get("issued") or "", row.get("country") or ""
            card = Card(
                url=f"{language}/alerts/{issued[:4]}/{row['id']}.html",
                kind=row.get("kind") or "alert",
                countries=(country,) if country else (),
                sources=(row["collection"],) if row.get("collection") else (),
                violations=(),
            )
            yield SearchDocument(
                id=row["id"],
                issued=issued,
                card=card,
                title=row["title"],
                body=row["body"],
                place=country,
                source=row.get("collection") or "",
                target="",
            )

    def describe(positions: Sequence[int]) -> Iterator[Card]:
        return (document.card for document in load(positions))

    keys = tuple(DocumentKey(id=row["id"], issued=row.get("issued") or "") for row in rows)
    return Source(language=language, keys=keys, load=load, describe=describe)


def add_client(root: Path) -> None:
    """Put the client, the libraries and a bare page a language beside the index."""
    (root / SCRIPT).parent.mkdir(parents=True, exist_ok=True)
    (root / SCRIPT).write_bytes(joined(ROOT / "theme", CLIENT_FILES))
    for file, name in VENDOR_FILES.items():
        _copy(ROOT / "node_modules" / file, root / VENDOR_FOLDER / name)
    scripts = f'<script defer src="../{SCRIPT}"></script>'
    for language in LANGUAGES:
        (root / language).mkdir(exist_ok=True)
        (root / language / "search.html").write_text(
            f'<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><link rel="icon" href="data:,">{scripts}</html>'
        )


def _copy(file: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, target)


def queries(language: str, rows: Sequence[Row], count: int) -> dict[str, list[str]]:
    """Return kind → queries, made from the documents themselves."""
    chance = random.Random(f"bench {language}")
    analyser = Analyser(language)
    seen: dict[str, int] = {}
    for row in rows:
        for term in {term for word in row["body"].split() for term in analyser.terms(word)[:1]}:
            seen[term] = seen.get(term, 0) + 1
    picked = chance.sample(list(rows), min(4 * count, len(rows)))
    rare = []
    for row in picked:
        words = [word.strip(".,;:()«»\"'") for word in row["body"].split()]
        own = [
            word
            for word in dict.fromkeys(words)
            if word.isalpha() and 2 <= seen.get((analyser.terms(word) or [""])[0], 0) <= 30
        ]
        if len(own) >= 3:
            rare.append(" ".join(chance.sample(own, 3)))
    return {
        "three rare words": rare[:count],
        "whole title": [row["title"].replace(":", " ").replace("-", " ") for row in picked[:count]],
        "one common word": [row["title"].split()[0].strip(":") for row in picked[count : 2 * count]],
    }


class _Counting(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def ask(browser: Browser, address: str, root: Path, first: str, second: str) -> dict[str, float]:
    """Ask two queries in a fresh page; return the bytes and milliseconds of each, and the files."""
    page = browser.new_context().new_page()
    files: list[str] = []
    page.on("request", lambda request: files.append(request.url.removeprefix(address + "/").partition("?")[0]))
    page.goto(address + "/" + first.partition("\0")[0] + "/search.html")
    page.wait_for_load_state("load")
    timed = "async (q) => { const t = performance.now(); const r = await alertSearch.search(q); return [performance.now() - t, r.total]; }"
    first_ms, total = page.evaluate(timed, first.partition("\0")[2])
    loaded = len(files)
    second_ms, _ = page.evaluate(timed, second.partition("\0")[2])
    page.context.close()

    def size(names: list[str]) -> int:
        return sum(len(gzip.compress((root / name).read_bytes(), 6)) for name in names if not name.endswith(".html"))

    return {
        "first kB": size(files[:loaded]) / 1000,
        "second kB": size(files[loaded:]) / 1000,
        "first ms": first_ms,
        "second ms": second_ms,
        "files": loaded - 1,
        "found": total,
    }


def sizes(root: Path, language: str) -> dict[str, tuple[int, int, int]]:
    """Return kind of file → number, kilobytes gzipped, largest in bytes."""
    found: dict[str, list[int]] = {}
    for path in sorted((root / "search" / language).rglob("*.js")):
        kind = path.relative_to(root / "search" / language).parts[0].removesuffix(".js")
        found.setdefault(kind, []).append(len(gzip.compress(path.read_bytes(), 6)))
    return {kind: (len(own), sum(own) // 1000, max(own)) for kind, own in found.items()}


def main() -> None:
    """Measure, and print tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, required=True, help="JSON Lines, gzipped")
    parser.add_argument("--limit", type=int, default=1 << 60, help="take so many documents")
    parser.add_argument("--queries", type=int, default=20, help="queries a kind and language")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--parity", type=int, default=0, help="also compare so many queries a language with lunr.js")
    parser.add_argument("--languages", nargs="+", default=LANGUAGES, choices=LANGUAGES, help="ask in these only")
    options = parser.parse_args()
    rows = read(options.documents, options.limit)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "site")
        started = time.perf_counter()
        sources = [source(language, own) for language, own in rows.items()]
        build(sources, root, workers=options.workers)
        seconds = time.perf_counter() - started
        memory = sum(
            resource.getrusage(who).ru_maxrss / 1000 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        documents = sum(map(len, rows.values()))
        print(f"{documents} documents indexed in {seconds:.1f} s by {options.workers} processes, {memory:.0f} MB")
        for language in LANGUAGES:
            for kind, (count, kilobytes, largest) in sizes(root, language).items():
                print(f"  {language} {kind:11} {count:6} files {kilobytes:7} kB gzipped, largest {largest} bytes")
        add_client(root)
        handler = functools.partial(_Counting, directory=str(root))
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.server_address[1]}"
            browser = playwright.chromium.launch(executable_path=chromium.require(), args=list(chromium.LAUNCH_FLAGS))
            for language in options.languages:
                for kind, texts in queries(language, rows[language], options.queries).items():
                    asked = [
                        ask(browser, address, root, f"{language}\0{first}", f"{language}\0{second}")
                        for first, second in zip(texts, texts[1:] + texts[:1], strict=True)
                    ]
                    line = "  ".join(
                        f"{key} {statistics.median(one[key] for one in asked):.0f}"
                        for key in (asked[0] if asked else ())
                    )
                    print(f"{language} {kind:17} median of {len(asked)}: {line}")
            if options.parity:
                _parity(
                    browser=browser,
                    address=address,
                    root=root,
                    sources=sources,
                    rows=rows,
                    count=options.parity,
                    languages=options.languages,
                )
            browser.close()
            server.shutdown()


def _parity(
    *,
    browser: Browser,
    address: str,
    root: Path,
    sources: list[Source],
    rows: dict[str, list[Row]],
    count: int,
    languages: Sequence[str],
) -> None:
    build(sources, root, workers=2, whole=root / "whole")
    for language in languages:
        name = f"whole/lunr-{language}.json"
        whole = (root / name).read_text(encoding="utf-8")
        vocabulary = [term for term, _ in json.loads(whole)["invertedIndex"]]
        words = [word for word in real_words(language) if word.isalpha()]
        words += [word for row in rows[language][:2000] for word in row["title"].split() if word.isalpha()]
        page = browser.new_page()
        page.set_default_timeout(0)
        page.goto(f"{address}/{language}/search.html")
        asked = list(generated(vocabulary, words, f"bench {language}", count))
        found = 0
        differences: list[Any] = []
        page.evaluate(LOAD, {"address": f"{address}/{name}", "language": language})
        # A part at a time, so that one can see how far it is.
        for begin in range(0, count, _BATCH):
            part = asked[begin : begin + _BATCH]
            answer = page.evaluate(COMPARE, {"queries": part, "language": language})
            found += answer["found"]
            differences += answer["differences"]
            done = begin + len(part)
            print(
                f"{language} parity: {done} of {count} queries, {found} with hits, {len(differences)} differences",
                flush=True,
            )
        page.close()
        print(f"{language} whole index {len(gzip.compress(whole.encode(), 6)) // 1000} kB gzipped")
        for difference in differences[:5]:
            print("   ", difference)


if __name__ == "__main__":
    main()
