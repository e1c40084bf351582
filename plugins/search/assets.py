"""The files that a page needs to search: what the client and the page's view consist of, and what comes from npm."""

from __future__ import annotations

# In this order; paths below theme/static/.
CLIENT_FILES: tuple[str, ...] = (
    "js/search/core.js",
    "js/search/libraries.js",
    "js/search/codes.js",
    "js/search/pace.js",
    "js/search/columns.js",
    "js/search/analysis.js",
    "js/search/lists.js",
    "js/search/wording.js",
    "js/search/store.js",
    "js/search/expand.js",
    "js/search/suggest.js",
    "js/search/syntax.js",
    "js/search/phrase.js",
    "js/search/query.js",
    "js/search/selecting.js",
    "js/search/comparing.js",
    "js/search/ranking.js",
    "js/search/excerpt.js",
    "js/search/facets.js",
    "js/search/items.js",
    "js/search/answers.js",
    "js/search/ahead.js",
    "js/search/showing.js",
    "js/search/api.js",
)

# What asks for the first files where an address brings a query.
ARRIVAL_FILES: tuple[str, ...] = ("js/search/libraries.js", "js/search/arrival.js")

# The search page's view, which works on top of the client.
VIEW_FILES: tuple[str, ...] = (
    "js/results/words.js",
    "js/results/state.js",
    "js/results/hits.js",
    "js/results/facets.js",
    "js/results/timeline.js",
    "js/results/map.js",
    "js/results/years.js",
    "js/results/ahead.js",
    "js/results/advice.js",
    "js/results/suggestions.js",
    "js/results/place.js",
    "js/results/keep.js",
    "js/results/export.js",
    "js/results.js",
)

VENDOR_FOLDER = "theme/vendor"
"""Where the client looks for the libraries, below the site's root."""

# File below node_modules → name in VENDOR_FOLDER. The client loads them when a query needs them: no page links them.
VENDOR_FILES: dict[str, str] = {
    "lunr/lunr.min.js": "lunr.min.js",
    "lunr/LICENSE": "lunr.LICENSE.txt",
    "lunr-languages/min/lunr.stemmer.support.min.js": "lunr.stemmer.support.min.js",
    "lunr-languages/min/lunr.fr.min.js": "lunr.fr.min.js",
    "lunr-languages/min/lunr.es.min.js": "lunr.es.min.js",
    "lunr-languages/LICENSE": "lunr-languages.LICENSE.txt",
}
