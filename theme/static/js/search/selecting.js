/** Which documents a query asks for: sets of them are marks, one a number, so that lists of any length are gone through once. */
(() => {
  'use strict';

  const { pace } = window.alertSearch.parts;

  /** Of the words that the closest document has, the share that others need to be as close. */
  const ENOUGH = 0.6;

  /** One more than the highest number that is anywhere in a query's lists. */
  const reach = (clauses, postings) => {
    let highest = -1;
    for (const { fields } of postings.values()) {
      for (const column of fields) if (column) highest = Math.max(highest, column.numbers[column.numbers.length - 1]);
    }
    for (const { only } of clauses) if (only) for (const number of only) highest = Math.max(highest, number);
    return highest + 1;
  };

  /** Marks the documents that have one of a clause's terms in one of its fields. */
  const mark = async (store, clause, postings, marks) => {
    if (clause.only) for (const number of clause.only) marks[number] = 1;
    else {
      const wanted = store.manifest.fields.map((field) => clause.fields.includes(field));
      for (const term of clause.terms) {
        const own = postings.get(term);
        if (own) {
          own.fields.forEach((column, field) => {
            if (column && wanted[field]) for (const number of column.numbers) marks[number] = 1;
          });
          if (pace.due()) await pace.breathe();
        }
      }
    }
    return marks;
  };

  /** Lists that together are shorter than this share of all numbers are sorted; others are not worth it. */
  const SPARSE = 1 / 16;

  /** Every number that is in one of a query's lists, ascending, and where these are many all numbers there are. */
  const candidates = (clauses, postings, size) => {
    const lists = [...postings.values()].flatMap(({ fields }) => fields.filter(Boolean).map(({ numbers }) => numbers));
    for (const { only } of clauses) if (only) lists.push([...only]);
    const total = lists.reduce((sum, { length }) => sum + length, 0);
    if (total > size * SPARSE) {
      const all = new Int32Array(size);
      for (let number = 0; number < size; number += 1) all[number] = number;
      return all;
    }
    const listed = new Int32Array(total);
    let begin = 0;
    for (const list of lists) {
      listed.set(list, begin);
      begin += list.length;
    }
    return listed.sort().filter((number, place) => !place || number !== listed[place - 1]);
  };

  /** One set a clause, or a group of clauses: the documents of any of its parts, which are those of all its clauses. */
  const grouped = (sets, size) => {
    /** @type {Map<Clause|number, Map<number, Uint8Array[]>>} */
    const groups = new Map();
    for (const { clause, marks } of sets) {
      const { group = clause, part = 0 } = clause;
      if (!groups.has(group)) groups.set(group, new Map());
      const parts = groups.get(group);
      parts.set(part, [...(parts.get(part) || []), marks]);
    }
    return [...groups.values()].map((parts) => {
      const all = [...parts.values()];
      if (all.length === 1 && all[0].length === 1) return all[0][0];
      const found = new Uint8Array(size);
      for (const alternative of all) {
        for (let number = 0; number < size; number += 1) if (alternative.every((marks) => marks[number])) found[number] = 1;
      }
      return found;
    });
  };

  /** The documents that any of some clauses asks for, as marks. */
  const union = async (store, clauses, postings) => {
    const marks = new Uint8Array(reach(clauses, postings));
    for (const clause of clauses) await mark(store, clause, postings, marks);
    return marks;
  };

  /**
   * The documents that a query asks for.
   * @param {Store} store
   * @param {Clause[]} clauses resolved
   * @param {Map<string, Postings>} postings of all their terms
   * @returns {Promise<{documents: number[], closest: boolean, missing: Clause[]}>} numbers ascending; `closest`: no
   *   document has all the required words, and these have as many of them as any has, or nearly
   */
  const select = async (store, clauses, postings) => {
    const size = reach(clauses, postings);
    const sets = [];
    for (const clause of clauses) sets.push({ clause, marks: await mark(store, clause, postings, new Uint8Array(size)) });
    const of = (presence) => sets.filter(({ clause }) => clause.presence === presence);
    const missing = sets.filter(({ clause, marks }) => clause.presence !== 'prohibited' && !marks.includes(1));
    const barred = await union(store, of('prohibited').map(({ clause }) => clause), postings);
    const required = grouped(of('required'), size);

    const among = candidates(clauses, postings, size);
    const counts = new Uint16Array(size);
    for (const marks of required.length ? required : of('optional').map(({ marks: own }) => own)) {
      for (let place = 0; place < among.length; place += 1) counts[among[place]] += marks[among[place]];
    }
    const having = (least) => {
      const documents = [];
      for (let place = 0; place < among.length; place += 1) {
        if (counts[among[place]] >= least && !barred[among[place]]) documents.push(among[place]);
      }
      return documents;
    };
    const documents = having(required.length || 1);
    const answer = { documents, closest: false, missing: missing.map(({ clause }) => clause) };
    if (documents.length || required.length < 2) return answer;

    let best = 0;
    for (const number of among) if (!barred[number] && counts[number] > best) best = counts[number];
    const enough = best ? having(best * ENOUGH) : [];
    return { ...answer, documents: enough, closest: enough.length > 0 };
  };

  window.alertSearch.parts.selecting = { select, union };
})();
