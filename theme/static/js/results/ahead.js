/**
 * The time in which someone types is used: from the focus on, what every query needs is loaded, and then the lists of
 * the words that are finished. Nothing is said of it, and what fails to load is told when it is asked for.
 */
(function () {
  'use strict';

  const view = window.searchView;
  const PAUSE = 250; // ms without a key after which a word is taken to be finished: longer than between two keys of a steady typist

  const $q = view.find('q');
  let expected = '';
  let waiting = 0;

  /** Whether the reader's connection is to be spared: then nothing is loaded but what was asked for. */
  view.isSparing = function () {
    const { saveData = false, effectiveType = '' } = navigator.connection || {};
    return saveData || /2g/.test(effectiveType) || window.matchMedia('(prefers-reduced-data: reduce)').matches;
  };

  function expect(typed, isWhole) {
    const text = typed.replace(/\s+/g, ' ');
    if (!text.trim() || text === expected || !window.alertSearch) return;
    expected = text;
    const { languages, exact } = view.options(view.readForm());
    window.alertSearch.expect(text, { languages, exact, isWhole }).catch(() => {});
  }

  $q.addEventListener('focus', () => {
    if (window.alertSearch && !view.isSparing()) window.alertSearch.prepare().catch(() => {});
  }, { once: true });

  $q.addEventListener('input', (event) => {
    clearTimeout(waiting);
    if (event.isComposing || view.isSparing()) return;
    const [finished] = /^.*\s/su.exec($q.value) || [''];
    expect(finished, true);
    waiting = setTimeout(() => expect($q.value, false), PAUSE);
  });

  view.find('search-form').addEventListener('submit', () => clearTimeout(waiting));
})();
