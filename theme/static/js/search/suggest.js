/**
 * Suggestions while someone types, and the words that headlines are written in. `plugins/search/suggestions.py` makes
 * the files, and tells their formats.
 */
(() => {
  'use strict';

  const { loadShard, codes, analysis } = window.alertSearch.parts;

  const KINDS = ['word', 'name', 'country', 'source'];

  /** Files that one keystroke may load; a beginning that stands for more waits for its next letter. */
  const MOST_FILES = 3;

  /** Letters from which something is suggested. */
  const SHORTEST = 2;

  /** Suggestions of each kind, at most. */
  const MOST = new Map([
    ['word', 4],
    ['country', 2],
    ['source', 2],
    ['name', 4],
  ]);

  /**
   * @typedef {Object} Suggestion
   * @property {'word'|'name'|'country'|'source'} kind
   * @property {string} text what is shown
   * @property {string} code of a country or organisation
   * @property {number} count alerts (of a word: headlines)
   * @property {string} key the word it was found under, folded
   */

  const read = ([keys, texts, numbers]) => {
    const lines = texts.split('\n');
    const values = new codes.Reader(numbers).rest();
    return codes.words(keys).map((key, place) => {
      const kind = KINDS[values[place] % 4];
      const [code, label] = lines[place].includes('\t') ? lines[place].split('\t') : ['', lines[place]];
      return { key, kind, code, text: label || key, count: Math.floor(values[place] / 4) };
    });
  };

  /**
   * Everything under the words that begin with `prefix`.
   * @param {string} language
   * @param {string} prefix folded
   * @param {number} [most] files to load; if there are more, nothing is
   * @returns {Promise<Suggestion[]>} sorted by key
   */
  const beginning = async (language, prefix, most = Infinity) => {
    const index = await loadShard(`suggest/${language}/index`);
    if (!index.firsts) index.firsts = codes.words(index[0]);
    const first = Math.max(codes.lastNotAbove(index.firsts, prefix), 0);
    const last = codes.lastNotAbove(index.firsts, `${prefix}\uffff`);
    if (last - first >= most) return [];
    const parts = await Promise.all(
      index.firsts
        .slice(first, last + 1)
        .map((key) => loadShard(`suggest/${language}/${codes.fileName(key)}`, index[1])),
    );
    return parts
      .flatMap((part) => {
        if (!part.read) part.read = read(part);
        return part.read;
      })
      .filter(({ key }) => key.startsWith(prefix));
  };

  const foldWords = (text) => analysis.chunks(text).map((chunk) => analysis.fold(chunk.replace(/['.]/g, '')));

  /**
   * What the last word of a text may be the beginning of.
   * @param {string} text
   * @param {string} language
   * @returns {Promise<Suggestion[]>} of every kind the most frequent; names that have the words before it as well first
   */
  const suggest = async (text, language = window.alertSearch.language) => {
    const typed = foldWords(text);
    const prefix = typed.pop() || '';
    if (prefix.length < SHORTEST || !/[\p{L}\p{M}\p{N}]$/u.test(text)) return [];
    const found = await beginning(language, prefix, MOST_FILES);
    const before = new Set(typed);
    const shared = new Map();
    for (const one of found) {
      const known = shared.get(`${one.kind} ${one.text}`);
      const own = one.kind === 'word' ? 0 : foldWords(one.text).filter((word) => before.has(word)).length;
      if (!known || known.own < own) shared.set(`${one.kind} ${one.text}`, { one, own });
    }
    const ranked = [...shared.values()].sort((a, b) => b.own - a.own || b.one.count - a.one.count);
    const all = ranked.map(({ one }) => one);
    // A word that is the whole of something better, or was typed to its end, says nothing new.
    const said = new Set(all.filter(({ kind }) => kind !== 'word').map((one) => foldWords(one.text).join(' ')));
    return [...MOST].flatMap(([kind, most]) =>
      all.filter((one) => one.kind === kind && !(kind === 'word' && (one.key === prefix || said.has(one.key)))).slice(0, most),
    );
  };

  /** The words of headlines that begin with `prefix` (folded): every one, however often. */
  const writtenWords = async (language, prefix) =>
    (await beginning(language, prefix)).filter(({ kind }) => kind === 'word');

  window.alertSearch.parts.suggest = { suggest, writtenWords };
  window.alertSearch.suggest = suggest;
})();
