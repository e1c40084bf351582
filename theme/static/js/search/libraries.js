/** The libraries that a language is searched with, in the order in which they run: what is below `VENDOR_FOLDER`. */
(() => {
  'use strict';

  const LUNR = ['lunr.min.js', () => Boolean(window.lunr)];
  const SUPPORT = ['lunr.stemmer.support.min.js', () => Boolean(window.lunr?.stemmerSupport)];
  // Stemmers that are not in lunr itself.
  const STEMMERS = new Map([
    ['fr', 'lunr.fr.min.js'],
    ['es', 'lunr.es.min.js'],
  ]);

  /** @returns {{file: string, isThere: () => boolean}[]} paths below the root, and whether each has run */
  window.searchLibraries = (language) => {
    const own = STEMMERS.has(language) ? [SUPPORT, [STEMMERS.get(language), () => Boolean(window.lunr?.[language])]] : [];
    return [LUNR, ...own].map(([name, isThere]) => ({ file: `theme/vendor/${name}`, isThere }));
  };
})();
