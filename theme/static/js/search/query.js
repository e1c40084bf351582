/** What a reader types, read as clauses, and the terms of the index that those stand for. */
(() => {
  'use strict';

  const { analysis, expand, phrase, suggest, syntax } = window.alertSearch.parts;

  /** Terms that one `word*` or `word~` may stand for in `search`; beyond that only the most frequent are looked up. */
  const MOST_TERMS = 200;
  const MOST_EDITS = 2;

  /** Terms that a word with a typing error may stand for: the other words of the query decide between them. */
  const MOST_CORRECTIONS = 8;

  /** Letters at the beginning of a word in which no error is looked for, where only its ending is in question. */
  const SURELY_WRITTEN = 3;

  /**
   * @typedef {Object} Clause
   * @property {string} word as typed
   * @property {string[]} terms any of them will do
   * @property {string} [pattern] with `*`: stands for the terms of the index that match, beside `terms`
   * @property {number} [editDistance] stands for the terms of the index that are as near to one of `terms`
   * @property {Phrase} [phrase] the words stand together: `resolve` finds out where
   * @property {Set<number>} [only] the documents that it asks for, where that is known already
   * @property {null|Unread} [unread] stop words of the phrase are still to be compared: it asks for no others than `only`
   * @property {string[]} fields
   * @property {number} boost
   * @property {'required'|'optional'|'prohibited'} presence
   * @property {number} [group] clauses of one group are alternatives: any of them will do
   * @property {number} [part] clauses of one part of a group are one alternative: all of them are meant
   *
   * @typedef {{clauses: Clause[], ignored: string[], hint: null|'plain'|'broad', everything: boolean}} Plan
   * `everything`: the text asks for all documents (it is empty, or only prohibits)
   */

  const plain = (store, text) => {
    const seen = new Set();
    const clauses = [];
    const ignored = [];
    for (const { word, terms } of store.analyser.query(text)) {
      if (seen.has(word)) continue;
      seen.add(word);
      if (terms.length) clauses.push({ word, terms, fields: store.manifest.fields, boost: 1, presence: 'required' });
      else ignored.push(word);
    }
    return { clauses, ignored };
  };

  /** One of Lunr's clauses, as one of ours for every word in it. */
  const fromLunr = (store, clause) => {
    const { analyser } = store;
    const { presence } = window.lunr.Query;
    const shared = {
      fields: clause.fields,
      boost: clause.boost,
      presence: { [presence.REQUIRED]: 'required', [presence.PROHIBITED]: 'prohibited' }[clause.presence] || 'optional',
    };
    if (phrase.isMark(clause.term)) return [{ word: clause.term, terms: [clause.term], ...shared }];
    if (clause.editDistance) shared.editDistance = Math.min(clause.editDistance, MOST_EDITS);
    if (clause.usePipeline) return analyser.query(clause.term).map((word) => ({ ...word, ...shared }));
    const pattern = analyser.pattern(clause.term);
    // `periodistas*` is meant to find periodistas, whose stem is shorter than what was typed.
    const terms = /^[^*]+\*+$/.test(pattern) ? analyser.asked(pattern.replace(/\*+$/, '')) : [];
    return [{ word: clause.term, pattern, terms, ...shared }];
  };

  /** One word with its signs, as clauses; one that Lunr cannot read is taken for what words are in it. */
  const fromToken = (store, token) => {
    const query = new window.lunr.Query(store.manifest.fields);
    try {
      new window.lunr.QueryParser(token, query).parse();
    } catch (error) {
      if (!(error instanceof window.lunr.QueryParseError)) throw error;
      const { clauses, ignored } = plain(store, token);
      const presence = 'optional';
      return { clauses: clauses.map((clause) => ({ ...clause, presence })), ignored, hint: 'plain' };
    }
    const all = query.clauses.flatMap((clause) => fromLunr(store, clause));
    return {
      clauses: all.filter(({ terms, pattern }) => terms.length || pattern),
      ignored: all.filter(({ terms, pattern }) => !terms.length && !pattern).map(({ word }) => word),
      hint: null,
    };
  };

  const operators = (store, text) => {
    const found = { clauses: [], ignored: [], hint: null };
    syntax.groups(text).forEach((tokens, group) => {
      const parts = tokens.map((token) => fromToken(store, token));
      parts.forEach(({ clauses, ignored, hint }, part) => {
        // What is ruled out is ruled out whatever stands beside it.
        const place = ({ presence }) => (parts.length > 1 && presence !== 'prohibited' ? { group, part } : {});
        found.clauses.push(...clauses.map((clause) => ({ ...clause, ...place(clause) })));
        found.ignored.push(...ignored);
        found.hint = found.hint || hint;
      });
    });
    // Who marks no word as required means all of them, as without operators.
    if (found.clauses.every(({ presence }) => presence !== 'required')) {
      for (const clause of found.clauses) if (clause.presence === 'optional') clause.presence = 'required';
    }
    return found;
  };

  /**
   * @param {Store} store
   * @param {string} text
   * @returns {Plan}
   */
  const read = (store, text) => {
    const { words, quoted } = phrase.take(text.normalize('NFC'));
    const found =
      quoted.length || syntax.hasSigns(words)
        ? phrase.restore(store, operators(store, words), quoted)
        : { ...plain(store, words), hint: null };
    // A pattern of nothing but stars asks for everything, and narrows nothing.
    const clauses = found.clauses.filter(
      ({ pattern, presence }) => presence === 'prohibited' || !/^\*+$/.test(pattern || ''),
    );
    const everything =
      clauses.every(({ presence }) => presence === 'prohibited') &&
      (clauses.length > 0 || found.clauses.length > 0 || words === '');
    return { clauses, ignored: found.ignored, hint: found.hint, everything };
  };

  /** The most frequent of terms, as many as a clause may stand for. */
  const most = (store, terms) =>
    [...terms].sort((one, other) => store.weight(other) - store.weight(one)).slice(0, MOST_TERMS);

  /**
   * The terms of words of headlines that begin as typed: `detenid*` means *detenidos*, although its stem is `deten`.
   * @returns {Promise<string[]>} none unless the pattern's one star stands at its end
   */
  const written = async (store, pattern) => {
    const [, prefix] = /^([^*]{2,})\*+$/.exec(pattern || '') || [];
    if (!prefix) return [];
    const words = await suggest.writtenWords(store.language, analysis.fold(prefix));
    const wanted = analysis.foldButEnye(prefix);
    return words
      .filter(({ text }) => analysis.foldButEnye(text).startsWith(wanted))
      .flatMap(({ key, text }) => store.analyser.asked(text).concat(key === text ? [] : store.analyser.asked(key)));
  };

  /**
   * Puts the terms of the index in the place of patterns and edit distances.
   * @returns {Promise<{clauses: Clause[], broad: boolean}>} `broad`: one of them stands for too many terms
   */
  const resolve = async (store, plan) => {
    let broad = false;
    const clauses = await Promise.all(
      plan.clauses.map(async (clause) => {
        if (clause.phrase) return { ...clause, ...(await phrase.find(store, clause)) };
        const wanted = clause.pattern === undefined ? clause.terms : [clause.pattern];
        if (clause.pattern === undefined && !clause.editDistance) return clause;
        const lists = await Promise.all([
          written(store, clause.pattern),
          ...wanted.map((term) => expand.candidates(store, term, clause.editDistance)),
        ]);
        let found = [...new Set(lists.flat())];
        if (found.length > MOST_TERMS) {
          found = most(store, found);
          broad = true;
        }
        return { ...clause, terms: [...new Set([...clause.terms, ...found])] };
      }),
    );
    return { clauses, broad };
  };

  /**
   * The terms of words of headlines that are near a word as it was typed: an error in an ending, which the stemmer then does
   * not know, leaves a stem that is near to none (`periodsita`).
   */
  const nearWritten = async (store, word) => {
    const typed = analysis.fold(word.replace(/['.]/g, ''));
    if (typed.length <= SURELY_WRITTEN) return [];
    const words = await suggest.writtenWords(store.language, typed.slice(0, SURELY_WRITTEN));
    const found = await expand.nearestOf([...new Set(words.map(({ key }) => key))].sort(), typed);
    return found.flatMap((key) => store.analyser.asked(key));
  };

  /**
   * Puts near terms in the place of those that the index lacks.
   * @returns {Promise<{clauses: Clause[], corrected: Clause[]}>} all clauses, and those that were changed
   */
  const correct = async (store, clauses, postings) => {
    const corrected = [];
    const all = await Promise.all(
      clauses.map(async (clause) => {
        const certain = clause.only || clause.presence === 'prohibited' || clause.pattern !== undefined || clause.editDistance;
        if (certain || clause.terms.some((term) => postings.has(term))) return clause;
        const lists = await Promise.all(clause.terms.map((term) => expand.nearest(store, term)));
        const found = lists.flat().length ? lists.flat() : await nearWritten(store, clause.word);
        const terms = most(store, new Set(found)).slice(0, MOST_CORRECTIONS);
        if (!terms.length) return clause;
        corrected.push({ ...clause, terms });
        return corrected[corrected.length - 1];
      }),
    );
    return { clauses: all, corrected };
  };

  /** The documents that have any of some terms. */
  const numbers = (postings) => {
    const found = new Set();
    for (const { fields } of postings.values()) {
      for (const column of fields) if (column) for (const number of column.numbers) found.add(number);
    }
    return found;
  };

  window.alertSearch.parts.query = { read, resolve, correct, numbers };
})();
