/**
 * The time in which someone types is used: from the focus on, what every query needs is loaded, and then the lists of
 * the words that are finished. Nothing is said of it, and what fails to load is told when it is asked for.
 */
(function () {
  'use strict';

  const view = window.searchView;
  const BRIEF = 50; // ms after which a word that very many alerts have is taken to be finished: few longer ones begin as it does
  const PAUSE = 250; // ms without a key after which a word is taken to be finished: longer than between two keys of a steady typist

  const $q = view.find('q');
  let expected = '';
  let waiting = [];

  /** Whether the reader's connection is to be spared: then nothing is loaded but what was asked for. */
  view.isSparing = function () {
    const { saveData = false, effectiveType = '' } = navigator.connection || {};
    return saveData || /2g/.test(effectiveType) || window.matchMedia('(prefers-reduced-data: reduce)').matches;
  };

  function expect(typed, how) {
    const text = typed.replace(/\s+/g, ' ');
    if (!text.trim() || text === expected || !window.alertSearch) return;
    if (!how.isBrief) expected = text;
    const { languages, exact } = view.options(view.readForm());
    window.alertSearch.expect(text, { languages, exact, ...how }).catch(() => {});
  }

  const stop = () => waiting.forEach(clearTimeout);

  $q.addEventListener('focus', () => {
    if (window.alertSearch && !view.isSparing()) window.alertSearch.prepare().catch(() => {});
  }, { once: true });

  $q.addEventListener('input', (event) => {
    stop();
    if (event.isComposing || view.isSparing()) return;
    const [finished] = /^.*\s/su.exec($q.value) || [''];
    expect(finished, { isWhole: true });
    const after = (time, isBrief) => setTimeout(() => expect($q.value, { isWhole: false, isBrief }), time);
    waiting = [after(BRIEF, true), after(PAUSE, false)];
  });

  view.find('search-form').addEventListener('submit', stop);
})();
