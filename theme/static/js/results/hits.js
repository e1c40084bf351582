/** The list of what was found, and its pages. */
(function () {
  'use strict';

  const view = window.searchView;
  const { own, make, say, label, numbers } = view;

  const MARKED = 4; // runs of marked words that an address carries on to the alert

  function passages(list) {
    return list.map((passage) => (passage.mark ? make('mark', {}, passage.text) : passage.text));
  }

  /**
   * The address of an alert, with the words that were found: `#:~:text=` marks them there without a script, in browsers
   * that know it (Chromium, Safari, Firefox from 131); the others show the alert.
   */
  function address(one) {
    const words = [...new Set([...one.marked, ...one.excerpt].filter(({ mark }) => mark).map(({ text }) => text.toLowerCase()))];
    const directives = words.slice(0, MARKED).map((word) => 'text=' + encodeURIComponent(word).replace(/-/g, '%2D'));
    return window.alertSearch.root + one.url + (directives.length ? '#:~:' + directives.join('&') : '');
  }

  /** The same alert in other languages in which it was found. */
  function translations(one) {
    return one.languages.filter((code) => code !== one.language).map((code) =>
      make('a', { href: window.alertSearch.root + one.url.replace(/^[^/]+/, code), lang: code, hreflang: code }, view.tongue(code).textContent));
  }

  function hit(one) {
    const foreign = one.language === own ? {} : { lang: one.language };
    const others = translations(one);
    const about = [
      make('time', { datetime: one.issued }, view.date(one.issued)),
      ...one.countries.map((code) => label('country', code)),
      label('kind', one.kind),
      one.sources.join(', '),
      ...(one.language === own ? [] : [make('span', { class: 'tongue', ...foreign }, view.tongue(one.language).textContent)]),
      ...(others.length ? [make('span', {}, say('t-also'), ' ', ...view.joined(others, ', '))] : []),
    ].filter(Boolean);
    return make('li', {},
      make('h3', foreign, make('a', { href: address(one) }, ...passages(one.marked))),
      make('p', { class: 'meta' }, ...view.joined(about)),
      ...(one.excerpt.length ? [make('p', { class: 'excerpt', ...foreign }, ...passages(one.excerpt))] : []));
  }

  function showPaging(state, pages) {
    const $paging = view.find('paging');
    const wanted = new Set([1, pages]);
    for (let n = state.page - 2; n <= state.page + 2; n += 1) if (n > 0 && n <= pages) wanted.add(n);
    const parts = [];
    if (state.page > 1) parts.push(view.link({ ...state, page: state.page - 1 }, say('t-previous'), { rel: 'prev' }));
    let last = 0;
    for (const n of [...wanted].sort((a, b) => a - b)) {
      if (n > last + 1) parts.push('…');
      parts.push(view.link({ ...state, page: n }, numbers.format(n), {
        'aria-label': say('t-page-number', { page: numbers.format(n) }),
        ...(n === state.page ? { 'aria-current': 'page' } : {}),
      }));
      last = n;
    }
    if (state.page < pages) parts.push(view.link({ ...state, page: state.page + 1 }, say('t-next'), { rel: 'next' }));
    $paging.replaceChildren(make('ul', {}, ...parts.map((part) => make('li', {}, part))));
    $paging.hidden = pages < 2;
  }

  view.showHits = function (state, hits, pages, size) {
    const $hits = view.find('hits');
    $hits.replaceChildren(...hits.map(hit));
    $hits.start = (state.page - 1) * size + 1;
    showPaging(state, pages);
  };
})();
