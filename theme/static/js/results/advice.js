/** What is said about a search: how it was read, and what to do when it finds nothing, or little. */
(function () {
  'use strict';

  const view = window.searchView;
  const { FACETS, make, say, allLanguages } = view;

  const LITTLE = 3;

  const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

  /** Links to the pages of countries and years that a query names: to browse, where searching finds nothing. */
  function browse(text) {
    const query = ' ' + folded(text).replace(/[^\p{L}\p{N}]+/gu, ' ') + ' ';
    const named = ['country', 'source', 'violation'].flatMap((facet) => [...view.terms.get(facet).values()].filter(({ label, code, url }) =>
      url && [label, ...(facet === 'source' ? [code] : [])].some((name) => query.includes(' ' + folded(name).replace(/[^\p{L}\p{N}]+/gu, ' ').trim() + ' '))));
    const years = (query.match(/\b(?:19|20)\d\d\b/g) || []).map((year) => view.term('year', year)).filter((year) => year && year.url);
    return [...named, ...years].map(({ url, label }) => make('a', { href: window.alertSearch.root + url }, label));
  }

  const LETTER = /[\p{L}\p{N}]/u;

  /** The query with a word left out; null if it does not stand in the query as it is: as a part of another word it does not. */
  function lacking(query, word) {
    const all = folded(query);
    const own = folded(word);
    const isApart = (place) => !LETTER.test(all.charAt(place - 1)) && !LETTER.test(all.charAt(place + own.length));
    let place = all.indexOf(own);
    while (place >= 0 && !isApart(place)) place = all.indexOf(own, place + 1);
    if (place < 0 || all.length !== query.length) return null;
    return (query.slice(0, place) + query.slice(place + word.length)).replace(/\s+/g, ' ').trim();
  }

  function without(state, missing, ignored) {
    // Words that are too common say nothing beside what is left, unless they are quoted.
    const idle = /["“”«»„]/.test(state.q) ? [] : ignored;
    const left = [...missing, ...idle].reduce((query, word) => (query === null ? null : lacking(query, word)), state.q);
    // Signs whose word is gone mean nothing by themselves.
    const rest = (left || '').split(' ').filter((part) => LETTER.test(part)).join(' ');
    return rest ? [say('t-without'), ' ', view.link({ ...state, q: rest, page: 1 }, rest)] : null;
  }

  /** The words of phrases that stand nowhere, without the quotes. */
  function apart(state, missing) {
    if (!missing.some((word) => word.startsWith('"'))) return null;
    const words = state.q.replace(/["“”«»„]~\d+/g, ' ').replace(/["“”«»„]/g, ' ').replace(/\s+/g, ' ').trim();
    return [say('t-apart'), ' ', view.link({ ...state, q: words, page: 1 }, words)];
  }

  /** The state for what nobody asked for: it is not worth reading thousands of texts. */
  const briefly = (state) => ({ ...state, thorough: false, brief: true });

  /** The total of an answer; where words of a phrase were not compared it is not more than that. */
  function total(result) {
    return (result.uncompared.length ? '≤ ' : '') + view.numbers.format(result.total);
  }

  /** How many alerts other searches would find, each a link with its count; those that would find none are left out. */
  async function counted(states, isCurrent) {
    const links = [];
    for (const [state, words] of states) {
      const result = await window.alertSearch.search(state.q, { ...view.options(briefly(state)), exact: true, limit: 0, facets: false });
      if (!isCurrent()) return [];
      if (result.total && !result.closest) links.push(view.link(state, [words, ' (' + total(result) + ')']));
    }
    return links;
  }

  function line(...children) {
    return make('p', {}, ...children.flat());
  }

  /** What is known with the answer itself. */
  view.showNotices = function (state, result) {
    const lines = [];
    if (result.hint && result.hint !== 'loose') lines.push(line(say('t-' + result.hint)));
    if (result.uncompared.length) {
      lines.push(line(say(result.closest ? 't-loose' : 't-at-most', { words: result.uncompared.join(', ') })));
      lines.push(line(view.link({ ...state, thorough: true, brief: false, page: 1 }, say('t-compare'))));
    }
    if (result.missing.length) lines.push(line(say('t-missing', { words: result.missing.join(', ') })));
    else if (result.closest && result.total) lines.push(line(say('t-closest')));
    if (result.missing.length && result.words.length > result.missing.length) {
      const rest = without(state, result.missing, result.ignored);
      if (rest) lines.push(line(rest));
    }
    const words = apart(state, result.missing);
    if (words) lines.push(line(words));
    if (result.ignored.length) lines.push(line(say('t-ignored', { words: result.ignored.join(', ') })));
    for (const one of result.corrected) lines.push(line(say('t-corrected', one)));
    if (result.corrected.length) {
      lines.push(line(say('t-exactly'), ' ', view.link({ ...state, exact: true, page: 1 }, state.q)));
    }
    if (!result.total) {
      lines.push(line(say('t-advice')));
      const pages = browse(state.q);
      if (pages.length) lines.push(line(say('t-browse'), ' ', view.joined(pages)));
    }
    view.find('notices').replaceChildren(...(lines.length ? [make('div', { class: 'notice' }, ...lines)] : []));
  };

  /** While texts are compared, which may take long, there is a way to be content with the first of them, where room is kept anyway. */
  view.showComparing = function (state) {
    const $stop = make('button', { type: 'button', class: 'plain' }, say('t-stop'));
    $stop.addEventListener('click', () => view.go({ ...state, thorough: false, brief: true, page: 1 }));
    view.find('elsewhere').replaceChildren($stop);
    view.find('elsewhere').hidden = false;
  };

  /** What has to be searched for first: the same without filters, when little was found. */
  view.showWider = async function (state, result, isCurrent) {
    if (result.total > LITTLE || !view.isFiltered(state)) return;
    const states = [[view.unfiltered(state), say('t-all-filters')]];
    const active = [...FACETS.filter((facet) => state.filters.get(facet).length), ...(state.from || state.to ? ['date'] : [])];
    if (active.length > 1) {
      for (const facet of active) {
        const wider = facet === 'date' ? { ...state, from: '', to: '', page: 1 } : view.filtered(state, facet, []);
        states.push([wider, say('t-' + facet)]);
      }
    }
    const links = await counted(states.filter(([wider]) => view.asks(wider)), isCurrent);
    if (!links.length || !isCurrent()) return;
    view.find('wider').replaceChildren(say('t-wider'), ' ', ...view.joined(links));
  };

  const others = (state) => allLanguages.filter((code) => !state.languages.includes(code));

  /** Room is kept for other languages where there are any to search in. */
  view.keepRoom = function (state) {
    view.find('elsewhere').hidden = !state.q || !others(state).length;
  };

  /** The same search in the languages not asked, one click away: at once, and with counts when they are known. */
  view.showElsewhere = function (state, results = new Map()) {
    const links = others(state).map((code) => {
      const result = results.get(code);
      const there = { ...state, languages: [code], page: 1 };
      if (!result) return view.link(there, view.tongue(code));
      return result.closest || !result.total ? make('span', {}, view.tongue(code), ' (0)') : view.link(there, [view.tongue(code), ' (' + total(result) + ')']);
    });
    const isFound = links.length !== results.size || links.some(($link) => $link.localName === 'a');
    if (isFound) links.push(view.link({ ...state, languages: allLanguages, page: 1 }, say('t-everywhere')));
    view.find('elsewhere').replaceChildren(say('t-elsewhere'), ' ', ...view.joined(links));
  };

  /** What the other languages have, unless the connection is to be spared. */
  view.countElsewhere = async function (state, isCurrent) {
    const results = new Map();
    if (view.isSparing()) return null;
    for (const code of others(state)) {
      const there = briefly({ ...state, languages: [code], page: 1 });
      results.set(code, await window.alertSearch.search(state.q, { ...view.options(there), exact: true, limit: 0, facets: false }));
      if (!isCurrent()) return null;
    }
    if (results.size) view.showElsewhere(state, results);
    return Object.fromEntries([...results].map(([code, result]) => [code, result.closest ? 0 : result.total]));
  };
})();
