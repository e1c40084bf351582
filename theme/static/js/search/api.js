/**
 * The search's public face: `window.alertSearch`. Loaded last of the files that `plugins.search.assets.CLIENT_FILES` lists.
 *
 * Nothing is fetched before `prepare()`, `ready`, `search()` or `lunr()` is first used. Every method answers with a
 * Promise; a file that cannot be loaded rejects it with an Error whose `name` is `SearchLoadError` and whose `file` is the
 * address; asking again tries again. A query never throws: what cannot be parsed is searched as plain words (see `hint`).
 *
 * @typedef {Object} SearchOptions
 * @property {string[]} [languages] languages to search, the reader's first; default: that of `<html lang>`
 * @property {{country?: string[], kind?: string[], violation?: string[], source?: string[], year?: string[]}} [filters]
 *   codes as in the records (any case); values of one filter are alternatives, several filters all hold
 * @property {string} [from] partial date (`2005`, `2005-04`, `2005-04-26`): alerts whose date may fall on or after it
 * @property {string} [to] partial date: alerts whose date may fall on or before it
 * @property {'relevance'|'newest'|'oldest'} [sort] default `relevance`; equal scores come newest first
 * @property {number} [limit] hits wanted, default 10
 * @property {number} [offset] hits to leave out before them, default 0
 * @property {boolean} [facets] default true; false saves loading columns where the query does not need them
 *
 * @typedef {{text: string, mark: boolean}} Passage a run of plain text; `mark` where it matched the query
 *
 * @typedef {Object} SearchHit one alert; translations of one alert are one hit
 * @property {string} ref the record's id
 * @property {number} score Lunr's score in `language`; 0 when there was nothing to score
 * @property {string} language language of the record shown
 * @property {string[]} languages all the asked languages in which this alert matched, `language` first
 * @property {string} url relative to the site's root; `alertSearch.root + url` is the full address
 * @property {string} title
 * @property {Passage[]} marked the title, with what matched marked
 * @property {string} issued partial date as in the record
 * @property {string} kind code
 * @property {string[]} countries codes, as in the records
 * @property {string[]} sources abbreviations
 * @property {string[]} violations codes
 * @property {Passage[]} excerpt the densest passage of the text; never empty unless the text is
 *
 * @typedef {Object} SearchResult
 * @property {number} total alerts found, all pages
 * @property {SearchHit[]} hits
 * @property {{country: Object<string, number>, kind: Object<string, number>, violation: Object<string, number>,
 *   source: Object<string, number>, year: Object<string, number>, language: Object<string, number>}} facets alerts per
 *   value over all that was found (filters applied); codes as in the records; empty maps with `facets: false`
 * @property {boolean} closest true when no alert has all the words, and the hits have some of them
 * @property {string[]} words the words asked for, as typed
 * @property {string[]} missing those of them that no alert in the asked languages has
 * @property {string[]} ignored stop words left out of the query
 * @property {Array<{word: string, suggestion: string}>} corrected words searched under another spelling: always empty today
 * @property {null|'plain'|'broad'} hint `plain`: the text could not be read as a query and was searched as plain
 *   words; `broad`: a wildcard or `~` stood for too many words, and only the first of them were searched
 *
 * @typedef {Object} AlertSearch
 * @property {string} root the site's root as an absolute address that ends in `/`
 * @property {string} language the page's language
 * @property {Promise<void>} ready reading it prepares: it settles once the page's language can be searched
 * @property {(language?: string) => Promise<void>} prepare loads Lunr, the language's stemmer and manifest: call on focus
 * @property {(text: string, options?: SearchOptions) => Promise<SearchResult>} search
 * @property {(text: string, language?: string) => Promise<Array<{ref: string, score: number}>>} lunr a raw Lunr query:
 *   refs, scores and order of lunr.js on the whole index; rejects with Lunr's own QueryParseError
 */
