/** The densest passage of a text, and what to mark in it. Pure: words in, runs of text out. */
(() => {
  'use strict';

  const { analysis } = window.alertSearch.parts;

  /** Characters of an excerpt, about three lines; it begins and ends at words. */
  const LENGTH = 280;

  /** Characters of what leads up to the first word found, at most: from there to the beginning nothing is left out. */
  const LEAD = 90;

  /** A passage with a phrase is worth more than one with so many of its words. */
  const PHRASE = 100;

  /**
   * A word of a text that a query's term stands for: where it is, and how it is written, without accents. Or a phrase.
   * @typedef {{start: number, end: number, term: string, forms: string[], weight?: number}} Found
   */

  /** The first letter of a word, as it is without accents. */
  const beginning = (word) => analysis.fold(String.fromCodePoint(word.codePointAt(0))).charAt(0);

  /**
   * Finds in texts what a query's terms stand for.
   * @param {Analyser} analyser
   * @param {Set<string>} terms
   * @returns {(text: string) => Found[]}
   */
  const finder = (analyser, terms) => {
    const known = new Map();
    // No stemmer touches how a word begins: a chunk that begins as none of the terms does need not be stemmed. One with
    // an article before it, or of several parts, has other beginnings as well.
    const beginnings = new Set([...terms].map(beginning));
    const firsts = new Map();
    const beginsRight = (chunk) => {
      const first = chunk.codePointAt(0);
      if (!firsts.has(first)) firsts.set(first, beginnings.has(beginning(chunk)));
      return firsts.get(first);
    };
    const mayMatch = (chunk) => /['.]/.test(chunk) || beginsRight(chunk);
    const matched = (written) => {
      if (!known.has(written)) {
        const chunk = analysis.normalise(written);
        const term = mayMatch(chunk) ? analyser.indexed(chunk).find((own) => terms.has(own)) : undefined;
        const forms = term === undefined ? [] : analysis.words(chunk, analyser.language).map(({ text }) => analysis.fold(text));
        known.set(written, { term, forms });
      }
      return known.get(written);
    };
    return (text) => {
      const found = [];
      for (const match of text.matchAll(analysis.WRITTEN_CHUNK)) {
        const [written] = match;
        const { term, forms } = matched(written);
        if (term !== undefined) {
          const start = match.index + analysis.elided(analyser.language, written);
          found.push({ start, end: match.index + written.length, term, forms });
        }
      }
      return found;
    };
  };

  /** Runs of text between `from` and `to`, what was found marked. */
  const runs = (text, found, from, to) => {
    const passages = [];
    let place = from;
    const push = (end, mark) => {
      if (end > place) passages.push({ text: text.slice(place, end), mark });
      place = end;
    };
    for (const { start, end } of found) {
      if (start >= place && end <= to) {
        push(start, false);
        push(end, true);
      }
    }
    push(to, false);
    return passages;
  };

  /** The whole text, what was found marked. */
  const mark = (text, find) => runs(text, find(text), 0, text.length);

  /** What was found, with phrases in the place of their words. */
  const whole = (found, phrases) => {
    if (!phrases.length) return found;
    const apart = found.filter(({ start, end }) => phrases.every((own) => end <= own.start || start >= own.end));
    return [...apart, ...phrases.map((own) => ({ ...own, weight: PHRASE }))].sort((one, other) => one.start - other.start);
  };

  /** The found word at which the best passage begins: most different terms within reach, then most, then first. */
  const densest = (found) => {
    let best = 0;
    let bestValue = -1;
    found.forEach(({ start }, index) => {
      const inside = new Map();
      let value = 0;
      for (let next = index; next < found.length && found[next].end - start <= LENGTH; next += 1) {
        inside.set(found[next].term, found[next].weight || 1);
        value += 1;
      }
      for (const weight of inside.values()) value += weight * 1000;
      if (value > bestValue) {
        bestValue = value;
        best = index;
      }
    });
    return best;
  };

  /**
   * @param {string} text
   * @param {(text: string) => Found[]} find
   * @returns {{text: string, mark: boolean}[]} one passage in runs; an ellipsis where text was left out
   */
  const excerpt = (text, find) => {
    if (text.length <= LENGTH) return mark(text, find);
    const found = find(text);
    let from = 0;
    if (found.length) {
      const first = found[densest(found)];
      // A little of what leads up to the first word, more where the last one leaves room.
      const last = found.filter(({ start, end }) => start >= first.start && end - first.start <= LENGTH).pop();
      const spare = LENGTH - ((last || first).end - first.start);
      from = first.start <= LEAD ? 0 : first.start - Math.min(spare >> 1, LEAD);
    }
    from = Math.min(from, text.length - LENGTH);
    if (from > 0) {
      const blank = text.slice(from).search(/\s\S/);
      if (blank >= 0 && blank < 30) from += blank + 1;
    }
    let to = Math.min(text.length, from + LENGTH);
    if (to < text.length) {
      const blank = text.slice(0, to).search(/\s\S*$/);
      if (blank > from + LENGTH / 2) to = blank;
    }
    const passages = runs(text, found, from, to);
    if (from > 0) passages.unshift({ text: '… ', mark: false });
    if (to < text.length) passages.push({ text: ' …', mark: false });
    return passages;
  };

  window.alertSearch.parts.excerpt = { finder, whole, mark, excerpt };
})();
