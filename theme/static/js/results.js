/**
 * The search page's view: between the form, the address bar and `window.alertSearch` (its types are in search/api.js).
 *
 * The page is complete without it. It knows no words of any language: they stand, translated, in the page's `<template>`
 * elements, and the labels of codes in its `<datalist>` elements. Text from the archive enters by `textContent` only.
 *
 * The whole state is in the address, behind `?` or, on file://, behind `#`; both are understood.
 *
 * @typedef {Object} State
 * @property {string} q
 * @property {Map<string, string[]>} filters facet → codes
 * @property {string[]} languages
 * @property {string} from
 * @property {string} to
 * @property {string} sort
 * @property {number} page from 1
 */
(function () {
  'use strict';

  const FACETS = ['country', 'year', 'kind', 'violation', 'source'];
  const PAGE = 10;
  const FEW = 8; // values of a facet shown before "show all"
  const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
  const ENGINE = 'theme/js/search/';
  const PATIENCE = 300; // ms before "Searching…" is said: most answers are quicker, and would only flicker

  /** @param {string} id @returns {any} the element, or an error that names it */
  function find(id) {
    const $element = document.getElementById(id);
    if (!$element) throw new Error('search.html has no element #' + id);
    return $element;
  }

  const $form = find('search-form');
  const $q = find('q');
  const $filters = find('filters');
  const $facets = find('facets');
  const $results = find('results');
  const $status = find('status');
  const $notices = find('notices');
  const $hits = find('hits');
  const $paging = find('paging');
  const $clear = find('clear');

  const own = document.documentElement.lang;
  const locale = $results.dataset.locale || own;
  const numbers = new Intl.NumberFormat(locale);
  const plurals = new Intl.PluralRules(locale);
  const onDisk = location.protocol === 'file:';
  const allLanguages = [...document.querySelectorAll('input[name="lang"]')].map(($box) => $box.value);

  /** @type {Map<string, Map<string, string>>} facet → code → label; codes in lower case, as filters ignore case */
  const labels = new Map();
  for (const facet of FACETS) {
    const known = new Map();
    for (const $option of document.querySelectorAll('#labels-' + facet + ' option')) {
      known.set($option.value.toLowerCase(), $option.textContent);
    }
    labels.set(facet, known);
  }

  let searches = 0; // the number of the latest search: an answer to an earlier one is dropped
  let shown = ''; // the state that the page shows, as text
  const unfolded = new Set(); // facets whose values are all shown

  // ---- Words ------------------------------------------------------------------------------------------------------

  /** A text of the page with its `%(name)s` filled in. */
  function say(id, values = {}) {
    return fill(find(id).content.textContent, values);
  }

  /** A counted text: the form of the page's language for `n`. */
  function count(id, n) {
    const forms = find(id).content;
    const $words = forms.querySelector('[data-plural="' + plurals.select(n) + '"]');
    return fill($words.textContent, { count: numbers.format(n) });
  }

  function fill(text, values) {
    return text.replace(/%\((\w+)\)s/g, (_, name) => String(values[name]));
  }

  function label(facet, code) {
    return labels.get(facet).get(code.toLowerCase()) || code;
  }

  /** A partial date as people read it: only as much as is known. */
  function date(issued) {
    const [year, month, day] = issued.split('-').map(Number);
    if (!month) return issued;
    const shape = day ? { day: 'numeric', month: 'long', year: 'numeric' } : { month: 'long', year: 'numeric' };
    return new Intl.DateTimeFormat(locale, { ...shape, timeZone: 'UTC' }).format(new Date(Date.UTC(year, month - 1, day || 1)));
  }

  /** An element with attributes and children; strings become text. */
  function make(tag, attributes = {}, ...children) {
    const $element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) $element.setAttribute(name, value);
    $element.append(...children);
    return $element;
  }

  // ---- State and address ------------------------------------------------------------------------------------------

  /** @returns {State} */
  function stateOf(parameters) {
    const several = (name) => [...new Set(parameters.getAll(name).flatMap((value) => value.split(',')).map((value) => value.trim()).filter(Boolean))];
    const languages = several('lang').filter((code) => allLanguages.includes(code));
    const sort = parameters.get('sort') || '';
    return {
      q: (parameters.get('q') || '').trim(),
      filters: new Map(FACETS.map((facet) => [facet, several(facet)])),
      languages: languages.length ? languages : [own],
      from: (parameters.get('from') || '').trim(),
      to: (parameters.get('to') || '').trim(),
      sort: sort === 'newest' || sort === 'oldest' ? sort : '',
      page: Math.max(1, parseInt(parameters.get('page') || '1', 10) || 1),
    };
  }

  function readAddress() {
    const hash = location.hash.slice(1);
    return stateOf(new URLSearchParams(hash.includes('=') ? hash : location.search));
  }

  function readForm() {
    return stateOf(new URLSearchParams(/** @type {any} */ (new FormData($form))));
  }

  /** The state as a query string, without what is the default; the same state is always the same text. */
  function text(state) {
    const parameters = new URLSearchParams();
    if (state.q) parameters.set('q', state.q);
    for (const facet of FACETS) for (const code of state.filters.get(facet)) parameters.append(facet, code);
    if (state.languages.join() !== own) for (const code of state.languages) parameters.append('lang', code);
    if (state.from) parameters.set('from', state.from);
    if (state.to) parameters.set('to', state.to);
    if (state.sort) parameters.set('sort', state.sort);
    if (state.page > 1) parameters.set('page', String(state.page));
    return parameters.toString();
  }

  function href(state) {
    const query = text(state);
    // On a disk only what follows the # may change; it must not be empty, or an older ?q= would count again.
    return onDisk ? '#' + (query || 'q=') : location.pathname + (query ? '?' + query : '');
  }

  function isFiltered(state) {
    return Boolean(state.from || state.to || FACETS.some((facet) => state.filters.get(facet).length));
  }

  function asks(state) {
    return Boolean(state.q || isFiltered(state));
  }

  /** Go to a state: into the address and the history, then show it. */
  function go(state) {
    if (text(state) !== text(readAddress())) {
      try {
        history.pushState(null, '', href(state));
      } catch {
        location.hash = text(state) || 'q='; // a browser that lets no script touch the history of files
      }
    }
    return show(state);
  }

  function fillForm(state) {
    $q.value = state.q;
    find('from').value = state.from;
    find('to').value = state.to;
    find('sort').value = state.sort;
    for (const $box of document.querySelectorAll('input[name="lang"]')) $box.checked = state.languages.includes($box.value);
    if (isFiltered(state) || state.languages.join() !== own || state.sort) $filters.open = true;
    $clear.hidden = !isFiltered(state);
    $clear.href = href(unfiltered(state));
  }

  function unfiltered(state) {
    return { ...state, filters: new Map(FACETS.map((facet) => [facet, []])), from: '', to: '', page: 1 };
  }

  // ---- Searching --------------------------------------------------------------------------------------------------

  /** The engine, or an error that says which files are missing. */
  function engine() {
    if (!window.alertSearch) throw Object.assign(new Error('no window.alertSearch'), { file: ENGINE });
    return window.alertSearch;
  }

  function options(state) {
    return {
      languages: [own, ...state.languages].filter((code, n, all) => state.languages.includes(code) && all.indexOf(code) === n),
      filters: Object.fromEntries([...state.filters].filter(([, codes]) => codes.length)),
      from: state.from || undefined,
      to: state.to || undefined,
      sort: state.sort || 'relevance',
      limit: PAGE,
      offset: (state.page - 1) * PAGE,
    };
  }

  async function show(state) {
    const number = ++searches;
    shown = text(state);
    fillForm(state);
    const wrong = [state.from, state.to].find((value) => value && !DATE.test(value));
    if (wrong) return failed([make('p', {}, say('t-date', { date: wrong }))]);
    if (!asks(state)) return empty();

    $results.setAttribute('aria-busy', 'true');
    const waiting = setTimeout(() => { $status.textContent = say('t-searching'); }, PATIENCE);
    try {
      const result = await engine().search(state.q, options(state));
      if (number !== searches) return;
      clearTimeout(waiting);
      await showResult(state, result, number);
    } catch (error) {
      if (number !== searches) return;
      const $again = make('button', { type: 'button' }, say('t-retry'));
      $again.addEventListener('click', () => show(state));
      failed([make('p', {}, say('t-failed', { file: error.file || error.message })), make('p', {}, $again)]);
    } finally {
      clearTimeout(waiting);
      if (number === searches) $results.removeAttribute('aria-busy');
    }
  }

  function empty() {
    for (const $part of [$status, $notices, $hits, $facets]) $part.replaceChildren();
    $paging.hidden = true;
  }

  function failed(children) {
    empty();
    $notices.append(make('div', { class: 'notice', role: 'alert' }, ...children));
  }

  async function showResult(state, result, number) {
    const pages = Math.ceil(result.total / PAGE);
    // An address kept from when there was more to find, or made up, leads to the last page there is.
    if (pages && state.page > pages) return show({ ...state, page: pages });
    $status.textContent = result.total ? count('t-found', result.total) + (state.page > 1 ? ', ' + say('t-page', { page: numbers.format(state.page), pages: numbers.format(pages) }) : '') : say('t-none');
    showNotices(state, result);
    $hits.replaceChildren(...result.hits.map(hit));
    $hits.start = (state.page - 1) * PAGE + 1;
    showPaging(state, pages);
    showFacets(state, result.facets);
    return widen(state, number);
  }

  function showNotices(state, result) {
    const said = [];
    if (result.hint === 'plain' || result.hint === 'broad') said.push(say('t-' + result.hint));
    if (result.missing.length) said.push(say('t-missing', { words: result.missing.join(', ') }));
    else if (result.closest && result.total) said.push(say('t-closest'));
    if (result.ignored.length) said.push(say('t-ignored', { words: result.ignored.join(', ') }));
    for (const one of result.corrected || []) said.push(say('t-corrected', one));
    const $notice = make('div', { class: 'notice' }, ...said.map((one) => make('p', {}, one)));
    if (!result.total) {
      $notice.append(make('p', {}, say('t-advice')));
      if (isFiltered(state)) $notice.append(make('p', {}, link(unfiltered(state), say('t-unfiltered'))));
      if (state.languages.length < allLanguages.length) {
        $notice.append(make('p', {}, link({ ...state, languages: allLanguages, page: 1 }, say('t-everywhere'))));
      }
    }
    $notices.replaceChildren(...($notice.childNodes.length ? [$notice] : []));
  }

  /** A link to another state of this page; a plain click stays in the page. */
  function link(state, words, attributes = {}) {
    const $link = make('a', { href: href(state), ...attributes }, words);
    $link.addEventListener('click', (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      go(state).then(toResults);
    });
    return $link;
  }

  function toResults() {
    $results.focus({ preventScroll: true });
    $results.scrollIntoView();
  }

  function passages(list) {
    return list.map((passage) => (passage.mark ? make('mark', {}, passage.text) : passage.text));
  }

  function hit(one) {
    const foreign = one.language === own ? {} : { lang: one.language };
    const about = [
      make('time', { datetime: one.issued }, date(one.issued)),
      ...one.countries.map((code) => label('country', code)),
      label('kind', one.kind),
      one.sources.join(', '),
      ...(one.language === own ? [] : [make('span', { class: 'tongue', ...foreign }, languageName(one.language))]),
    ].filter(Boolean);
    const $meta = make('p', { class: 'meta' });
    about.forEach((part, n) => $meta.append(...(n ? [' · '] : []), part));
    return make('li', {},
      make('h3', foreign, make('a', { href: window.alertSearch.root + one.url }, ...passages(one.marked))),
      $meta,
      ...(one.excerpt.length ? [make('p', { class: 'excerpt', ...foreign }, ...passages(one.excerpt))] : []));
  }

  function languageName(code) {
    const $box = document.querySelector('input[name="lang"][value="' + CSS.escape(code) + '"]');
    return $box ? $box.parentElement.textContent.trim() : code;
  }

  function showPaging(state, pages) {
    const wanted = new Set([1, pages]);
    for (let n = state.page - 2; n <= state.page + 2; n += 1) if (n > 0 && n <= pages) wanted.add(n);
    const parts = [];
    if (state.page > 1) parts.push(link({ ...state, page: state.page - 1 }, say('t-previous'), { rel: 'prev' }));
    let last = 0;
    for (const n of [...wanted].sort((a, b) => a - b)) {
      if (n > last + 1) parts.push('…');
      parts.push(link({ ...state, page: n }, numbers.format(n), {
        'aria-label': say('t-page-number', { page: numbers.format(n) }),
        ...(n === state.page ? { 'aria-current': 'page' } : {}),
      }));
      last = n;
    }
    if (state.page < pages) parts.push(link({ ...state, page: state.page + 1 }, say('t-next'), { rel: 'next' }));
    $paging.replaceChildren(make('ul', {}, ...parts.map((part) => make('li', {}, part))));
    $paging.hidden = pages < 2;
  }

  // ---- Facets -----------------------------------------------------------------------------------------------------

  /** Values of one filter are alternatives, so its own counts are those that the other filters leave: ask for them. */
  async function widen(state, number) {
    for (const facet of FACETS) {
      if (!state.filters.get(facet).length) continue;
      const others = { ...state, filters: new Map([...state.filters, [facet, []]]) };
      const result = await engine().search(state.q, { ...options(others), limit: 0, offset: 0 });
      if (number !== searches) return;
      showFacet(state, facet, result.facets[facet]);
    }
  }

  function showFacets(state, facets) {
    for (const facet of FACETS) showFacet(state, facet, facets[facet] || {});
  }

  function showFacet(state, facet, counts) {
    const chosen = state.filters.get(facet);
    const isChosen = (code) => chosen.some((one) => one.toLowerCase() === code.toLowerCase());
    const values = Object.entries(counts);
    for (const code of chosen) if (!values.some(([one]) => one.toLowerCase() === code.toLowerCase())) values.push([code, 0]);
    values.sort(facet === 'year'
      ? (a, b) => b[0].localeCompare(a[0])
      : (a, b) => Number(isChosen(b[0])) - Number(isChosen(a[0])) || b[1] - a[1] || label(facet, a[0]).localeCompare(label(facet, b[0]), locale));

    const id = 'facet-' + facet;
    const $old = document.getElementById(id);
    const focused = $old && $old.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const $new = make('fieldset', { id });
    if (values.length) {
      $new.append(make('legend', {}, say('t-' + facet)));
      const all = unfolded.has(facet) || values.length <= FEW + 2;
      values.slice(0, all ? values.length : FEW).forEach(([code, n]) => $new.append(tick(facet, code, n, isChosen(code))));
      if (values.length > FEW + 2) $new.append(fold(state, facet, counts, values.length, all));
    } else {
      $new.hidden = true;
    }
    if ($old) $old.replaceWith($new); else $facets.append($new);
    if (focused) {
      const $again = [...$new.querySelectorAll('[data-key]')].find(($one) => $one.dataset.key === focused);
      if ($again) $again.focus();
    }
  }

  function tick(facet, code, n, checked) {
    const $box = make('input', { type: 'checkbox', name: facet, value: code, form: $form.id, 'data-key': code });
    $box.checked = checked;
    return make('label', { class: 'tick' }, $box,
      make('span', {}, label(facet, code)),
      make('span', { class: 'count' }, make('span', { 'aria-hidden': 'true' }, numbers.format(n)), make('span', { class: 'unseen' }, count('t-alerts', n))));
  }

  function fold(state, facet, counts, total, all) {
    const $button = make('button', { type: 'button', class: 'plain', 'aria-expanded': String(all), 'data-key': '…' },
      all ? say('t-fewer') : say('t-more', { count: numbers.format(total) }));
    $button.addEventListener('click', () => {
      if (all) unfolded.delete(facet); else unfolded.add(facet);
      showFacet(readAddress(), facet, counts);
    });
    return $button;
  }

  // ---- Events -----------------------------------------------------------------------------------------------------

  $form.addEventListener('submit', (event) => {
    event.preventDefault();
    go(readForm());
  });

  // A filter takes effect at once; the words wait for Enter or the button.
  $filters.addEventListener('change', () => {
    const state = readForm();
    if (asks(state) || asks(readAddress())) go(state);
  });

  $clear.addEventListener('click', (event) => {
    event.preventDefault();
    go(unfiltered(readAddress()));
    $q.focus();
  });

  // Loading begins when someone means to search, and not before; what fails to load is told when they do.
  $q.addEventListener('focus', () => window.alertSearch && window.alertSearch.prepare().catch(() => {}), { once: true });

  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, select, textarea, [contenteditable]');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      $q.focus();
      $q.select();
    } else if (event.key === 'Escape' && event.target === $q) {
      $q.value = '';
    }
  });

  function restore() {
    const state = readAddress();
    if (text(state) !== shown) show(state);
  }
  window.addEventListener('popstate', restore);
  window.addEventListener('hashchange', restore);

  if (window.matchMedia('(min-width: 60rem)').matches) $filters.open = true;
  show(readAddress());
})();
