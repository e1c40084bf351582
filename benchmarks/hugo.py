"""Hugo beside us: the same documents as content of a Hugo site, with the barest template there is and with lists."""

from __future__ import annotations

import json
from pathlib import Path

from plugins.alerts import frontmatter
from plugins.alerts.languages import CODES

_PAGE = (
    '<!doctype html><html lang="{{ .Site.Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
    "<body><main data-pagefind-body><h1>{{ .Title }}</h1>{{ .Content }}</main></body></html>"
)
_LIST = (
    '<!doctype html><html lang="{{ .Site.Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>'
    "<body><main><h1>{{ .Title }}</h1><ul>{{ range .Paginator.Pages }}"
    '<li>{{ .Date.Format "2006-01-02" }} <a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>'
    '{{ with .Paginator.Next }}<a href="{{ .URL }}">›</a>{{ end }}</main></body></html>'
)
_SETTINGS = {
    "baseURL": "/",
    "defaultContentLanguage": "en",
    "defaultContentLanguageInSubdir": True,
    "languages": {code: {"contentDir": f"content/{code}", "weight": place} for place, code in enumerate(CODES, 1)},
    "uglyURLs": True,
}
# Nothing but one page a record: no lists, feeds, taxonomies or sitemap.
_BARE = {"disableKinds": ["home", "section", "taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]}
# What Hugo makes of its own accord, with the facets of our listings as taxonomies, and fifty lines a page.
_LISTED = {
    "taxonomies": {
        "country": "countries",
        "kind": "kinds",
        "source": "sources",
        "target": "targets",
        "violation": "violations",
        "year": "years",
    },
    "pagination": {"pagerSize": 50},
}


def prepare(archive: Path, site: Path, *, lists: bool = False) -> Path:
    """Write the records of an archive as the source of a Hugo site, and return its folder.

    Headers are JSON, which Hugo reads fastest; texts are the records' own. With ``lists`` the site has lists and feeds too.
    """
    (site / "layouts").mkdir(parents=True)
    settings = _SETTINGS | (_LISTED if lists else _BARE)
    (site / "hugo.json").write_text(json.dumps(settings), encoding="utf-8")
    (site / "layouts" / "single.html").write_text(_PAGE, encoding="utf-8")
    if lists:
        (site / "layouts" / "list.html").write_text(_LIST, encoding="utf-8")
    for code in CODES:
        for path in sorted((archive / code).rglob("*.md")):
            alert, body = frontmatter.parse(path.read_text(encoding="utf-8"))
            header: dict[str, str | list[str]] = {"title": alert.title, "date": alert.issued.first.isoformat()}
            if lists:
                header |= {
                    "countries": list(alert.countries),
                    "kinds": [alert.kind],
                    "sources": list(alert.sources),
                    "targets": list(alert.targets),
                    "violations": list(alert.violations),
                    "years": [str(alert.issued.year)],
                }
            target = site / "content" / code / path.parent.name / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(f"{json.dumps(header, ensure_ascii=False)}\n\n{body}", encoding="utf-8")
    return site


def command(site: Path, output: Path, hugo: Path) -> list[str]:
    """Return what builds the site; ``hugo`` is the program."""
    return [str(hugo), "--source", str(site), "--destination", str(output), "--noBuildLock", "--quiet"]
