/** What each language has for a query, and the languages' answers put together. */
(() => {
  'use strict';

  const { analysis, comparing, expand, items: itemising, query: queries, selecting, ranking, facets: facetting, columns, pace } = window.alertSearch.parts;
  const open = window.alertSearch.parts.store.store;

  /**
   * @typedef {Object} Answer what one language has
   * @property {Store} store
   * @property {ArrayLike<number>} documents ascending
   * @property {Float64Array} scores Lunr's, in their order
   * @property {number} ideal see `idealOf`
   * @property {null|Columns} columns of the documents, where filters needed them: their dates, or all
   * @property {null|Map<number, {state: number, latest: number}>} cases where they were asked for
   * @property {Set<string>} terms that the query stands for
   * @property {{form: string, terms: string[]}[]} written the words that were typed out, without accents
   * @property {boolean} closest
   * @property {string[]} words
   * @property {string[]} missing
   * @property {string[]} ignored
   * @property {SearchResult['hint']} hint
   * @property {string[]} uncompared
   * @property {Settled['confirm']} confirm
   * @property {(Phrase & {fields: string[]})[]} phrases those that were asked for, and of which fields
   * @property {Clause[]} corrected
   */

  const termsOf = (clauses) => new Set(clauses.flatMap(({ terms }) => terms));

  /**
   * Whether a query is one word that so many alerts seem to have that it stands in a file of its own, which then begins with it:
   * to order them needs the tables of all years, which are asked for at once. Few other words begin a file.
   */
  const isCommon = (store, { clauses, everything }) =>
    !everything && clauses.length === 1 && isWritten(clauses[0]) && clauses[0].terms.length === 1 && store.begins(clauses[0].terms[0]);

  const isWritten = ({ presence, pattern, editDistance, phrase }) =>
    presence !== 'prohibited' && pattern === undefined && !editDistance && !phrase;

  const wordsOf = (clauses) => [
    ...new Set(clauses.filter(({ presence }) => presence !== 'prohibited').map(({ word }) => word)),
  ];

  /**
   * About the score that a document of middling length gets which has every word of the query once: what makes scores
   * comparable between languages, whose words are more or less rare.
   */
  const idealOf = (store, clauses, postings) => {
    const rarity = (term) => {
      const { count = 0 } = postings.get(term) || {};
      return expand.inverseDocumentFrequency(count, store.manifest.documents);
    };
    let sum = 0;
    let squares = 0;
    for (const clause of clauses) {
      const { terms, boost, presence } = clause;
      if (presence === 'prohibited') continue;
      const known = terms.filter((term) => postings.has(term));
      sum += boost * Math.max(...(known.length ? known : ['']).map(rarity));
      squares += boost * boost * Math.max(known.length, 1);
    }
    return squares ? sum / Math.sqrt(squares) : 1;
  };

  /** @type {WeakMap<Store, {key: string, found: Promise<Object>}>} */
  const lately = new WeakMap();

  /**
   * The documents of a common word, and their scores: kept of the last one, for who pauses before Enter (`ahead.js`), or goes on
   * to another page or order.
   */
  const ofCommonWord = (store, plan) => {
    const key = JSON.stringify(plan.clauses);
    const last = lately.get(store);
    if (last?.key === key) return last.found;
    const find = async () => {
      // Nearly all years have it: their tables are loaded beside its list.
      store.measures().catch(() => {});
      const postings = await store.postings(termsOf(plan.clauses));
      const chosen = await selecting.select(store, plan.clauses, postings);
      const { documents } = chosen;
      return { ...chosen, scores: await ranking.score(store, plan.clauses, postings, documents) };
    };
    const found = find();
    lately.set(store, { key, found });
    found.catch(() => lately.delete(store));
    return found;
  };

  /** @returns {Promise<Answer>} */
  const inLanguage = async (language, text, options) => {
    const store = await open(language);
    const plan = queries.read(store, text);
    const test = facetting.filter(options);
    const states = facetting.caseStates(options);
    const ready = !test && !states && isCommon(store, plan) ? ofCommonWord(store, plan) : null;
    // Who waits for it is told what fails.
    ready?.catch(() => {});
    // Lists that are needed whatever patterns and phrases turn out to be are loaded beside what those need.
    const [resolved] = await Promise.all([queries.resolve(store, plan), store.postings(termsOf(plan.clauses))]);
    const typed = await store.postings(termsOf(resolved.clauses));
    const { clauses, corrected } = options.exact
      ? { clauses: resolved.clauses, corrected: [] }
      : await queries.correct(store, resolved.clauses, typed);
    const postings = corrected.length ? await store.postings(termsOf(clauses)) : typed;
    const years = facetting.years(options, store.years);
    const load = (wanted) => (facetting.needsColumns(options) ? store.columns(wanted) : store.measures(wanted));
    const cases = states || options.cases || options.sort === 'latest' ? await store.cases() : null;
    let own = null;
    const choose = async (asked) => {
      if (!plan.everything) return selecting.select(store, asked, postings);
      const without = await selecting.any(store, asked, postings);
      own = own || (await load(years));
      return { documents: own.numbers().filter((number) => !without[number]), closest: false, missing: [] };
    };
    const pass = async (documents) => {
      if (test && !plan.everything) own = await load(store.yearsOf(documents, years));
      const passed = test ? facetting.passing(own, documents, test) : documents;
      return states ? passed.filter((number) => states & (cases.get(number)?.state ?? 0)) : passed;
    };
    const found = ready
      ? { ...(await ready), uncompared: [], confirm: null }
      : await comparing.settle(store, clauses, choose, pass, options);
    const { documents, uncompared, confirm } = found;
    const scores =
      found.scores || (plan.everything ? new Float64Array(documents.length) : await ranking.score(store, clauses, postings, documents));
    return {
      ...{ store, documents, scores, cases, columns: own, closest: found.closest, ignored: plan.ignored, corrected, uncompared, confirm },
      ideal: idealOf(store, clauses, postings),
      written: clauses.filter((clause) => isWritten(clause) && !corrected.includes(clause)).map(({ word, terms }) => ({ form: analysis.fold(word), terms })),
      terms: termsOf(clauses.filter(({ presence }) => presence !== 'prohibited')),
      phrases: clauses.filter(({ phrase, presence }) => phrase && presence !== 'prohibited').map(({ phrase, fields }) => ({ ...phrase, fields })),
      words: wordsOf(clauses),
      missing: wordsOf(found.missing),
      hint: plan.hint || (resolved.broad ? 'broad' : null) || (uncompared.length ? 'loose' : null),
    };
  };

  /** The lengths and dates of each answer's items: from their cards, with all columns, where they are few, else from tables. */
  const describe = (items, answers, few) =>
    Promise.all(
      itemising.shares(items, answers).map(async ({ answer: { store, columns: own }, numbers }) => {
        if (own) return own;
        if (!few) return store.measures(store.yearsOf(numbers));
        const cards = await store.cards([...numbers]);
        const rows = cards.map((card) => ({ ...card, country: card.countries, source: card.sources, violation: card.violations }));
        return new columns.Columns([columns.tableOf(numbers, rows)]);
      }),
    );

  const isComplete = (described) => described.every(({ tables }) => tables.every((table) => table.columns));

  /** What `describe` gave, with all columns. */
  const complete = (items, answers, described) =>
    Promise.all(
      itemising.shares(items, answers).map(({ answer: { store }, place, numbers }) =>
        isComplete([described[place]]) ? described[place] : store.columns(store.yearsOf(numbers)),
      ),
    );

  /** Items of which each is looked up: beyond that all are gone through. */
  const FEW_DATES = 1000;

  /**
   * The dates of items, as numbers.
   * @param {ArrayLike<number>} [among] the items whose dates are asked for; those of others may be 0
   */
  const datesOf = (items, answers, described, among) => {
    const dates = new Int32Array(items.length);
    if (among && among.length <= FEW_DATES) {
      for (let place = 0; place < among.length; place += 1) {
        const item = among[place];
        dates[item] = described[items.answers[item]].date(items.numbers[item]);
      }
      return dates;
    }
    for (const { place, begin, numbers } of itemising.shares(items, answers)) {
      described[place].eachTable(numbers, (table, from, to) => {
        const rows = table.rowsOf(numbers, from, to);
        for (let index = 0; index < rows.length; index += 1) if (rows[index] >= 0) dates[begin + from + index] = table.dates[rows[index]];
      });
    }
    return dates;
  };

  /** The dates of the latest developments of items: their own, or that of the last alert of their case. */
  const latestOf = (items, answers, dates) => {
    const latest = dates.slice();
    for (let item = 0; item < items.length; item += 1) {
      const known = answers[items.answers[item]].cases.get(items.numbers[item]);
      if (known && known.latest > latest[item]) latest[item] = known.latest;
    }
    return latest;
  };

  const count = (items, answers, described, regions) => {
    const counts = new facetting.Counts(regions);
    for (const { place, numbers } of itemising.shares(items, answers)) counts.addRows(described[place], numbers);
    answers.forEach(({ store }, answer) => {
      let total = answers.length > 1 ? 0 : items.length;
      if (answers.length > 1) for (let item = 0; item < items.length; item += 1) total += (items.languages[item] >> answer) & 1;
      if (total) counts.add('language', store.language, total);
    });
    for (const { answer: { cases }, numbers } of itemising.shares(items, answers)) {
      if (cases) for (const number of numbers) counts.addCase(cases.get(number)?.state ?? 0);
    }
    return counts.facets;
  };

  window.alertSearch.parts.answers = { isCommon, ofCommonWord, inLanguage, describe, isComplete, complete, datesOf, latestOf, count };
})();
