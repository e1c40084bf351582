/**
 * The state of the search page, and the address that holds all of it: behind `?` or, on file://, behind `#`; both are
 * understood.
 *
 * @typedef {Object} State
 * @property {string} q
 * @property {Map<string, string[]>} filters facet → codes
 * @property {string[]} languages
 * @property {string} from
 * @property {string} to
 * @property {string} sort
 * @property {boolean} exact words are searched as they are typed, also those that no alert has
 * @property {boolean} thorough all texts are compared with a phrase, however many it takes
 * @property {boolean} [brief] they are not, although they are on a disk: in no address
 * @property {number} page from 1
 */
(function () {
  'use strict';

  const view = window.searchView;
  const { FACETS, own, allLanguages } = view;
  const SORTS = ['newest', 'oldest', 'latest'];
  const onDisk = location.protocol === 'file:';
  // Texts that are compared with a phrase unasked: as many files, of 7 kB each as they travel.
  const TEXTS = 100;
  const SPARING_TEXTS = 50;

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
      sort: SORTS.includes(sort) ? sort : '',
      exact: parameters.get('exact') === '1',
      thorough: parameters.get('texts') === 'all',
      page: Math.max(1, parseInt(parameters.get('page') || '1', 10) || 1),
    };
  }

  function readAddress() {
    const hash = location.hash.slice(1);
    return stateOf(new URLSearchParams(hash.includes('=') ? hash : location.search));
  }

  function readForm() {
    const state = stateOf(new URLSearchParams(/** @type {any} */ (new FormData(view.find('search-form')))));
    const known = readAddress();
    const isSame = known.q === state.q;
    return { ...state, exact: isSame && known.exact, thorough: isSame && known.thorough };
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
    if (state.exact) parameters.set('exact', '1');
    if (state.thorough) parameters.set('texts', 'all');
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

  /** The state with other values of one filter, on its first page. */
  function filtered(state, facet, codes) {
    return { ...state, filters: new Map([...state.filters, [facet, codes]]), page: 1 };
  }

  function has(state, facet, code) {
    return state.filters.get(facet).some((one) => one.toLowerCase() === code.toLowerCase());
  }

  /** The state with a value of a filter added, or taken away if it is there. */
  function toggled(state, facet, code) {
    const others = state.filters.get(facet).filter((one) => one.toLowerCase() !== code.toLowerCase());
    return filtered(state, facet, has(state, facet, code) ? others : [...others, code]);
  }

  function unfiltered(state) {
    return { ...state, filters: new Map(FACETS.map((facet) => [facet, []])), from: '', to: '', page: 1 };
  }

  function asks(state) {
    return Boolean(state.q || isFiltered(state));
  }

  /** What the engine is asked for, all pages alike. */
  function options(state) {
    return {
      languages: [own, ...state.languages].filter((code, n, all) => state.languages.includes(code) && all.indexOf(code) === n),
      filters: Object.fromEntries([...state.filters].filter(([, codes]) => codes.length)),
      regions: view.regions,
      from: state.from || undefined,
      to: state.to || undefined,
      sort: state.sort || 'relevance',
      ...(state.exact ? { exact: true } : {}),
      ...(state.thorough || (onDisk && !state.brief) ? {} : { texts: view.isSparing() ? SPARING_TEXTS : TEXTS }),
    };
  }

  /** Whether a click means to stay in this page. */
  function isPlain(event) {
    return !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  }

  /** A link to another state of this page; a plain click stays in the page. */
  function link(state, words, attributes = {}) {
    const $link = view.make('a', { href: href(state), ...attributes }, ...[words].flat());
    $link.addEventListener('click', (event) => {
      if (!isPlain(event)) return;
      event.preventDefault();
      view.go(state, true);
    });
    return $link;
  }

  Object.assign(view, { stateOf, readAddress, readForm, text, href, isFiltered, filtered, has, toggled, unfiltered, asks, options, isPlain, link });
})();
