"""Pagefind beside our search: the index of Hugo's pages, and what a reader's browser asks of it."""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_PACKAGE = ROOT / "node_modules" / "pagefind"
KEY = "pagefind"
NAME = f"Pagefind {json.loads((_PACKAGE / 'package.json').read_text(encoding='utf-8'))['version']}"
LESS = (
    "in Rust, on all processors; title and text of Hugo's pages. No fields, no search of a phrase within other words, no word with a wrong "
    "letter; needs a server, for it does not work from file://; everything again every time"
)
SEARCH = """async (query) => {
  const started = performance.now();
  window.pagefind ??= await import(new URL('pagefind.js', location.href));
  const { results } = await window.pagefind.search(query);
  await Promise.all(results.slice(0, 10).map((result) => result.data()));
  window.total = results.length;
  return performance.now() - started;
}"""
"""From a query to ten results with their excerpts: milliseconds."""


def command(site: Path, output: Path) -> list[str]:
    """Return what indexes a site."""
    program = ["node", str(_PACKAGE / "lib" / "runner" / "bin.cjs")]
    return [*program, "--site", str(site), "--output-path", str(output), "--silent"]


_PAGE = """let loading;
const ready = () => (loading ??= import('./pagefind.js').then(async (pagefind) => { await pagefind.init(); return pagefind; }));
const box = document.getElementById('q');
const search = async () => {
  const { results } = await (await ready()).search(box.value);
  await Promise.all(results.slice(0, 10).map((result) => result.data()));
  window.total = results.length;
  window.answered = performance.now();
};
box.addEventListener('focus', ready);
box.addEventListener('input', async () => (await ready()).preload(box.value));
box.form.addEventListener('submit', (event) => { event.preventDefault(); search(); });
box.value = new URLSearchParams(location.search).get('q');
if (box.value) search();
"""


def page(index: Path, language: str) -> str:
    """Put a page with nothing but a box on it beside the index, and return its name. Pagefind takes the language from the page."""
    name = f"search-{language}.html"
    (index / "search-page.js").write_text(_PAGE, encoding="utf-8")
    (index / name).write_text(
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Search</title>'
        '<form><input id="q" name="q"></form><script type="module" src="search-page.js"></script></html>',
        encoding="utf-8",
    )
    return name
