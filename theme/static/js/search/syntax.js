/**
 * What a query's signs mean beside Lunr's own: `OR`, and the names of fields in the reader's language. Pure.
 *
 * `OU` is the French word for it, and `|` is understood too. A Spanish `O` is not: it is the article of `O Globo`.
 */
(() => {
  'use strict';

  const { analysis } = window.alertSearch.parts;

  const OR = new Set(['OR', 'OU', '|']);

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

  const SIGN = /(?:^|\s)[+-][^\s+-]|\*|[~^]\d|\p{L}:\S|(?:^|\s)(?:OR|OU|\|)(?=\s|$)/u;

  /** Whether a query has a sign in it, and is more than plain words. */
  const hasSigns = (text) => SIGN.test(text);

  /** A field's name as the index has it; what is none stays as it was typed. */
  const inEnglish = (token) =>
    token.replace(/^([+-]?)(\p{L}[\p{L}\p{M}]*):(?=.)/u, (whole, sign, name) => {
      const field = NAMES.get(analysis.fold(analysis.normalise(name)));
      return field ? `${sign}${field}:` : whole;
    });

  /**
   * The words of a query with their signs. An `OR` joins the two words beside it; one that lacks a word joins nothing,
   * and neither does a dash between words, which is punctuation.
   * @param {string} text
   * @returns {string[][]} groups of alternatives: one or more words each
   */
  const groups = (text) => {
    const found = [];
    let joins = false;
    for (const token of text.split(/\s+/)) {
      if (OR.has(token)) joins = found.length > 0;
      else if (/[^+-]/.test(token)) {
        if (joins) found[found.length - 1].push(inEnglish(token));
        else found.push([inEnglish(token)]);
        joins = false;
      }
    }
    return found;
  };

  window.alertSearch.parts.syntax = { hasSigns, groups };
})();
