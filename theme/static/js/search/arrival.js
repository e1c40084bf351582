/**
 * Where the address brings a query: what every query needs is asked for before the page's scripts are there, which will ask
 * for the same and find it. A script by itself, with `libraries.js`, that nothing waits for.
 */
(() => {
  'use strict';

  const { src } = document.currentScript;
  const language = document.documentElement.lang;
  const hash = window.location.hash.slice(1);
  const state = new URLSearchParams(hash.includes('=') ? hash : window.location.search);
  // From a disk there is no way to wait for, and browsers have nothing to keep what was fetched in.
  if (window.location.protocol === 'file:' || !(state.get('q') || '').trim() || state.has('lang')) return;
  const root = src.slice(0, src.lastIndexOf('theme/js/'));
  for (const file of [...window.searchLibraries(language).map((library) => library.file), `search/${language}/manifest.js`]) {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'preload', as: 'script', href: root + file });
    document.head.append(link);
  }
})();
