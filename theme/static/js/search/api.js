/**
 * The search's public face: `window.alertSearch`. Loaded last of the files in `plugins.search.assets.CLIENT_FILES`.
 *
 * Nothing is fetched before `prepare()`, `ready`, `search()` or `lunr()` is first used. Every method answers with a
 * Promise; a file that cannot be loaded rejects it with an Error whose `name` is `SearchLoadError` and whose `file` is
 * the address; asking again tries again. `search` never fails on what is typed: what cannot be parsed is searched as
 * plain words (see `hint`).
 *
 * @typedef {Object} SearchOptions
 * @property {string[]} [languages] languages to search, the reader's first; default: that of `<html lang>`
 * @property {{region?: string[], country?: string[], kind?: string[], violation?: string[], source?: string[], year?: string[],
 *   case?: ('followed'|'follows')[]}} [filters]
 *   codes as in the records (any case); values of one filter are alternatives, several filters all hold
 * @property {Map<string, string>} [regions] country → region, both codes: to filter and count by region
 * @property {string} [from] partial date (`2005`, `2005-04`, `2005-04-26`): alerts whose date may fall on or after it
 * @property {string} [to] partial date: alerts whose date may fall on or before it
 * @property {'relevance'|'newest'|'oldest'|'latest'} [sort] default `relevance`; equal scores come newest first;
 *   `latest`: by the date of the last alert of their case
 * @property {number} [limit] hits wanted, default 10
 * @property {number} [offset] hits to leave out before them, default 0
 * @property {boolean} [exact] default false; true searches words that no alert has as they were typed
 * @property {number} [texts] texts that may be read for the stop words of phrases, which are in no list; default as many as it takes
 * @property {(read: number, texts: number) => void} [onRead] told now and then how many of these are read, of one language
 * @property {AbortSignal} [signal] ends the reading of texts, which may take long: then the Promise is rejected with its reason
 * @property {boolean} [cases] default false; true counts by what alerts are in their cases, which loads a file
 * @property {(result: SearchResult) => void} [onHits] called before the Promise is kept, with the hits and with the counts of
 *   years and languages, if the other counts are still to be loaded
 * @property {boolean} [facets] default true; false with a `limit` of 0 saves loading columns that the query does not need
 *
 * @typedef {{text: string, mark: boolean}} Passage a run of plain text; `mark` where it matched the query
 *
 * @typedef {Object} SearchHit one alert; translations of one alert are one hit
 * @property {string} ref the record's id
 * @property {number} score Lunr's score in `language`, in the order of relevance halved for every word that was typed and
 *   stands there in other forms only; 0 when there was nothing to score
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
 *   value over all that was found (filters applied); codes as in the records; empty maps with `facets: false`; `region`
 *   too where `regions` is given, `case` where cases were asked for or filtered by
 * @property {boolean} closest true when no alert has all the words, and the hits have some of them
 * @property {string[]} words the words asked for, as typed
 * @property {string[]} missing those of them that no alert in the asked languages has
 * @property {string[]} ignored stop words left out of the query
 * @property {{word: string, suggestion: string}[]} corrected words that no alert has, and what was searched instead
 * @property {null|'plain'|'broad'|'loose'} hint `plain`: the text could not be read as a query and was searched as plain
 *   words; `broad`: a wildcard or `~` stood for too many words, and only the first of them were searched; `loose`: see
 *   `uncompared`
 * @property {string[]} uncompared those stop words of phrases that were not compared with all texts, because there are more than
 *   `texts` of them: the hits have been, but `total` and `facets` count alerts with another word there as well
 *
 * @typedef {Object} AlertSearch
 * @property {string} root the site's root as an absolute address that ends in `/`
 * @property {string} language the page's language
 * @property {Promise<void>} ready reading it prepares: it settles once the page's language can be searched
 * @property {(language?: string) => Promise<void>} prepare loads Lunr, a stemmer, a manifest and what texts are read by: call on focus
 * @property {(text: string, options?: {languages?: string[], exact?: boolean, isWhole?: boolean, isBrief?: boolean}) => Promise<void>} expect loads the
 *   lists of words that are being typed (`ahead.js`)
 * @property {(text: string, options?: SearchOptions) => Promise<SearchResult>} search
 * @property {(text: string, options: SearchOptions, take: (hits: Object[], total: number) => boolean|void) => Promise<void>} collect
 *   all that `search` would find, in its order of scores or dates, handed over in batches: hits with their whole `text`, without
 *   score, marks and excerpt; `limit` and `offset` do not count; `false` from `take` ends it
 * @property {(text: string, language?: string) => Promise<Suggestion[]>} suggest what the last word may begin
 * @property {(language?: string) => Promise<string>} fingerprint changes when anything in the language's index does
 * @property {(text: string, language?: string) => Promise<Array<{ref: string, score: number}>>} lunr a raw Lunr query:
 *   refs, scores and order of lunr.js on the whole index; rejects with Lunr's own QueryParseError
 */
(() => {
  'use strict';

  const { parts, language: pageLanguage } = window.alertSearch;
  const { expand, query: queries, facets: facetting, answers: answering, items: itemising, comparing, ranking, showing, pace } = parts;
  const open = parts.store.store;

  /** Below this many hits their cards, which are loaded to be shown anyway, tell all that columns would. */
  const FEW = 10;

  const prepare = async (language = pageLanguage) => {
    const store = await open(language);
    // Not waited for: words can be looked up without it, and whoever needs it is told what failed.
    store.wording().catch(() => {});
  };

  /** What was searched instead of words that no alert has: as it stands in the first hit that has it. */
  const corrections = ({ store, corrected }, hits) =>
    corrected.map(({ word, terms }) => {
      const found = hits
        .filter(({ language }) => language === store.language)
        .flatMap((hit) => [...hit.marked, ...hit.excerpt])
        .filter(({ mark }) => mark)
        .flatMap(({ text }) => store.analyser.query(text))
        .find((own) => own.terms.some((term) => terms.includes(term)));
      return { word, suggestion: found ? found.word : terms[0] };
    });

  const UNDATED = 1 << 30;

  /** Orders by name: what decides first, and what between equals; items and their dates are columns. */
  const orders = ({ ranks, numbers }, dates, latest) => {
    const byRelevance = (one, other) => ranks[other] - ranks[one];
    const byNewest = (one, other) => dates[other] - dates[one];
    const byOldest = (one, other) => (dates[one] || UNDATED) - (dates[other] || UNDATED);
    const byLatest = (one, other) => latest[other] - latest[one];
    const byPlace = (one, other) => numbers[other] - numbers[one] || one - other;
    return {
      relevance: [byRelevance, byNewest, byPlace],
      newest: [byNewest, byRelevance, byPlace],
      oldest: [byOldest, byRelevance, byPlace],
      latest: [byLatest, byNewest, byRelevance, byPlace],
    };
  };

  const inTurn = (comparisons) => (one, other) => {
    for (const compare of comparisons) {
      const difference = compare(one, other);
      if (difference) return difference;
    }
    return 0;
  };

  /** Those of some items in which the phrases stand, in whatever language; those in which they do not are taken from their languages. */
  const confirming = (items, answers) => async (own) => {
    for (let place = 0; place < answers.length; place += 1) {
      const { confirm } = answers[place];
      if (!confirm) continue;
      const having = own.filter((item) => (items.languages[item] >> place) & 1);
      const standing = await confirm(having.map((item) => itemising.numberIn(items, item, place)));
      for (const item of having) if (!standing.has(itemising.numberIn(items, item, place))) items.languages[item] &= ~(1 << place);
    }
    return new Set(own.filter((item) => items.languages[item]));
  };

  /** All that is found, and the first of it in order: as many items as `needed` says of their number, if any are (`isShown`). */
  const gather = async (text, options, { needed, isShown, few }) => {
    const { languages = [], sort = 'relevance' } = options;
    const asked = languages.length ? [...new Set(languages)] : [pageLanguage];
    const words = String(text ?? '');
    const ask = (exact) => Promise.all(asked.map((language) => answering.inLanguage(language, words, { ...options, exact })));
    // What one language lacks another may have: only if none has it is it taken for a typing error.
    let all = await ask(options.exact || asked.length > 1);
    const failed = all.every(({ documents, closest }) => closest || !documents.length);
    if (failed && asked.length > 1 && !options.exact) all = await ask(false);
    // Alerts that have all the words are not mixed with others that have some.
    const closest =
      all.every((answer) => answer.closest || !answer.documents.length) && all.some((answer) => answer.closest);
    const answers = all.filter((answer) => closest || !answer.closest);
    const items = await itemising.join(answers);
    // Equal scores come newest first, so dates are needed for whatever is shown.
    const described =
      options.facets !== false || isShown ? await answering.describe(items, answers, items.length <= few) : null;
    const isRanked = !['newest', 'oldest', 'latest'].includes(sort);
    const isOpen = answers.some(({ confirm }) => confirm);
    const most = needed(items.length);
    const wanted = isOpen && most ? most + options.texts : most;
    const leading = ranking.leading(items.ranks, items.length, isRanked ? wanted : Infinity);
    const dates = described ? answering.datesOf(items, answers, described, leading) : new Int32Array(items.length);
    const latest = sort === 'latest' ? answering.latestOf(items, answers, dates) : dates;
    const order = orders(items, dates, latest);
    const ordered = await ranking.first(leading, wanted, inTurn(order[sort] || order.relevance));
    const best = isOpen ? await comparing.first(ordered, most, options.texts, confirming(items, answers)) : ordered;
    return { all, answers, items, described, best, closest: closest && items.length > 0 };
  };

  const search = async (text, given) => {
    const options = given || {};
    const { sort = 'relevance', limit = 10, offset = 0 } = options;
    // Cards, if there will be any, are read by a list that is loaded beside those of the query's words.
    if (limit) prepare((options.languages || [])[0]).catch(() => {});
    const { all, answers, items, described, best, closest } = await gather(text, options, {
      needed: (total) => showing.reach(offset, limit, total),
      isShown: limit > 0,
      few: offset ? 0 : Math.max(FEW, limit),
    });
    const inAll = (name) => all[0][name].filter((word) => all.every((answer) => answer[name].includes(word)));
    const hits = await showing.show(best, items, answers, { offset, limit, reorder: sort === 'relevance' });
    const result = (facets) => ({
      total: items.length,
      hits,
      facets,
      closest,
      words: all[0].words,
      missing: inAll('missing'),
      ignored: inAll('ignored'),
      corrected: corrections(all[0], hits),
      hint: all.map((answer) => answer.hint).find(Boolean) || null,
      uncompared: [...new Set(all.flatMap((answer) => answer.uncompared))],
    });
    if (options.facets === false) return result(new facetting.Counts(options.regions).facets);
    const counted = (own) => result(answering.count(items, answers, own, options.regions));
    // Readers look at hits first: what they need is loaded first, and the rest of the columns once it is there.
    if (options.onHits && !answering.isComplete(described)) options.onHits(counted(described));
    return counted(await answering.complete(items, answers, described));
  };

  /** Cards that are loaded at once by who takes all of them. */
  const BATCH = 50;

  const collect = async (text, given, take) => {
    const options = { ...given, facets: false, texts: Infinity };
    const { answers, items, best } = await gather(text, options, { needed: () => Infinity, isShown: true, few: 0 });
    for (let begin = 0; begin < best.length; begin += BATCH) {
      const hits = await Promise.all(
        best.slice(begin, begin + BATCH).map(async (item) => {
          const { answer: { store }, number } = itemising.shownOf(items, answers, item);
          const [{ lengths, ...card }] = await store.cards([number]);
          return { ...card, language: store.language };
        }),
      );
      if (take(hits, best.length) === false) return;
      await pace.breathe();
    }
  };

  const lunr = async (text, language = pageLanguage) => {
    const store = await open(language);
    const query = new window.lunr.Query(store.manifest.fields);
    new window.lunr.QueryParser(text, query).parse();
    const negated = query.isNegated();
    const postings = await store.postings(await expand.expand(store, query.clauses));
    const numbers = [...queries.numbers(postings)].sort((one, other) => one - other);
    const [refs, columns] = await Promise.all([
      store.refs(negated ? undefined : store.yearsOf(numbers)),
      store.lengths(numbers),
    ]);
    const lengths = new Map(numbers.map((number, place) => [number, columns.map((column) => column[place])]));
    const index = expand.assemble(store, postings, (number) => refs.get(number), lengths, {
      everything: negated ? [...refs.values()] : undefined,
    });
    return index.search(text).map(({ ref, score }) => ({ ref, score }));
  };

  const fingerprint = async (language = pageLanguage) => (await open(language)).manifest.digest;

  Object.assign(window.alertSearch, { search, collect, lunr, prepare, fingerprint });
  // A getter, so that a page which only has a search box loads nothing.
  Object.defineProperty(window.alertSearch, 'ready', { get: () => prepare() });
})();
