/** What a query will need, loaded while it is being typed: lists only, which it would load anyway. */
(() => {
  'use strict';

  const { answers, query: queries } = window.alertSearch.parts;
  const open = window.alertSearch.parts.store.store;

  /** Whether a clause's own words tell which lists it needs: a star or a `~` looks through the vocabulary, and waits for Enter. */
  const isCertain = ({ pattern, editDistance }) => pattern === undefined && !editDistance;

  /**
   * The share of a language's alerts that have a word which is surely common, and may be all that is asked: what only begins
   * a file may be the beginning of another, and what nearly all alerts have is asked with other words.
   */
  const FREQUENT = 1 / 16;
  const EVERYWHERE = 0.9;

  const isFrequent = async (store, { terms }) => {
    const { count = 0 } = (await store.postings(terms)).get(terms[0]) || {};
    const share = count / store.manifest.documents;
    return share > FREQUENT && share < EVERYWHERE;
  };

  const inLanguage = async (language, text, { pauses, isWhole, isBrief }) => {
    const store = await open(language);
    store.wording().catch(() => {});
    const plan = queries.read(store, text);
    // A common word behind which someone pauses: what goes on from there needs the same tables, for the word by itself the scores.
    if (pauses && answers.isCommon(store, plan) && (await isFrequent(store, plan.clauses[0]))) await answers.ofCommonWord(store, plan);
    if (isBrief) return;
    const clauses = plan.clauses.filter(isCertain);
    const [resolved, postings] = await Promise.all([
      queries.resolve(store, { clauses }),
      store.postings(new Set(clauses.flatMap(({ terms }) => terms))),
    ]);
    if (!isWhole) return;
    const { corrected } = await queries.correct(store, resolved.clauses, postings);
    await store.postings(new Set(corrected.flatMap(({ terms }) => terms)));
  };

  /**
   * Loads the lists of words that are being typed, of phrases also where they stand, so that the search finds them there.
   * Cards and tables are not loaded, because the next word decides which of them are needed; but for a common word behind which
   * someone pauses, which by itself needs all tables, and most times with another word too.
   * @param {string} text
   * @param {{languages?: string[], exact?: boolean, isWhole?: boolean, isBrief?: boolean}} [options] `isWhole`: its words are
   *   typed to their end, so that one which no alert has is a typing error; `isBrief`: the pause is so short that only a common word
   *   is surely meant
   * @returns {Promise<void>} rejected as `search` would be, where a file cannot be loaded
   */
  const expect = async (text, { languages = [], exact = false, isWhole = true, isBrief = false } = {}) => {
    const asked = languages.length ? [...new Set(languages)] : [window.alertSearch.language];
    // What one language lacks another may have, so that nothing is looked up for a typing error before all have answered.
    const alone = asked.length === 1;
    const how = { pauses: alone && !isWhole, isWhole: alone && isWhole && !exact, isBrief };
    await Promise.all(asked.map((language) => inLanguage(language, text, how)));
  };

  window.alertSearch.expect = expect;
})();
