/**
 * Which of the documents that a query seems to ask for have its phrases to the letter. Lists tell where all words of a
 * phrase stand but stop words, which the texts tell: those of documents that have the rest of the query as well, and that
 * filters let through, are read last, because there are the fewest of them then.
 */
(() => {
  'use strict';

  const { phrase } = window.alertSearch.parts;

  /**
   * @typedef {Object} Settled
   * @property {ArrayLike<number>} documents ascending; the filters let them through
   * @property {boolean} closest
   * @property {Clause[]} missing
   * @property {string[]} uncompared stop words of phrases in whose place others may stand in some of the documents
   * @property {null|((numbers: number[]) => Promise<Set<number>>)} confirm where there are any: reads the texts of some of the
   *   documents, and tells in which the phrases stand
   */

  /** The clauses, with those documents in the place of phrases that are among some, and have been read. */
  const compared = (store, clauses, among, onRead) =>
    Promise.all(
      clauses.map(async (clause) =>
        clause.unread ? { ...clause, only: await phrase.standing(store, clause, among, onRead), unread: null } : clause,
      ),
    );

  /**
   * @param {Store} store
   * @param {Clause[]} clauses resolved
   * @param {(clauses: Clause[]) => Promise<{documents: ArrayLike<number>, closest: boolean, missing: Clause[]}>} choose
   * @param {(documents: ArrayLike<number>) => Promise<ArrayLike<number>>} pass leaves out what filters leave out
   * @param {SearchOptions} options
   * @returns {Promise<Settled>}
   */
  const settle = async (store, clauses, choose, pass, { texts = Infinity, onRead }) => {
    const settled = async ({ documents, closest, missing }) =>
      ({ documents: await pass(documents), closest, missing, uncompared: [], confirm: null });
    const unread = clauses.filter((clause) => clause.unread);
    if (!unread.length) return settled(await choose(clauses));

    const isTooMuch = (documents) => documents.filter((number) => unread.some(({ only }) => only.has(number))).length > texts;
    const confirm = async (numbers) => {
      const { documents, closest } = await choose(await compared(store, clauses, numbers, onRead));
      const found = new Set(closest ? [] : documents);
      return new Set(numbers.filter((number) => found.has(number)));
    };
    const uncompared = [...new Set(unread.flatMap(({ phrase: { stops } }) => stops.map(({ text }) => text)))];

    // What a phrase rules out is known when it is read.
    const seeming = await choose(clauses.filter((clause) => !clause.unread || clause.presence !== 'prohibited'));
    if (!seeming.closest) {
      const passed = await pass(seeming.documents);
      if (isTooMuch(passed)) return { ...seeming, documents: passed, uncompared, confirm };
      const exact = await confirm([...passed]);
      // With the filters there is none; without them there may be: only if there is none either are others as close as can be.
      const others = exact.size || isTooMuch(seeming.documents) ? exact : await confirm([...seeming.documents]);
      if (others.size || isTooMuch(seeming.documents)) {
        return { ...seeming, documents: passed.filter((number) => exact.has(number)), uncompared: [], confirm: null };
      }
    }
    const every = [...new Set(unread.flatMap(({ only }) => [...only]))];
    if (every.length > texts) return { ...seeming, documents: await pass(seeming.documents), uncompared, confirm: null };
    return settled(await choose(await compared(store, clauses, every, onRead)));
  };

  /**
   * The first of items in which the phrases stand.
   * @param {number[]} ordered
   * @param {number} most how many are wanted
   * @param {number} texts how many may be read
   * @param {(items: number[]) => Promise<Set<number>>} confirm
   * @returns {Promise<number[]>}
   */
  const first = async (ordered, most, texts, confirm) => {
    const kept = [];
    const end = Math.min(ordered.length, texts);
    let read = 0;
    for (let count = most; read < end && kept.length < most; count *= 2) {
      const own = ordered.slice(read, Math.min(read + count, end));
      const found = await confirm(own);
      kept.push(...own.filter((item) => found.has(item)));
      read += own.length;
    }
    return kept.slice(0, most);
  };

  window.alertSearch.parts.comparing = { settle, first };
})();
