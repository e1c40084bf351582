/** What a reader takes along: the link of a search, a citation, searches saved in this browser, the nearest feed. */
(function () {
  'use strict';

  const view = window.searchView;
  const { FACETS, find, make, say } = view;
  const STORE = 'alert-searches';

  /** @returns {Array<{query: string, name: string, saved: string}>} */
  function saved() {
    try {
      const kept = JSON.parse(localStorage.getItem(STORE) || '[]');
      return Array.isArray(kept) ? kept.filter((one) => one && typeof one.query === 'string' && typeof one.name === 'string') : [];
    } catch {
      return []; // private windows may refuse, and others may have written something else
    }
  }

  function store(searches) {
    try {
      localStorage.setItem(STORE, JSON.stringify(searches));
      return true;
    } catch {
      return false;
    }
  }

  function full(state) {
    return new URL(view.href(state), location.href).href;
  }

  /** A search in words: what was typed, and the filters. */
  function named(state) {
    const filters = FACETS.flatMap((facet) => state.filters.get(facet).map((code) => view.label(facet, code)));
    const range = state.from || state.to ? [(state.from || '…') + '–' + (state.to || '…')] : [];
    return [...(state.q ? [state.q] : []), ...filters, ...range].join(', ');
  }

  function tell(text) {
    find('kept').textContent = text;
  }

  /** To the clipboard, or, where a page may not write to it, into a field with everything selected. */
  async function copy(text, done) {
    const $field = find('copied');
    $field.hidden = true;
    try {
      await navigator.clipboard.writeText(text);
      tell(done);
    } catch {
      $field.value = text;
      $field.hidden = false;
      $field.focus();
      $field.select();
      tell(say('t-copy-by-hand'));
    }
  }

  async function citation(state, result) {
    const states = await Promise.all(view.options(state).languages.map((code) => window.alertSearch.fingerprint(code)));
    const now = new Date();
    const today = view.date([now.getFullYear(), now.getMonth() + 1, now.getDate()].join('-'));
    return say('t-citation', { site: find('results').dataset.site, query: named(state), count: view.found(result), date: today, state: states.join(', '), address: full(state) });
  }

  function button(words, action) {
    const $button = make('button', { type: 'button', class: 'plain' }, words);
    $button.addEventListener('click', action);
    return $button;
  }

  /** The feed of the one listing that the filters name; else that of everything. */
  function feed(state) {
    const only = ['country', 'source', 'violation'].flatMap((facet) => state.filters.get(facet).map((code) => view.term(facet, code)));
    const nearest = only.length === 1 && only[0] && only[0].feed ? only[0] : null;
    const url = nearest ? nearest.feed : find('keep').dataset.feed;
    if (!url) return [];
    const words = nearest ? say('t-feed-of', { name: nearest.label }) : say('t-feed');
    return [make('a', { href: window.alertSearch.root + url, type: 'application/atom+xml' }, words)];
  }

  view.showKeep = function (state, result) {
    find('keep').replaceChildren(
      button(say('t-copy'), () => copy(full(state), say('t-copied'))),
      button(say('t-cite'), async () => copy(await citation(state, result), say('t-cited'))),
      button(say('t-save'), () => {
        const query = view.text(state);
        const kept = [{ query, name: named(state), saved: new Date().toISOString().slice(0, 10) }, ...saved().filter((one) => one.query !== query)];
        tell(store(kept) ? say('t-saved') : say('t-not-saved'));
        view.showSaved();
      }),
      ...feed(state));
    find('keep').hidden = false;
    find('copied').hidden = true;
    tell('');
  };

  view.hideKeep = function () {
    find('keep').hidden = true;
    find('copied').hidden = true;
    tell('');
  };

  function download() {
    const text = JSON.stringify(saved().map((one) => ({ ...one, address: full(view.stateOf(new URLSearchParams(one.query))) })), null, 2);
    const $link = make('a', { href: URL.createObjectURL(new Blob([text], { type: 'application/json' })), download: 'searches.json' });
    $link.click();
    setTimeout(() => URL.revokeObjectURL($link.href), 1000);
  }

  view.showSaved = function () {
    const searches = saved();
    const rows = searches.map((one) => make('li', {},
      view.link(view.stateOf(new URLSearchParams(one.query)), one.name), ' ',
      make('span', { class: 'help' }, /^\d{4}-\d\d-\d\d$/.test(one.saved) ? view.date(one.saved) : ''), ' ',
      (() => {
        const $remove = button(say('t-forget'), () => {
          store(saved().filter((other) => other.query !== one.query));
          view.showSaved();
          (find('saved').querySelector('button') || find('q')).focus();
        });
        $remove.setAttribute('aria-label', say('t-remove', { filter: one.name }));
        return $remove;
      })()));
    find('saved-list').replaceChildren(...rows);
    find('saved').hidden = !searches.length;
    find('saved-export').replaceChildren(button(say('t-export'), download));
  };
})();
