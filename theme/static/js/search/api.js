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
 * @property {{region?: string[], country?: string[], kind?: string[], violation?: string[], source?: string[], year?: string[]}} [filters]
 *   codes as in the records (any case); values of one filter are alternatives, several filters all hold
 * @property {Map<string, string>} [regions] country → region, both codes: to filter and count by region
 * @property {string} [from] partial date (`2005`, `2005-04`, `2005-04-26`): alerts whose date may fall on or after it
 * @property {string} [to] partial date: alerts whose date may fall on or before it
 * @property {'relevance'|'newest'|'oldest'} [sort] default `relevance`; equal scores come newest first
 * @property {number} [limit] hits wanted, default 10
 * @property {number} [offset] hits to leave out before them, default 0
 * @property {boolean} [exact] default false; true searches words that no alert has as they were typed
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
 *   value over all that was found (filters applied); codes as in the records; empty maps with `facets: false`; `region`
 *   too where `regions` is given
 * @property {boolean} closest true when no alert has all the words, and the hits have some of them
 * @property {string[]} words the words asked for, as typed
 * @property {string[]} missing those of them that no alert in the asked languages has
 * @property {string[]} ignored stop words left out of the query
 * @property {{word: string, suggestion: string}[]} corrected words that no alert has, and what was searched instead
 * @property {null|'plain'|'broad'} hint `plain`: the text could not be read as a query and was searched as plain
 *   words; `broad`: a wildcard or `~` stood for too many words, and only the first of them were searched
 *
 * @typedef {Object} AlertSearch
 * @property {string} root the site's root as an absolute address that ends in `/`
 * @property {string} language the page's language
 * @property {Promise<void>} ready reading it prepares: it settles once the page's language can be searched
 * @property {(language?: string) => Promise<void>} prepare loads Lunr, a stemmer and a manifest: call on focus
 * @property {(text: string, options?: SearchOptions) => Promise<SearchResult>} search
 * @property {(text: string, language?: string) => Promise<Suggestion[]>} suggest what the last word may begin
 * @property {(language?: string) => Promise<string>} fingerprint changes when anything in the language's index does
 * @property {(text: string, language?: string) => Promise<Array<{ref: string, score: number}>>} lunr a raw Lunr query:
 *   refs, scores and order of lunr.js on the whole index; rejects with Lunr's own QueryParseError
 */
(() => {
  'use strict';

  const { parts, language: pageLanguage } = window.alertSearch;
  const { expand, query: queries, facets: facetting, excerpt } = parts;
  const open = parts.store.store;

  /** Below this many hits their cards, which are loaded to be shown anyway, tell all that columns would. */
  const FEW = 10;

  /**
   * @typedef {{store: Store, found: {number: number, score: number}[], rows: null|Map<number, Row>, terms: Set<string>,
   *   closest: boolean, words: string[], missing: string[], ignored: string[], hint: SearchResult['hint'],
   *   corrected: Clause[]}} Answer what one language has
   * @typedef {{store: Store, number: number, score: number, languages: string[], row: Row}} Item one alert found
   */

  const termsOf = (clauses) => new Set(clauses.flatMap(({ terms }) => terms));

  const wordsOf = (clauses) => [
    ...new Set(clauses.filter(({ presence }) => presence !== 'prohibited').map(({ word }) => word)),
  ];

  /** @returns {Promise<Answer>} */
  const inLanguage = async (language, text, options) => {
    const store = await open(language);
    const plan = queries.read(store, text);
    const resolved = await queries.resolve(store, plan);
    const typed = await store.postings(termsOf(resolved.clauses));
    const { clauses, corrected } = options.exact
      ? { clauses: resolved.clauses, corrected: [] }
      : await queries.correct(store, resolved.clauses, typed);
    const postings = corrected.length ? await store.postings(termsOf(clauses)) : typed;
    const { documents, closest, missing } = queries.select(store, clauses, postings);
    const test = facetting.filter(options);
    let rows = null;
    let kept = documents;
    if (plan.everything) {
      rows = await store.columns(facetting.years(options, store.years));
      const without = queries.union(store, clauses, postings);
      kept = new Set([...rows.keys()].filter((number) => !without.has(number)));
    } else if (test) {
      rows = await store.columns(store.yearsOf(kept, facetting.years(options, store.years)));
    }
    if (test) kept = new Set([...kept].filter((number) => rows.has(number) && test(rows.get(number))));
    const found = plan.everything
      ? [...kept].map((number) => ({ number, score: 0 }))
      : queries.rank(store, clauses, postings, kept);
    const positive = clauses.filter(({ presence }) => presence !== 'prohibited');
    return {
      ...{ store, found, rows, closest, ignored: plan.ignored },
      terms: new Set(positive.flatMap(({ terms }) => terms)),
      words: wordsOf(clauses),
      missing: wordsOf(missing),
      hint: plan.hint || (resolved.broad ? 'broad' : null),
      corrected,
    };
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

  /** One item an alert: of its translations, the one in the first language asked for. */
  const joinTranslations = async (answers) => {
    /** @type {Map<string, Item>} */
    const items = new Map();
    for (const { store, found } of answers) {
      const single = answers.length === 1;
      const refs = single ? null : await store.refs(store.yearsOf(found.map(({ number }) => number)));
      for (const { number, score } of found) {
        const ref = single ? number : refs.get(number);
        const known = items.get(ref);
        if (known) known.languages.push(store.language);
        else items.set(ref, { store, number, score, languages: [store.language], row: null });
      }
    }
    return [...items.values()];
  };

  /** Gives items their rows: from their cards where they are few, else from the columns of their years. */
  const describe = async (items, answers, few) => {
    for (const { store, rows } of answers) {
      const own = items.filter((item) => item.store === store);
      const numbers = own.map(({ number }) => number);
      if (few && !rows) {
        const cards = await store.cards(numbers);
        own.forEach((item, index) => {
          const { issued, kind, countries: country, sources: source, violations: violation } = cards[index];
          item.row = { issued, kind, country, source, violation, language: item.languages };
        });
      } else {
        const known = rows || (await store.columns(store.yearsOf(numbers)));
        for (const item of own) item.row = { ...known.get(item.number), language: item.languages };
      }
    }
  };

  const byRelevance = (one, other) => other.score - one.score;
  const byNewest = (one, other) => facetting.newer(one.row, other.row);
  const byOldest = (one, other) => facetting.older(one.row, other.row);
  const byPlace = (one, other) => other.number - one.number;
  const ORDERS = new Map([
    ['relevance', [byRelevance, byNewest, byPlace]],
    ['newest', [byNewest, byRelevance, byPlace]],
    ['oldest', [byOldest, byRelevance, byPlace]],
  ]);

  const sort = (items, orders) =>
    items.sort((one, other) => {
      for (const order of orders) {
        const difference = order(one, other);
        if (difference) return difference;
      }
      return 0;
    });

  /**
   * Begins to load the cards of the first hits while their columns are on the way: those whose place is certain, because
   * no other hit has the score of the last of them. If one cannot be loaded, showing it will say so.
   */
  const fetchAhead = (items, limit) => {
    const best = sort([...items], [byRelevance]);
    const tied = best.length > limit ? best[limit].score : -1;
    for (const { store, number, score } of best.slice(0, limit)) {
      if (score > tied) store.cards([number]).catch(() => {});
    }
  };

  /** @returns {Promise<SearchHit[]>} */
  const show = (items, answers) =>
    Promise.all(
      items.map(async ({ store, number, score, languages }) => {
        const { terms } = answers.find((answer) => answer.store === store);
        const find = excerpt.finder(store.analyser, terms);
        const [{ text, ...card }] = await store.cards([number]);
        return {
          ...card,
          ...{ score, languages, language: store.language },
          marked: excerpt.mark(card.title, find),
          excerpt: excerpt.excerpt(text, find),
        };
      }),
    );

  const search = async (text, given) => {
    const options = given || {};
    const { languages = [], sort: order = 'relevance', limit = 10, offset = 0 } = options;
    const asked = languages.length ? [...new Set(languages)] : [pageLanguage];
    const words = String(text ?? '');
    const ask = (exact) => Promise.all(asked.map((language) => inLanguage(language, words, { ...options, exact })));
    // What one language lacks another may have: only if none has it is it taken for a typing error.
    let all = await ask(options.exact || asked.length > 1);
    const failed = all.every(({ found, closest }) => closest || !found.length);
    if (failed && asked.length > 1 && !options.exact) all = await ask(false);
    // Alerts that have all the words are not mixed with others that have some.
    const closest =
      all.every((answer) => answer.closest || !answer.found.length) && all.some((answer) => answer.closest);
    const answers = all.filter((answer) => closest || !answer.closest);
    const items = await joinTranslations(answers);
    const few = items.length <= Math.max(FEW, limit);
    if (order === 'relevance' && !offset) fetchAhead(items, limit);
    const described = options.facets !== false || few || order !== 'relevance';
    if (described) await describe(items, answers, few && offset === 0);
    sort(items, described ? ORDERS.get(order) || ORDERS.get('relevance') : [byRelevance, byPlace]);
    const inAll = (name) => all[0][name].filter((word) => all.every((answer) => answer[name].includes(word)));
    const hits = await show(items.slice(offset, offset + limit), answers);
    return {
      total: items.length,
      hits,
      facets: facetting.count(options.facets === false ? [] : items.map(({ row }) => row), options.regions),
      closest: closest && items.length > 0,
      words: all[0].words,
      missing: inAll('missing'),
      ignored: inAll('ignored'),
      corrected: corrections(all[0], hits),
      hint: all.map((answer) => answer.hint).find(Boolean) || null,
    };
  };

  const lunr = async (text, language = pageLanguage) => {
    const store = await open(language);
    const query = new window.lunr.Query(store.manifest.fields);
    new window.lunr.QueryParser(text, query).parse();
    const negated = query.isNegated();
    const postings = await store.postings(await expand.expand(store, query.clauses));
    const refs = await store.refs(negated ? undefined : store.yearsOf(queries.numbers(postings)));
    const index = expand.assemble(store, postings, (number) => refs.get(number), {
      everything: negated ? [...refs.values()] : undefined,
    });
    return index.search(text).map(({ ref, score }) => ({ ref, score }));
  };

  const prepare = async (language = pageLanguage) => {
    await open(language);
  };

  const fingerprint = async (language = pageLanguage) => (await open(language)).manifest.digest;

  Object.assign(window.alertSearch, { search, lunr, prepare, fingerprint });
  // A getter, so that a page which only has a search box loads nothing.
  Object.defineProperty(window.alertSearch, 'ready', { get: () => prepare() });
})();
