/**
 * From a clause of a query to the terms of the index that it stands for, and a small index of just those.
 *
 * Lunr finds a clause's terms by intersecting two TokenSets, and gives them in the order of that walk. Leaving terms
 * that do not match out of the index's set takes branches away and moves none: so a set of candidates that holds all
 * the matches gives the same terms in the same order as the whole vocabulary does. What is worked out here is only
 * which candidates those are; the rest is Lunr's own.
 */
(() => {
  'use strict';

  const { pace } = window.alertSearch.parts;

  /** Letters from which a word is corrected by one edit, and by two: shorter ones are near to everything. */
  const SHORTEST_CORRECTED = 4;
  const SHORTEST_CORRECTED_TWICE = 8;

  const STAR = '*'.charCodeAt(0);
  const LONGEST = 255;
  const ROWS = [new Uint16Array(LONGEST + 1), new Uint16Array(LONGEST + 1)];

  /** Whether a word matches a pattern in which `*` stands for any characters, also none. */
  const matches = (word, pattern) => {
    let place = 0;
    let at = 0;
    let star = -1;
    let resume = 0;
    while (place < word.length) {
      if (at < pattern.length && pattern[at] === '*') {
        star = at;
        resume = place;
        at += 1;
      } else if (at < pattern.length && pattern[at] === word[place]) {
        at += 1;
        place += 1;
      } else if (star >= 0) {
        resume += 1;
        place = resume;
        at = star + 1;
      } else {
        return false;
      }
    }
    while (pattern[at] === '*') at += 1;
    return at === pattern.length;
  };

  /**
   * Whether two words may be within Lunr's edit distance: a quick look that leaves few for Lunr to decide on. Lunr
   * counts a swap of neighbours as one edit, which is at most two of Levenshtein's: so this says yes to every match, and
   * to some words that are none. Beside `~`, a `*` is one letter.
   */
  const mayBeNear = (word, term, distance) => {
    if (Math.abs(word.length - term.length) > distance) return false;
    if (term.length > LONGEST) return true;
    const limit = 2 * distance;
    // Two rows of the usual table, kept from word to word: a vocabulary has a hundred thousand.
    let previous = ROWS[0];
    let current = ROWS[1];
    for (let column = 0; column <= term.length; column += 1) previous[column] = column;
    for (let row = 1; row <= word.length; row += 1) {
      const letter = word.charCodeAt(row - 1);
      let least = row;
      current[0] = row;
      for (let column = 1; column <= term.length; column += 1) {
        const other = term.charCodeAt(column - 1);
        const value = Math.min(
          previous[column - 1] + (letter === other || other === STAR ? 0 : 1),
          previous[column] + 1,
          current[column - 1] + 1,
        );
        current[column] = value;
        if (value < least) least = value;
      }
      if (least > limit) return false;
      [previous, current] = [current, previous];
    }
    return previous[term.length] <= limit;
  };

  /** The words of a sorted vocabulary within Lunr's edit distance of a term. */
  const near = async (vocabulary, term, distance) => {
    const { TokenSet } = window.lunr;
    const sifted = await pace.sift(vocabulary, (word) => mayBeNear(word, term, distance));
    return TokenSet.fromArray(sifted).intersect(TokenSet.fromFuzzyString(term, distance)).toArray();
  };

  /**
   * The terms that one term of a clause stands for.
   * @param {Store} store
   * @param {string} term after the pipeline
   * @param {number|undefined} editDistance
   * @returns {Promise<string[]>} terms of the index, in no particular order; one without `*` need not be in it
   */
  const candidates = async (store, term, editDistance) => {
    const star = term.indexOf('*');
    if (editDistance > 0 || (editDistance === 0 && star >= 0)) {
      return near(await store.vocabulary(''), term, editDistance);
    }
    if (star < 0) return [term];
    const vocabulary = await store.vocabulary(term.slice(0, star));
    return pace.sift(vocabulary, (word) => matches(word, term));
  };

  /**
   * The terms of the index that a word with a typing error (seldom in its first letter) may have meant: those one edit
   * away, or two from a long word if one finds none.
   * @returns {Promise<string[]>}
   */
  const nearest = async (store, term) =>
    term.length < SHORTEST_CORRECTED ? [] : nearestOf(await store.vocabulary(term[0]), term);

  /** Those of some words, sorted, that are one edit away, or two from a long word if none is. */
  const nearestOf = async (words, word) => {
    for (let distance = 1; distance <= (word.length < SHORTEST_CORRECTED_TWICE ? 1 : 2); distance += 1) {
      const found = await near(words, word, distance);
      if (found.length) return found;
    }
    return [];
  };

  /** The terms of a clause, as lunr.js works them out before it looks into the vocabulary. */
  const clauseTerms = (store, clause) =>
    clause.usePipeline
      ? window.lunr.Pipeline.load([store.manifest.pipeline]).runString(clause.term, { fields: clause.fields })
      : [clause.term];

  /** The candidates of all clauses of a query, in one set. */
  const expand = async (store, clauses) => {
    const lists = await Promise.all(
      clauses.flatMap((clause) =>
        clauseTerms(store, clause).map((term) => candidates(store, term, clause.editDistance)),
      ),
    );
    return new Set(lists.flat());
  };

  /** What gives Lunr's score of a term's postings in a field: the same operations in the same order as in lunr.Builder. */
  const scorer = ({ k1, b }, idf, boost) => (frequency, relativeLength) => {
    let value = (idf * ((k1 + 1) * frequency)) / (k1 * (1 - b + b * relativeLength) + frequency);
    value *= boost;
    return Math.round(value * 1000) / 1000;
  };

  const inverseDocumentFrequency = (count, documents) =>
    Math.log(1 + Math.abs((documents - count + 0.5) / (count + 0.5)));

  /** Lunr numbers terms by where they first occur: document, then field, then in sorted order. */
  const firstPlace = ({ fields }) =>
    fields.reduce(
      (first, column, field) => (column && column.numbers[0] < first[0] ? [column.numbers[0], field] : first),
      [Infinity, 0],
    );

  /** Terms with their postings, in the order in which Lunr numbers them. */
  const ordered = (postings) =>
    [...postings]
      .map(([term, found]) => ({ term, found, first: firstPlace(found) }))
      .sort(
        (one, other) =>
          one.first[0] - other.first[0] || one.first[1] - other.first[1] || (one.term < other.term ? -1 : 1),
      );

  /**
   * An index of some terms, which lunr.js answers from as it would from the whole one.
   * @param {Store} store
   * @param {Map<string, Postings>} postings of all the terms wanted
   * @param {(number: number) => string} name the ref that a document goes by
   * @param {Map<number, number[]>} lengths number → length of each field, of all their documents
   * @param {{everything?: string[]}} [documents] `everything`: the refs of all documents, in order, which queries that
   *   only prohibit need
   * @returns {lunr.Index}
   */
  const assemble = (store, postings, name, lengths, { everything } = {}) => {
    const { manifest } = store;
    const { lunr } = window;
    const inverted = [];
    /** @type {Map<string, number[]>} field/ref → vector */
    const vectors = new Map();
    ordered(postings).forEach(({ term, found }, index) => {
      const idf = inverseDocumentFrequency(found.count, manifest.documents);
      const entry = Object.create(null);
      entry._index = index;
      manifest.fields.forEach((field, position) => {
        const own = Object.create(null);
        const column = found.fields[position];
        if (column) {
          const measure = scorer(manifest, idf, manifest.boosts[position]);
          column.numbers.forEach((number, place) => {
            const ref = name(number);
            const relative = lengths.get(number)[position] / store.averages[position];
            const value = measure(column.frequencies[place], relative);
            const key = `${field}/${ref}`;
            const vector = vectors.get(key);
            if (vector) vector.push(index, value);
            else vectors.set(key, [index, value]);
            own[ref] = Object.create(null);
          });
        }
        entry[field] = own;
      });
      inverted.push([term, entry]);
    });
    for (const ref of everything || []) {
      const key = `${manifest.fields[0]}/${ref}`;
      if (!vectors.has(key)) vectors.set(key, []);
    }
    return lunr.Index.load({
      version: lunr.version,
      fields: manifest.fields,
      fieldVectors: everything ? inOrder(vectors, manifest.fields[0], everything) : [...vectors],
      invertedIndex: inverted.sort(([one], [other]) => (one < other ? -1 : 1)),
      pipeline: [manifest.pipeline],
    });
  };

  /** The vectors with one field of every document first, in the order of documents. */
  const inOrder = (vectors, field, everything) => {
    const first = everything.map((ref) => [`${field}/${ref}`, vectors.get(`${field}/${ref}`)]);
    const known = new Set(first.map(([key]) => key));
    return [...first, ...[...vectors].filter(([key]) => !known.has(key))];
  };

  window.alertSearch.parts.expand = { expand, candidates, nearest, nearestOf, assemble, ordered, scorer, inverseDocumentFrequency, matches, mayBeNear };
})();
