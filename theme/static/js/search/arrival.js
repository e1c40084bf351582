/**
 * Where the address brings a query: what every query needs is loaded and run while the page's own scripts are still on their
 * way, and these are asked for as early. `core.js` takes over what is here, and what is still to come. A script by itself, with
 * `libraries.js`, that nothing waits for.
 */
(() => {
  'use strict';

  const { src } = document.currentScript;
  const { lang } = document.documentElement;
  const hash = window.location.hash.slice(1);
  const state = new URLSearchParams(hash.includes('=') ? hash : window.location.search);
  // The page's scripts may have been quicker, and load for themselves.
  if (window.alertSearch || !(state.get('q') || '').trim() || state.has('lang')) return;
  const root = src.slice(0, src.lastIndexOf('theme/js/'));

  /** Whether a file has been loaded and run: none of the errors is said here, whoever needs the file asks again. */
  const load = (file) =>
    new Promise((resolve) => {
      const script = document.createElement('script');
      const end = (isRun) => {
        script.remove();
        resolve(isRun);
      };
      // They are fetched beside each other, and run in their order.
      Object.assign(script, { src: root + file, async: false, onload: () => end(true), onerror: () => end(false) });
      document.head.append(script);
    });

  const arrived = new Map();
  window.alertShard = (key, content) => {
    arrived.set(key, content);
  };
  const language = lang.split('-')[0] || 'en';
  const files = [...window.searchLibraries(language).map(({ file }) => file), `search/${language}/manifest.js`];
  window.searchAhead = { arrived, loads: new Map(files.map((file) => [file, load(file)])) };

  // Browsers put off what stands at the end of a page until its beginning is drawn; here the results are waited for.
  if (window.location.protocol === 'file:') return;
  for (const file of [`${lang}/search-labels.js`, 'theme/js/search.js']) {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'preload', as: 'script', href: root + file });
    document.head.append(link);
  }
})();
