/**
 * Text to terms, step by step as `plugins/search/analysis.py` does it, which says what the steps are for. Both pass the
 * tables in `tests/search/fixtures/analysis/`.
 */
(() => {
  'use strict';

  const ANALYSER = 'alert-2';
  const LONGEST_WORD = 64;
  const SHORTEST_PART = 3;

  const ELISIONS = new Map([
    ['en', new Set(['d', 'l'])],
    ['fr', new Set('c d j l m n s t qu jusqu lorsqu presqu puisqu quelqu quoiqu'.split(' '))],
    ['es', new Set(['d', 'l'])],
  ]);
  const ELIDED_BEFORE = new Set('aeiouyh');
  const CONTRACTED = new Set(['t', 'll', 're', 've', 'd', 'm']);
  const SINGLE_LETTERS = new Map(
    Object.entries({ ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i', ħ: 'h' }),
  );

  const RESTORED = new Map([
    [
      'fr',
      [
        [/ee(s?)$/, 'ée$1'],
        [/iere(s|ment)?$/, 'ière$1'],
        [/([^fh]|[^f]f)erent$/, '$1èrent'],
        [/([^dru]|[^c]r)ite(s?)$/, '$1ité$2'],
      ],
    ],
    [
      'es',
      [
        [/cion$/, 'ción'],
        [/logia(s?)$/, 'logía$1'],
        [/rian$/, 'rían'],
        [/([aeotu]|(?:[^r]|[^p]r)ec)ia(s|n|mos)?$/, '$1ía$2'],
      ],
    ],
  ]);

  const APOSTROPHE = /[\u2019\u2018\u02bc\u02bb\u02b9\u201b\u2032\u00b4\uff07`]/g;
  const CHUNK = /[\p{L}\p{M}\p{N}]+(?:['.][\p{L}\p{M}\p{N}]+)*/gu;
  // In a text as it stands, before `normalise`: all the apostrophes are there still.
  const WRITTEN_CHUNK =
    /[\p{L}\p{M}\p{N}]+(?:['.\u2019\u2018\u02bc\u02bb\u02b9\u201b\u2032\u00b4\uff07`][\p{L}\p{M}\p{N}]+)*/gu;

  /** Lower case, composed, plain apostrophes, one sigma, no underscores. */
  const normalise = (text) =>
    text.toLowerCase().normalize('NFC').replace(APOSTROPHE, "'").replace(/ς/g, 'σ').replace(/_/g, ' ');

  /** @returns {string[]} words with the apostrophes and full stops that stand inside them */
  const chunks = (text) => normalise(text).match(CHUNK) || [];

  const cut = (word) => (word.length > LONGEST_WORD ? [...word].slice(0, LONGEST_WORD).join('') : word);

  /** The word without combining marks, and with plain letters for those Unicode does not take apart. */
  const fold = (word) =>
    word
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .replace(/[łøđðþßæœıħ]/g, (letter) => SINGLE_LETTERS.get(letter))
      .normalize('NFC');

  /** Fold, and leave `ñ` the letter that it is. */
  const foldButEnye = (word) => word.split('ñ').map(fold).join('ñ');

  const apostrophes = (all, language) => {
    const elided = ELISIONS.get(language) || new Set();
    let pieces = all;
    while (pieces.length > 1 && elided.has(pieces[0]) && ELIDED_BEFORE.has(fold(pieces[1]).charAt(0))) {
      pieces = pieces.slice(1);
    }
    if (pieces.length > 1 && pieces[pieces.length - 1] === 's') pieces = pieces.slice(0, -1);
    const text = cut(pieces.join(''));
    if (pieces.length === 1 || CONTRACTED.has(pieces[pieces.length - 1])) return [{ text, parts: [] }];
    return [{ text, parts: pieces.filter((piece) => [...piece].length >= SHORTEST_PART).map(cut) }];
  };

  /** @returns {{text: string, parts: string[]}[]} the words of one chunk */
  const words = (chunk, language) => {
    const found = [];
    let initials = '';
    for (const piece of [...chunk.split('.'), '']) {
      if (/^\p{L}$/u.test(piece)) {
        initials += piece;
        continue;
      }
      if (initials) {
        found.push({ text: initials, parts: [] });
        initials = '';
      }
      if (piece.includes("'")) found.push(...apostrophes(piece.split("'"), language));
      else if (piece) found.push({ text: cut(piece), parts: [] });
    }
    return found;
  };

  /** A word without accents with the one that its ending has lost, where the stemmer would miss it. */
  const restored = (word, language) => {
    for (const [ending, accented] of RESTORED.get(language) || []) {
      if (ending.test(word)) return word.replace(ending, accented);
    }
    return word;
  };

  const unique = (values) => [...new Set(values)];

  /** The analyser of one language; it remembers the stems of all words it has seen. */
  class Analyser {
    /**
     * @param {string} language
     * @param {Set<string>} stopWords
     * @param {(word: string) => string} stem the language's stemmer, or the identity
     */
    constructor(language, stopWords, stem) {
      this.language = language;
      this.stopped = new Set([...stopWords].map(foldButEnye));
      this.stemmer = stem;
      /** @type {Map<string, string>} */
      this.stems = new Map();
    }

    /** The term of a word without accents. Numbers, and words beyond Unicode's first plane, stay as they are. */
    stem(word) {
      let stem = this.stems.get(word);
      if (stem === undefined) {
        const isKept = /^[0-9]+$/.test(word) || /[\ud800-\udfff]/.test(word);
        stem = isKept ? word : foldButEnye(this.stemmer(restored(word, this.language)));
        this.stems.set(word, stem);
      }
      return stem;
    }

    /** The terms of a word and of other spellings of it; none for a stop word. */
    spellings(word, ...others) {
      if (this.stopped.has(word)) return [];
      const distinct = unique([word, ...others].filter((spelling) => spelling && !this.stopped.has(spelling)));
      return unique(distinct.map((spelling) => this.stem(spelling)));
    }

    /** The terms that a chunk of text is found by. */
    indexed(chunk) {
      return words(chunk, this.language).flatMap(({ text, parts }) =>
        [text, ...parts].flatMap((word) => this.spellings(foldButEnye(word), fold(word))),
      );
    }

    /** The terms that a chunk of a query asks for, any of which will do. */
    asked(chunk) {
      return words(chunk, this.language).flatMap(({ text }) => this.askedWord(text));
    }

    askedWord(word) {
      return this.spellings(foldButEnye(word));
    }

    /**
     * The words of a query, each with the terms that stand for it; a stop word has none. An article typed without its
     * apostrophe (`l etat`, `cote d ivoire`) is no word.
     */
    query(text) {
      const elided = ELISIONS.get(this.language) || new Set();
      return chunks(text)
        .filter((chunk, place, all) => !(elided.has(chunk) && ELIDED_BEFORE.has(fold(all[place + 1] || '').charAt(0))))
        .flatMap((chunk) =>
          words(chunk, this.language).map((word) => ({ word: word.text, terms: this.askedWord(word.text) })),
        );
    }

    /** A word with `*` in it as terms are written: no apostrophes, no elided article, no accents. */
    pattern(written) {
      const [first, ...rest] = normalise(written).split("'");
      const elided = rest.length && (ELISIONS.get(this.language) || new Set()).has(first);
      const kept = elided && ELIDED_BEFORE.has(fold(rest[0]).charAt(0)) ? rest : [first, ...rest];
      return foldButEnye(kept.join('').replace(/[^\p{L}\p{M}\p{N}*]/gu, ''));
    }

    /**
     * The function that the index names in its pipeline: one token of a Lunr query to its terms. A stop word, or a
     * token without a letter, becomes one that no text has: like Lunr's own, it matches nothing, even when required.
     */
    pipelineFunction() {
      const { Token } = window.lunr;
      return (token) => {
        const terms = chunks(token.toString()).flatMap((chunk) => this.asked(chunk));
        return unique(terms.length ? terms : [`${token.toString()}'`]).map((term) => new Token(term, token.metadata));
      };
    }
  }

  /** How many characters of a chunk are articles that fell away: `l'` in `l'État`. */
  const elided = (language, written) => {
    const [word] = words(normalise(written), language);
    for (let length = 1; word && length < written.length; length += 1) {
      if (normalise(written.slice(length)) === word.text) return length;
    }
    return 0;
  };

  window.alertSearch.parts.analysis = { elided, ANALYSER, WRITTEN_CHUNK, Analyser, chunks, words, fold, foldButEnye, normalise };
})();
