/** Which documents a query asks for: sets of them are marks, one a number, so that lists of any length are gone through once. */
(() => {
  'use strict';

  const { pace } = window.alertSearch.parts;

  /** Of the words that the closest document has, the share that others need to be as close. */
  const ENOUGH = 0.6;

  /** The lists of a clause: each is ascending, and has no number twice. */
  const listsOf = (store, clause, postings) => {
    if (clause.only) return [Int32Array.from(clause.only).sort()];
    const wanted = store.manifest.fields.map((field) => clause.fields.includes(field));
    return clause.terms.flatMap((term) =>
      (postings.get(term)?.fields || []).filter((column, field) => column && wanted[field]).map(({ numbers }) => numbers),
    );
  };

  const lengthOf = (lists) => lists.reduce((sum, { length }) => sum + length, 0);

  /** One more than the highest number in any of some lists. */
  const reach = (lists) => lists.reduce((highest, list) => Math.max(highest, list.length ? list[list.length - 1] + 1 : 0), 0);

  /** Marks the numbers of lists. */
  const mark = async (lists, marks) => {
    for (const list of lists) {
      // By place: what goes through lists of any kind takes several times as long.
      for (let place = 0; place < list.length; place += 1) marks[list[place]] = 1;
      if (pace.due()) await pace.breathe();
    }
    return marks;
  };

  /** Lists that together are shorter than this share of all numbers are sorted; others are not worth it. */
  const SPARSE = 1 / 16;

  /** Every number that is in one of some lists, ascending; `marks` has them. */
  const union = (lists, marks) => {
    if (lists.length === 1) return lists[0];
    const total = lengthOf(lists);
    const found = new Int32Array(total);
    let count = 0;
    if (total > marks.length * SPARSE) {
      for (let number = 0; number < marks.length; number += 1) if (marks[number]) found[count++] = number;
      return found.subarray(0, count);
    }
    for (const list of lists) {
      found.set(list, count);
      count += list.length;
    }
    found.sort();
    let kept = 0;
    for (let place = 0; place < total; place += 1) if (!place || found[place] !== found[place - 1]) found[kept++] = found[place];
    return found.subarray(0, kept);
  };

  /** One set a clause, or a group of clauses: the documents of any of its parts, which are those of all its clauses. */
  const grouped = (sets, size) => {
    /** @type {Map<Clause|number, Map<number, Set[]>>} */
    const groups = new Map();
    for (const set of sets) {
      const { group = set.clause, part = 0 } = set.clause;
      if (!groups.has(group)) groups.set(group, new Map());
      const parts = groups.get(group);
      parts.set(part, [...(parts.get(part) || []), set]);
    }
    return [...groups.values()].map((parts) => {
      const all = [...parts.values()];
      if (all.length === 1 && all[0].length === 1) return all[0][0];
      const marks = new Uint8Array(size);
      for (const alternative of all) {
        for (let number = 0; number < size; number += 1) if (alternative.every((set) => set.marks[number])) marks[number] = 1;
      }
      return { marks, lists: all.flat().flatMap(({ lists }) => lists) };
    });
  };

  /** Marks of the documents that any of some clauses asks for. */
  const any = (store, clauses, postings) => {
    const lists = clauses.flatMap((clause) => listsOf(store, clause, postings));
    return mark(lists, new Uint8Array(reach(lists)));
  };

  /**
   * The documents that a query asks for.
   * @param {Store} store
   * @param {Clause[]} clauses resolved
   * @param {Map<string, Postings>} postings of all their terms
   * @returns {Promise<{documents: Int32Array, closest: boolean, missing: Clause[]}>} numbers ascending; `closest`: no
   *   document has all the required words, and these have as many of them as any has, or nearly
   */
  const select = async (store, clauses, postings) => {
    const all = clauses.map((clause) => ({ clause, lists: listsOf(store, clause, postings), marks: null }));
    const size = reach(all.flatMap(({ lists }) => lists));
    for (const set of all) set.marks = await mark(set.lists, new Uint8Array(size));
    const of = (presence) => all.filter(({ clause }) => clause.presence === presence);
    const missing = all.filter(({ clause, lists }) => clause.presence !== 'prohibited' && !lengthOf(lists)).map(({ clause }) => clause);
    const barring = of('prohibited').flatMap(({ lists }) => lists);
    const barred = barring.length ? await mark(barring, new Uint8Array(size)) : null;
    const required = grouped(of('required'), size);
    const optional = of('optional').flatMap(({ lists }) => lists);

    // Those of the rarest word that have the others as well; without any that must be there, those of any word.
    const [rarest, ...others] = required.length
      ? [...required].sort((one, other) => lengthOf(one.lists) - lengthOf(other.lists))
      : [{ lists: optional, marks: await mark(optional, new Uint8Array(size)) }];
    const sifted = [...others, ...(rarest.clause || !required.length ? [] : [rarest])].map(({ marks }) => marks);
    const among = union(rarest.lists, rarest.marks);
    let documents = among;
    for (const marks of sifted) documents = documents.filter((number) => marks[number]);
    if (barred) documents = documents.filter((number) => !barred[number]);
    if (documents.length || required.length < 2) return { documents, closest: false, missing };

    const lists = required.flatMap((group) => group.lists);
    const anywhere = union(lists, await mark(lists, new Uint8Array(size)));
    const counts = new Uint16Array(size);
    let best = 0;
    for (const { marks } of required) {
      for (let place = 0; place < anywhere.length; place += 1) counts[anywhere[place]] += marks[anywhere[place]];
    }
    for (const number of anywhere) if (!(barred && barred[number]) && counts[number] > best) best = counts[number];
    const enough = best ? anywhere.filter((number) => counts[number] >= best * ENOUGH && !(barred && barred[number])) : new Int32Array(0);
    return { documents: enough, closest: enough.length > 0, missing };
  };

  window.alertSearch.parts.selecting = { select, any };
})();
