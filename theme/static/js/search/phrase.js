/**
 * Words in quotes: `"freedom of the press"` stands so in a headline or a text, `"journalist police"~5` has its words
 * near each other, in any order, with five others between them at most.
 *
 * Words match as they do elsewhere: by their stems, accents or not. Places in texts count stop words, which the index
 * does not have: those of a phrase are compared with the texts themselves, where the other words stand as they should
 * (`comparing.js` decides which texts).
 */
(() => {
  'use strict';

  const { analysis, pace } = window.alertSearch.parts;

  /** Fields that have places, in the order of the index. */
  const PLACED = ['title', 'body'];

  // In a query a phrase is one character of Unicode's private use, so that signs before and after it stay with it.
  const FIRST_MARK = 0xe000;
  const LAST_MARK = 0xf8ff;
  const MARKS = /[\ue000-\uf8ff]/g;

  /**
   * @typedef {{text: string, distance: null|number}} Quoted
   * @typedef {{chunks: {offset: number, terms: string[]}[], stops: {offset: number, text: string}[],
   *   distance: null|number, hasArticle: boolean}} Phrase `chunks` have terms, `stops` are stop words; `distance` null: as it is
   *   written; `hasArticle`: its first word was typed with one that falls away
   */

  const isMark = (word) => word.length === 1 && word.charCodeAt(0) >= FIRST_MARK && word.charCodeAt(0) <= LAST_MARK;

  /**
   * Takes the phrases out of a query. A quote that nothing closes is none.
   * @param {string} text
   * @returns {{words: string, quoted: Quoted[]}} the query with marks in their place
   */
  const take = (text) => {
    const quoted = [];
    const words = text
      .replace(MARKS, ' ')
      .replace(/[“”«»„]/g, '"')
      .replace(/(^|[\s+:-]|)"([^"]*)"(?:~(\d+))?(?=(.?))/gsu, (whole, before, inside, distance, after) => {
        if (!inside.trim() || FIRST_MARK + quoted.length > LAST_MARK) return `${before} `;
        quoted.push({ text: inside.trim(), distance: distance === undefined ? null : Number(distance) });
        const mark = String.fromCharCode(FIRST_MARK + quoted.length - 1);
        return `${before || ' '}${mark}${/[\s^]/.test(after) ? '' : ' '}`;
      })
      .replace(/"/g, ' ')
      .trim();
    return { words, quoted };
  };

  /** What a chunk is compared by where it has no terms. */
  const plainly = (store, chunk) =>
    analysis
      .words(chunk, store.language)
      .map(({ text }) => analysis.fold(text))
      .join(' ');

  /** @returns {Phrase} */
  const read = (store, { text, distance }) => {
    const all = analysis.chunks(text).map((chunk, offset) => ({ offset, chunk, terms: store.analyser.asked(chunk) }));
    // A word is near itself: typed twice, it counts once.
    const key = ({ offset, terms }) => (distance === null ? offset : terms.join(' '));
    const distinct = new Map(all.filter(({ terms }) => terms.length).map((chunk) => [key(chunk), chunk]));
    return {
      chunks: [...distinct.values()].map(({ offset, terms }) => ({ offset, terms })),
      // Near each other is a matter of the other words.
      stops: all
        .filter(({ terms }) => !terms.length && distance === null)
        .map(({ offset, chunk }) => ({ offset, text: plainly(store, chunk) })),
      distance,
      hasArticle: analysis.elided(store.language, all[0]?.chunk || '') > 0,
    };
  };

  /**
   * Puts phrases in the place of their marks. One without a sign is required, unless it is one of several alternatives;
   * one of stop words alone is ignored, and said to be.
   * @param {{clauses: Clause[], ignored: string[], hint: null|string}} found
   * @param {Quoted[]} quoted
   */
  const restore = (store, found, quoted) => {
    const ignored = [...found.ignored];
    const clauses = [];
    for (const clause of found.clauses) {
      if (isMark(clause.word)) {
        const own = quoted[clause.word.charCodeAt(0) - FIRST_MARK];
        const phrase = read(store, own);
        const word = `"${own.text}"${own.distance === null ? '' : `~${own.distance}`}`;
        const alone = clause.group === undefined && clause.presence === 'optional';
        const presence = alone ? 'required' : clause.presence;
        const terms = phrase.chunks.flatMap((chunk) => chunk.terms);
        if (terms.length) clauses.push({ ...clause, word, terms, phrase, presence });
        else ignored.push(word);
      } else clauses.push(clause);
    }
    return { ...found, clauses, ignored };
  };

  const union = (sets) => new Set(sets.flatMap((set) => [...set]));

  const intersection = (sets) => {
    const [smallest, ...others] = [...sets].sort((one, other) => one.size - other.size);
    return new Set([...smallest].filter((value) => others.every((set) => set.has(value))));
  };

  /** Places at which the phrase begins, given each chunk's places in one text. */
  const beginnings = ({ chunks }, places) => {
    const [first, ...others] = places.map((own, index) => new Set(own.map((place) => place - chunks[index].offset)));
    return [...first].filter((begin) => begin >= 0 && others.every((set) => set.has(begin)));
  };

  /** Whether a place of each chunk can be found so that at most `distance` others are between them. */
  const isNear = (places, distance) => {
    const all = places.flatMap((own, chunk) => own.map((place) => ({ place, chunk })));
    all.sort((one, other) => one.place - other.place);
    const last = places.map(() => -Infinity);
    return all.some(({ place, chunk }) => {
      last[chunk] = place;
      return place - Math.min(...last) + 1 - last.length <= distance;
    });
  };

  /** Number → places at which the phrase begins, in one field; for words near each other, none of them. */
  const inField = async (store, phrase, postings, field) => {
    const column = (term) => postings.get(term)?.fields[field];
    const having = ({ terms }) => union(terms.filter(column).map((term) => column(term).numbers));
    const candidates = intersection(phrase.chunks.map(having));
    const wanted = PLACED.map((_, own) => (own === field ? candidates : new Set()));
    const places = await Promise.all(
      phrase.chunks.map(async ({ terms }) => {
        const known = candidates.size ? terms.filter(column) : [];
        const lists = await Promise.all(known.map((term) => store.positions(term, postings.get(term), wanted)));
        return (number) => [...union(lists.map((list) => list[field].get(number) || []))];
      }),
    );
    const found = new Map();
    for (const number of candidates) {
      if (pace.due()) await pace.breathe();
      const own = places.map((of) => of(number));
      const begin = phrase.distance === null ? beginnings(phrase, own) : [];
      if (phrase.distance === null ? begin.length : isNear(own, phrase.distance)) found.set(number, begin);
    }
    return found;
  };

  const findAnew = async (store, { phrase, fields, terms }) => {
    const postings = await store.postings(new Set(terms));
    const names = store.manifest.fields;
    const placed = PLACED.filter((field) => fields.includes(field));
    if (!placed.length) {
      const having = (field) =>
        intersection(
          phrase.chunks.map((chunk) =>
            union(chunk.terms.map((term) => postings.get(term)?.fields[names.indexOf(field)]?.numbers || [])),
          ),
        );
      return { only: union(fields.map(having)), unread: null };
    }
    const found = await Promise.all(placed.map((field) => inField(store, phrase, postings, names.indexOf(field))));
    const only = union(found.map((field) => [...field.keys()]));
    if (!phrase.stops.length) return { only, unread: null };
    return { only, unread: { fields: PLACED.map((field) => found[placed.indexOf(field)] || new Map()), known: new Map() } };
  };

  /** Phrases of a language that are kept with what was read for them: pages count a search in several ways. */
  const KEPT = 8;
  /** @type {WeakMap<Store, Map<string, Promise<Object>>>} */
  const kept = new WeakMap();

  /**
   * The documents in which a phrase stands. Fields without places (countries, organisations, people) are short: there
   * it is enough that they have all the words.
   * @typedef {{fields: Map<number, number[]>[], known: Map<number, boolean>}} Unread where a phrase may begin, for title and
   *   body, and of which documents it is known whether it does
   * @param {Store} store
   * @param {Clause} clause one with a phrase
   * @returns {Promise<{only: Set<number>, unread: null|Unread}>} `unread` where stop words are still to be compared: then no others
   *   than these have it
   */
  const find = (store, clause) => {
    if (!kept.has(store)) kept.set(store, new Map());
    const own = kept.get(store);
    const key = JSON.stringify([clause.phrase, clause.fields]);
    const found = own.get(key) || findAnew(store, clause);
    // The one that was asked for last is the last.
    own.delete(key);
    own.set(key, found);
    if (own.size > KEPT) own.delete(own.keys().next().value);
    found.catch(() => own.delete(key));
    return found;
  };

  /**
   * Where phrases stand in a text to the letter, from their first word to their last. Of words near each other nothing is told.
   * @param {Store} store
   * @param {Phrase[]} phrases those that are asked of the field that the text is
   * @param {string} text
   * @param {Found[]} words what stands in the text of all words of the query
   * @returns {Found[]}
   */
  const spans = (store, phrases, text, words) => {
    const exact = phrases.filter(({ distance }) => distance === null);
    if (!exact.length || !words.length) return [];
    const written = [...text.matchAll(analysis.WRITTEN_CHUNK)];
    const ends = new Map(written.map((match, place) => [match.index + match[0].length, place]));
    const known = new Map();
    const chunkAt = (place) => {
      if (!known.has(place)) {
        const chunk = analysis.normalise(written[place][0]);
        known.set(place, { terms: store.analyser.indexed(chunk), plain: plainly(store, chunk) });
      }
      return known.get(place);
    };
    return exact.flatMap(({ chunks, stops, hasArticle }, index) => {
      const [{ offset }] = chunks;
      const last = Math.max(...[...chunks, ...stops].map((own) => own.offset));
      return words
        .map(({ end }) => ends.get(end) - offset)
        .filter(
          (begin) =>
            begin >= 0 &&
            begin + last < written.length &&
            chunks.every((own) => chunkAt(begin + own.offset).terms.some((term) => own.terms.includes(term))) &&
            stops.every((own) => chunkAt(begin + own.offset).plain === own.text),
        )
        .map((begin) => {
          const { index: from, 0: final } = written[begin + last];
          const { index: start, 0: initial } = written[begin];
          // An article that nobody asked for is not marked, as it is not before a single word.
          const article = hasArticle ? 0 : analysis.elided(store.language, initial);
          return { start: start + article, end: from + final.length, term: `"${index}"`, forms: [] };
        });
    });
  };

  window.alertSearch.parts.phrase = { take, restore, find, plainly, spans, isMark };
})();
