/** What a query will need, loaded while it is being typed: lists only, which it would load anyway. */
(() => {
  'use strict';

  const { query: queries } = window.alertSearch.parts;
  const open = window.alertSearch.parts.store.store;

  /** Whether a clause's own words tell which lists it needs: a star or a `~` looks through the vocabulary, and waits for Enter. */
  const isCertain = ({ pattern, editDistance }) => pattern === undefined && !editDistance;

  const inLanguage = async (language, text, isWhole) => {
    const store = await open(language);
    store.wording().catch(() => {});
    const clauses = queries.read(store, text).clauses.filter(isCertain);
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
   * Cards and tables are not loaded: which of them are needed, the next word decides.
   * @param {string} text
   * @param {{languages?: string[], exact?: boolean, isWhole?: boolean}} [options] `isWhole`: its words are typed to their
   *   end, so that one which no alert has is a typing error
   * @returns {Promise<void>} rejected as `search` would be, where a file cannot be loaded
   */
  const expect = async (text, { languages = [], exact = false, isWhole = true } = {}) => {
    const asked = languages.length ? [...new Set(languages)] : [window.alertSearch.language];
    // What one language lacks another may have, so that nothing is looked up for a typing error before all have answered.
    await Promise.all(asked.map((language) => inLanguage(language, text, isWhole && !exact && asked.length === 1)));
  };

  window.alertSearch.expect = expect;
})();
