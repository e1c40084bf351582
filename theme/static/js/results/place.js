/**
 * How far down a page a reader was who comes back to it. Browsers know, but look before the results are there: then the page
 * is short, most of all on a phone, and they stop at its end.
 */
(function () {
  'use strict';

  const view = window.searchView;

  /** Where to go back to; null for who comes anew, has been there already, or has begun to move. */
  let wanted = null;
  const [navigation] = performance.getEntriesByType('navigation');
  const isBack = navigation && /** @type {any} */ (navigation).type !== 'navigate';
  if (isBack && history.state && history.state.place > 0) wanted = history.state.place;

  const stay = () => { wanted = null; };
  for (const kind of ['wheel', 'touchmove', 'pointerdown', 'keydown', 'popstate']) {
    window.addEventListener(kind, stay, { once: true, passive: true });
  }

  window.addEventListener('pagehide', () => {
    try {
      history.replaceState({ place: Math.round(scrollY) }, '');
    } catch {
      // A browser that lets no script touch the history of files.
    }
  });

  /** Go back there as far as the page is there; `isAll` when nothing more comes. */
  view.comeBack = function (isAll) {
    if (wanted === null) return;
    window.scrollTo({ top: wanted, behavior: 'instant' });
    if (isAll) wanted = null;
  };
})();
