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
   * @param {ArrayLike<number>} documents ascending
   * @returns {Promise<Float64Array>} in their order
   */
  const score = async (store, clauses, postings, documents) => {
    const { manifest } = store;
    const scores = new Float64Array(documents.length);
    if (!documents.length) return scores;
    const positive = clauses.filter(({ presence }) => presence !== 'prohibited');
    // Lunr adds up in the order in which it numbers terms.
    const order = expand.ordered(postings);
    const boosts = manifest.fields.map((field) => boostsOf(positive, postings, field));
    const counts = manifest.fields.map((_, field) => order.some(({ term, found }) => boosts[field].has(term) && found.fields[field]));
    const lengths = await store.lengths(documents, counts);
    const own = new Float64Array(documents.length);
    for (let field = 0; field < manifest.fields.length; field += 1) {
      let squares = 0;
      for (const { term, found } of order) {
        const boost = boosts[field].get(term);
        if (boost === undefined) continue;
        squares += boost * boost;
        const column = found.fields[field];
        if (!column) continue;
        const idf = expand.inverseDocumentFrequency(found.count, manifest.documents);
        const measure = expand.scorer(manifest, idf, manifest.boosts[field]);
        add(own, documents, column, lengths[field], store.averages[field], measure, boost);
        if (pace.due()) await pace.breathe();
      }
      const magnitude = Math.sqrt(squares);
      for (let place = 0; place < own.length; place += 1) if (own[place]) scores[place] += own[place] / magnitude;
      if (counts[field]) own.fill(0);
    }
    return scores;
  };

  /** Adds to documents what a term in a field counts for them: both are ascending, and gone through beside each other. */
  const add = (own, documents, { numbers, frequencies }, lengths, average, measure, boost) => {
    let place = 0;
    for (let index = 0; index < numbers.length; index += 1) {
      const number = numbers[index];
      while (place < documents.length && documents[place] < number) place += 1;
      if (place === documents.length) return;
      if (documents[place] === number) own[place] += boost * measure(frequencies[index], lengths[place] / average);
    }
  };

  /**
   * The items that may be among the `wanted` first, because no `wanted` others have a higher rank: a few of many, most times.
   * @param {Float64Array} ranks
   * @returns {Int32Array} ascending
   */
  const leading = (ranks, length, wanted) => {
    if (wanted <= 0) return new Int32Array(0);
    // The best ranks so far, the highest first; all where all are wanted.
    const best = new Float64Array(Math.min(wanted, length)).fill(-Infinity);
    const last = best.length - 1;
    for (let item = 0; wanted < length && item < length; item += 1) {
      const rank = ranks[item];
      if (rank <= best[last]) continue;
      let at = last;
      for (; at > 0 && best[at - 1] < rank; at -= 1) best[at] = best[at - 1];
      best[at] = rank;
    }
    // In loops: what calls a function for every item takes several times as long.
    const floor = last < 0 ? 0 : best[last];
    let count = 0;
    for (let item = 0; item < length; item += 1) if (ranks[item] >= floor) count += 1;
    const found = new Int32Array(count);
    for (let item = 0, place = 0; place < count; item += 1) if (ranks[item] >= floor) found[place++] = item;
    return found;
  };

  /**
   * The first of many items in an order, as sorting all of them would give.
   * @param {ArrayLike<number>} items
   * @param {number} wanted
   * @param {(one: number, other: number) => number} compare as for Array.sort
   * @returns {Promise<number[]>}
   */
  const first = async (items, wanted, compare) => {
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
    for (let index = 0; index < items.length; index += 1) {
      const item = items[index];
      if (index % 512 === 511 && pace.due()) await pace.breathe();
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

  window.alertSearch.parts.ranking = { score, leading, first };
})();
