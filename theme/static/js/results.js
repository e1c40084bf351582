/**
 * The search page: between the form, the address bar and `window.alertSearch` (its types are in search/api.js). The
 * parts of the page are in results/, one file each; this one is loaded last and puts them to work.
 */
(function () {
  'use strict';

  const view = window.searchView;
  const { find, own, say, numbers } = view;

  const PAGE = 10;
  const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
  const ENGINE = 'theme/js/search.js';
  const UNSEEN = 100; // ms after which a page is taken not to be drawn
  const TELLING = 2000; // ms between two tellings of how far something is that takes long
  const PATIENCE = 300; // ms before "Searching…" is said: most answers are quicker, and would only flicker

  const $q = find('q');
  const $filters = find('filters');
  const $results = find('results');
  const $status = find('status');

  let searches = 0; // the number of the latest search: an answer to an earlier one is dropped
  let shown = ''; // the state that the page shows, as text
  let reading = new AbortController(); // ends the reading of texts for a search that nobody waits for any more

  /** Go to a state: into the address and the history, then show it. */
  view.go = async function (state, toResults = false) {
    const isNew = view.text(state) !== view.text(view.readAddress());
    // What is asked for is on its way before the address is changed, which takes as long as a file does.
    const showing = show(state);
    if (isNew) {
      try {
        history.pushState(null, '', view.href(state));
      } catch {
        location.hash = view.text(state) || 'q='; // a browser that lets no script touch the history of files
      }
    }
    await showing;
    if (toResults) {
      $results.focus({ preventScroll: true });
      $results.scrollIntoView();
    }
  };

  function fillForm(state) {
    $q.value = state.q;
    find('from').value = state.from;
    find('to').value = state.to;
    find('sort').value = state.sort;
    for (const $box of document.querySelectorAll('input[name="lang"]')) $box.checked = state.languages.includes($box.value);
    // Filters stand above the hits as chips; where there is little room the hits come first. No chip tells of these two.
    if (state.languages.join() !== own || state.sort) $filters.open = true;
    view.showYears(state);
    view.showChips(state);
  }

  /** The engine, or an error that says which files are missing. */
  function engine() {
    if (!window.alertSearch) throw Object.assign(new Error('no window.alertSearch'), { file: ENGINE });
    return window.alertSearch;
  }

  /** What the engine answers, which is asked at once; it does not fail before it is waited for. */
  async function ask(state, onHits, onRead) {
    const { signal } = reading;
    return engine().search(state.q, { ...view.options(state), limit: PAGE, offset: (state.page - 1) * PAGE, onHits, onRead, signal });
  }

  async function show(state) {
    const number = ++searches;
    reading.abort();
    reading = new AbortController();
    shown = view.text(state);
    const wrong = [state.from, state.to].find((value) => value && !DATE.test(value));
    const isAsked = view.asks(state) && !wrong;
    const $facets = find('facets');
    let early = false;
    const onHits = (result) => {
      if (number !== searches || state.page > Math.max(1, pagesOf(result))) return;
      early = true;
      clearTimeout(waiting);
      showHits(state, result);
      // There is a map as soon as its counts are there: its line does not push the hits down then.
      find('map').hidden = !result.total;
      view.comeBack(false);
      $results.removeAttribute('aria-busy');
      $facets.setAttribute('aria-busy', 'true');
    };
    let told = performance.now();
    let isLong = false;
    const onRead = (count, total) => {
      if (number !== searches || performance.now() - told < TELLING) return;
      told = performance.now();
      if (!isLong) view.showComparing(state);
      isLong = true;
      $status.textContent = say('t-exporting', { count: numbers.format(count), total: numbers.format(total) });
    };
    // Files are on their way while the form is filled in.
    const answer = isAsked ? ask(state, onHits, onRead) : null;
    fillForm(state);
    view.keepRoom(state);
    $results.closest('main').classList.add('ready');
    if (wrong) return failed([view.make('p', {}, say('t-date', { date: wrong }))]);
    // Room is kept for what is on its way; where nobody asks, nothing is.
    $results.parentElement.classList.toggle('idle', !isAsked);
    if (!isAsked) return empty();

    $results.setAttribute('aria-busy', 'true');
    const waiting = setTimeout(() => { $status.textContent = say('t-searching'); }, PATIENCE);
    try {
      const result = await answer;
      if (number !== searches) return;
      clearTimeout(waiting);
      const pages = pagesOf(result);
      // An address kept from when there was more to find, or made up, leads to the last page there is.
      if (pages && state.page > pages) return await show({ ...state, page: pages });
      if (!early) {
        onHits(result);
        await painted();
        if (number !== searches) return;
      }
      showCounts(state, result);
      view.comeBack(true);
      further(state, result, () => number === searches);
    } catch (error) {
      if (number !== searches) return;
      // Another version of a file is not mended by asking for it again: the page itself is to be had anew.
      const $again = view.make('button', { type: 'button' }, say(error.isOther ? 't-reload' : 't-retry'));
      $again.addEventListener('click', () => (error.isOther ? location.reload() : show(state)));
      const said = say(error.isOther ? 't-other-version' : 't-failed', { file: error.file || error.message });
      failed([view.make('p', {}, said), view.make('p', {}, $again)]);
    } finally {
      clearTimeout(waiting);
      if (number === searches) for (const $part of [$results, $facets]) $part.removeAttribute('aria-busy');
    }
  }

  function empty() {
    for (const id of ['status', 'notices', 'wider', 'elsewhere', 'hits', 'facets']) find(id).replaceChildren();
    for (const id of ['paging', 'timeline', 'map']) find(id).hidden = true;
    view.hideKeep();
    view.hideExport();
    view.showLanguages({});
  }

  function failed(children) {
    empty();
    find('notices').append(view.make('div', { class: 'notice', role: 'alert' }, ...children));
  }

  /** Until what was put into the page is seen; a page that nobody looks at is not drawn. */
  const painted = () => new Promise((resolve) => {
    setTimeout(resolve, UNSEEN);
    requestAnimationFrame(() => setTimeout(resolve));
  });

  const pagesOf = ({ total }) => Math.ceil(total / PAGE);

  function showHits(state, result) {
    // What was kept for a chart and ten hits is not needed where there are none.
    $results.parentElement.classList.toggle('idle', !result.total);
    const pages = pagesOf(result);
    const place = state.page > 1 ? ', ' + say('t-page', { page: numbers.format(state.page), pages: numbers.format(pages) }) : '';
    $status.textContent = result.total ? view.found(result) + place : say('t-none');
    find('wider').replaceChildren();
    find('elsewhere').replaceChildren();
    view.keepRoom(state);
    view.showNotices(state, result);
    view.showHits(state, result.hits, pages, PAGE);
    // Where years are chosen the others are counted next: until then the drawing stays, and with it the focus.
    if (!state.filters.get('year').length || find('timeline').hidden) view.showTimeline(state, result.facets.year || {});
    view.showKeep(state, result);
    view.showExport(state, result.total);
  }

  function showCounts(state, result) {
    if (!find('elsewhere').hidden) view.showElsewhere(state);
    view.showFacets(state, result.facets);
    if (!state.filters.get('country').length || find('map').hidden) view.showMap(state, result.facets.country || {});
  }

  /** What needs more searching, once the answer is there. What fails of it is a help less, and no error. */
  async function further(state, result, isCurrent) {
    try {
      await view.widen(state, isCurrent);
      if (isCurrent() && result.total) await view.showCases(state, isCurrent);
      if (isCurrent()) await view.showWider(state, result, isCurrent);
      if (!isCurrent() || !state.q) return;
      await new Promise((resolve) => { (window.requestIdleCallback || setTimeout)(resolve); });
      const counts = isCurrent() ? await view.countElsewhere(state, isCurrent) : null;
      if (counts && isCurrent()) view.showLanguages({ ...counts, ...result.facets.language });
    } catch (error) {
      if (error.name !== 'SearchLoadError') throw error;
    }
  }

  find('search-form').addEventListener('submit', (event) => {
    event.preventDefault();
    view.go(view.readForm());
  });

  // A filter takes effect at once; the words wait for Enter or the button.
  $filters.addEventListener('change', () => {
    const state = view.readForm();
    if (view.asks(state) || view.asks(view.readAddress())) view.go(state);
  });

  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, select, textarea, [contenteditable]');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      $q.focus();
      $q.select();
    }
  });

  function restore() {
    const state = view.readAddress();
    if (view.text(state) !== shown) show(state);
  }
  window.addEventListener('popstate', restore);
  window.addEventListener('hashchange', restore);

  if (window.matchMedia('(min-width: 60rem)').matches) $filters.open = true;
  show(view.readAddress());
  view.showSaved();
})();
