"""Hugo beside us: the same documents as content of a Hugo site with the barest template there is."""

from __future__ import annotations

import json
from pathlib import Path

from plugins.alerts import frontmatter
from plugins.alerts.languages import CODES

_PAGE = (
    '<!doctype html><html lang="{{ .Site.Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
    "<body><main data-pagefind-body><h1>{{ .Title }}</h1>{{ .Content }}</main></body></html>"
)
# Nothing but one page a record: no lists, feeds, taxonomies or sitemap.
_SETTINGS = {
    "baseURL": "/",
    "defaultContentLanguage": "en",
    "defaultContentLanguageInSubdir": True,
    "disableKinds": ["home", "section", "taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"],
    "languages": {code: {"contentDir": f"content/{code}", "weight": place} for place, code in enumerate(CODES, 1)},
    "uglyURLs": True,
}


def prepare(archive: Path, site: Path) -> Path:
    """Write the records of an archive as the source of a Hugo site, and return its folder.

    Headers are JSON, which Hugo reads fastest; texts are the records' own.
    """
    (site / "layouts").mkdir(parents=True)
    (site / "hugo.json").write_text(json.dumps(_SETTINGS), encoding="utf-8")
    (site / "layouts" / "single.html").write_text(_PAGE, encoding="utf-8")
    for code in CODES:
        for path in sorted((archive / code).rglob("*.md")):
            alert, body = frontmatter.parse(path.read_text(encoding="utf-8"))
            header = {"title": alert.title, "date": alert.issued.first.isoformat()}
            target = site / "content" / code / path.parent.name / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(f"{json.dumps(header, ensure_ascii=False)}\n\n{body}", encoding="utf-8")
    return site


def command(site: Path, output: Path, hugo: Path) -> list[str]:
    """Return what builds the site; ``hugo`` is the program."""
    return [str(hugo), "--source", str(site), "--destination", str(output), "--noBuildLock", "--quiet"]
