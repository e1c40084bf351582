/**
 * Scores, and the best of many. The scores are Lunr's: what `lunr.Index.query` does with an index of the query's terms,
 * done over columns of numbers, where Lunr makes an object of every document and field.
 */
(() => {
  'use strict';

  const { expand, pace } = window.alertSearch.parts;

  /** Term → the sum of the boosts that the clauses give it in a field. */
  const boostsOf = (clauses, postings, field) => {
    const boosts = new Map();
    for (const { terms, fields, boost } of clauses) {
      if (fields.includes(field)) {
        for (const term of terms) if (postings.has(term)) boosts.set(term, (boosts.get(term) || 0) + boost);
      }
    }
    return boosts;
  };

  /**
   * Lunr's scores of documents.
   * @param {Store} store
   * @param {Clause[]} clauses resolved
   * @param {Map<string, Postings>} postings of all their terms
   * @param {number[]} documents ascending
   * @returns {Promise<Float64Array>} in their order
   */
  const score = async (store, clauses, postings, documents) => {
    const { manifest } = store;
    const scores = new Float64Array(documents.length);
    if (!documents.length) return scores;
    const base = documents[0];
    const places = new Int32Array(documents[documents.length - 1] - base + 1).fill(-1);
    documents.forEach((number, place) => {
      places[number - base] = place;
    });
    const positive = clauses.filter(({ presence }) => presence !== 'prohibited');
    // Lunr adds up in the order in which it numbers terms.
    const order = expand.ordered(postings);
    const own = new Float64Array(documents.length);
    const lengths = await store.lengths(documents);
    for (let field = 0; field < manifest.fields.length; field += 1) {
      const boosts = boostsOf(positive, postings, manifest.fields[field]);
      let squares = 0;
      for (const { term, found } of order) {
        const boost = boosts.get(term);
        if (boost === undefined) continue;
        squares += boost * boost;
        const column = found.fields[field];
        if (!column) continue;
        const idf = expand.inverseDocumentFrequency(found.count, manifest.documents);
        const { numbers, frequencies } = column;
        const average = store.averages[field];
        const weight = manifest.boosts[field];
        const long = lengths[field];
        for (let index = 0; index < numbers.length; index += 1) {
          const at = numbers[index] - base;
          const place = at >= 0 && at < places.length ? places[at] : -1;
          if (place >= 0) own[place] += boost * expand.score(manifest, idf, frequencies[index], long[place] / average, weight);
        }
        if (pace.due()) await pace.breathe();
      }
      const magnitude = Math.sqrt(squares);
      for (let place = 0; place < own.length; place += 1) if (own[place]) scores[place] += own[place] / magnitude;
      own.fill(0);
    }
    return scores;
  };

  /**
   * The first of many items in an order, as sorting all of them would give.
   * @param {number} total items are the numbers below it
   * @param {number} wanted
   * @param {(one: number, other: number) => number} compare as for Array.sort
   * @returns {Promise<number[]>}
   */
  const first = async (total, wanted, compare) => {
    if (wanted <= 0) return [];
    // A heap of the best so far, the worst of them on top.
    const heap = [];
    const worse = (one, other) => compare(heap[one], heap[other]) > 0;
    const swap = (one, other) => {
      [heap[one], heap[other]] = [heap[other], heap[one]];
    };
    const sink = () => {
      for (let at = 0; ; ) {
        let worst = at;
        for (const child of [2 * at + 1, 2 * at + 2]) if (child < heap.length && worse(child, worst)) worst = child;
        if (worst === at) return;
        swap(at, worst);
        at = worst;
      }
    };
    for (let item = 0; item < total; item += 1) {
      if (item % 512 === 511 && pace.due()) await pace.breathe();
      if (heap.length < wanted) {
        heap.push(item);
        for (let at = heap.length - 1; at > 0 && worse(at, (at - 1) >> 1); at = (at - 1) >> 1) swap(at, (at - 1) >> 1);
      } else if (compare(item, heap[0]) < 0) {
        heap[0] = item;
        sink();
      }
    }
    const sorted = new Array(heap.length);
    for (let place = heap.length - 1; place >= 0; place -= 1) {
      if (place % 512 === 511 && pace.due()) await pace.breathe();
      sorted[place] = heap[0];
      const last = heap.pop();
      if (heap.length) {
        heap[0] = last;
        sink();
      }
    }
    return sorted;
  };

  window.alertSearch.parts.ranking = { score, first };
})();
