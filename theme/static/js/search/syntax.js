/**
 * What a query's signs mean beside Lunr's own: `OR`, `NOT`, and the names of fields in the reader's language. Pure.
 *
 * `OU` is the French word for `OR`, and `|` is understood too. A Spanish `O` is not: it is the article of `O Globo`; nor is
 * `NO`, which begins many a headline. `AND` is what other searches want between words, and adds nothing here.
 */
(() => {
  'use strict';

  const { analysis } = window.alertSearch.parts;

  const OR = new Set(['OR', 'OU', '|']);
  const NOT = new Set(['NOT', 'SAUF']);
  const AND = new Set(['AND', 'ET', '&']);

  /** Field → what it is called, without accents. */
  const NAMES = new Map(
    Object.entries({
      title: 'title titre titulo headline titular',
      body: 'body text texte texto',
      place: 'place country lieu pays lugar pais',
      source: 'source organisation organization fuente organizacion',
      target: 'target victim person cible victime personne victima persona objetivo',
    }).flatMap(([field, names]) => names.split(' ').map((name) => [name, field])),
  );

  const SIGN = /(?:^|\s)[+-][^\s+-]|\*|[~^]\d|[\p{L}\p{M}\p{N}]~(?=\s|$)|\p{L}:\S|(?:^|\s)(?:OR|OU|\||NOT|SAUF|AND|ET|&)(?=\s|$)/u;

  /** Whether a query has a sign in it, and is more than plain words. */
  const hasSigns = (text) => SIGN.test(text);

  /** A field's name as the index has it; what is none stays as it was typed. */
  const inEnglish = (token) =>
    token.replace(/^([+-]?)(\p{L}[\p{L}\p{M}]*):(?=.)/u, (whole, sign, name) => {
      const field = NAMES.get(analysis.fold(analysis.normalise(name)));
      return field ? `${sign}${field}:` : whole;
    });

  /** A `~` without a number is one letter different: Lunr wants to be told. */
  const withDistance = (token) => token.replace(/([\p{L}\p{M}\p{N}])~$/u, '$1~1');

  /**
   * The words of a query with their signs. An `OR` joins the two words beside it, a `NOT` rules out the one after it; one
   * that lacks a word does nothing, and neither does a dash between words, which is punctuation.
   * @param {string} text
   * @returns {string[][]} groups of alternatives: one or more words each
   */
  const groups = (text) => {
    const found = [];
    let joins = false;
    let rulesOut = false;
    for (const token of text.split(/\s+/)) {
      if (OR.has(token)) joins = found.length > 0;
      else if (NOT.has(token)) rulesOut = true;
      else if (/[^+-]/.test(token) && !AND.has(token)) {
        const word = withDistance(inEnglish(rulesOut ? `-${token.replace(/^[+-]/, '')}` : token));
        if (joins && !rulesOut) found[found.length - 1].push(word);
        else found.push([word]);
        joins = false;
        rulesOut = false;
      }
    }
    return found;
  };

  window.alertSearch.parts.syntax = { hasSigns, groups };
})();
