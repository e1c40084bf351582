/**
 * Which of the documents that a query seems to ask for have its phrases to the letter. Lists tell where all words of a
 * phrase stand but stop words, which the texts tell: those of documents that have the rest of the query as well, and that
 * filters let through, are read last, because there are the fewest of them then.
 */
(() => {
  'use strict';

  const { analysis, pace, phrase } = window.alertSearch.parts;

  /** Texts that are read at a time, while so many batches after them are on their way: browsers load six files at once. */
  const BATCH = 32;
  const AHEAD = 4;

  /**
   * What may part or join chunks when a text is normalised: marks, which compose with signs, apostrophes that are letters, and those
   * signs that are composed or taken apart to be one of these.
   */
  const UNEVEN = /[\p{M}\u02b9\u02bb\u02bc\u0374\u1fef\u1ffd\u2adc\u{1d15e}-\u{1d164}\u{1d1bb}-\u{1d1c0}]/u;

  /**
   * @typedef {Object} Settled
   * @property {ArrayLike<number>} documents ascending; the filters let them through
   * @property {boolean} closest
   * @property {Clause[]} missing
   * @property {string[]} uncompared stop words of phrases in whose place others may stand in some of the documents
   * @property {null|((numbers: number[]) => Promise<Set<number>>)} confirm where there are any: reads the texts of some of the
   *   documents, and tells in which the phrases stand
   */

  const counting = new RegExp(analysis.WRITTEN_CHUNK);

  /** Some of the chunks of a text, by their places; the others are counted only, for which nothing is copied. */
  const chunksAt = (text, places) => {
    if (UNEVEN.test(text)) {
      const all = analysis.chunks(text);
      return new Map([...places].filter((place) => place < all.length).map((place) => [place, all[place]]));
    }
    const found = new Map();
    counting.lastIndex = 0;
    for (let place = 0; found.size < places.size; place += 1) {
      if (places.has(place)) {
        const match = counting.exec(text);
        if (!match) return found;
        found.set(place, analysis.normalise(match[0]));
      } else if (!counting.test(text)) return found;
    }
    return found;
  };

  /** Whether the stop words of a phrase stand in a text where the phrase has them, given where it may begin. */
  const stands = (store, { stops }, begin, text) => {
    const chunks = chunksAt(text, new Set(begin.flatMap((start) => stops.map(({ offset }) => start + offset))));
    return begin.some((start) =>
      stops.every(({ offset, text: word }) => chunks.has(start + offset) && phrase.plainly(store, chunks.get(start + offset)) === word),
    );
  };

  /**
   * Those of some documents in which a phrase stands to the letter. What was read once is known.
   * @param {Store} store
   * @param {Clause} clause one with `unread`
   * @param {Iterable<number>} among
   * @param {SearchOptions} options of which `onRead` is told now and then how many texts are read, and of how many, and `signal`
   *   ends the reading
   * @returns {Promise<Set<number>>} rejected with the reason of the signal, where that ends it
   */
  const standing = async (store, { phrase: own, only, unread: { fields, known } }, among, { onRead = () => {}, signal } = {}) => {
    const asked = [...among].filter((number) => only.has(number));
    const unknown = asked.filter((number) => !known.has(number));
    const read = (begin) => {
      const cards = store.cards(unknown.slice(begin, begin + BATCH));
      // It is waited for when its turn comes.
      cards.catch(() => {});
      return cards;
    };
    const reading = Array.from({ length: AHEAD }, (_, batch) => read(batch * BATCH));
    for (let begin = 0; begin < unknown.length; begin += BATCH) {
      const cards = await reading.shift();
      signal?.throwIfAborted();
      reading.push(read(begin + AHEAD * BATCH));
      for (let place = 0; place < cards.length; place += 1) {
        if (pace.due()) await pace.breathe();
        const number = unknown[begin + place];
        const texts = [cards[place].title, cards[place].text];
        known.set(number, fields.some((begins, field) => begins.has(number) && stands(store, own, begins.get(number), texts[field])));
      }
      onRead(begin + cards.length, unknown.length);
    }
    return new Set(asked.filter((number) => known.get(number)));
  };

  /** The clauses, with those documents in the place of phrases that are among some, and have been read. */
  const compared = (store, clauses, among, options) =>
    Promise.all(
      clauses.map(async (clause) =>
        clause.unread ? { ...clause, only: await standing(store, clause, among, options), unread: null } : clause,
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
  const settle = async (store, clauses, choose, pass, options) => {
    const { texts = Infinity } = options;
    const settled = async ({ documents, closest, missing }) =>
      ({ documents: await pass(documents), closest, missing, uncompared: [], confirm: null });
    const unread = clauses.filter((clause) => clause.unread);
    if (!unread.length) return settled(await choose(clauses));

    const isTooMuch = (documents) => documents.filter((number) => unread.some(({ only }) => only.has(number))).length > texts;
    const confirm = async (numbers) => {
      const { documents, closest } = await choose(await compared(store, clauses, numbers, options));
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
    return settled(await choose(await compared(store, clauses, every, options)));
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

  window.alertSearch.parts.comparing = { chunksAt, settle, first };
})();
