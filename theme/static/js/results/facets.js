/** The filters beside the results with their counts, and as chips above them. */
(function () {
  'use strict';

  const view = window.searchView;
  const { FACETS, make, say, label, numbers } = view;

  const FEW = 8; // values of a facet shown before "show all"
  const unfolded = new Set(); // facets whose values are all shown

  function ordered(state, facet, counts) {
    const values = Object.entries(counts);
    for (const code of state.filters.get(facet)) if (!values.some(([one]) => one.toLowerCase() === code.toLowerCase())) values.push([code, 0]);
    const chosen = (code) => Number(view.has(state, facet, code));
    return values.sort(facet === 'year'
      ? (a, b) => Number(b[0]) - Number(a[0])
      : (a, b) => chosen(b[0]) - chosen(a[0]) || b[1] - a[1] || view.place(facet, a[0]) - view.place(facet, b[0]));
  }

  function showFacet(state, facet, counts) {
    const values = ordered(state, facet, counts);
    const id = 'facet-' + facet;
    const $old = document.getElementById(id);
    const focused = $old && $old.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const $new = make('fieldset', { id });
    if (values.length) {
      $new.append(make('legend', {}, say('t-' + facet) + (values.length > FEW + 2 ? ' (' + numbers.format(values.length) + ')' : '')));
      const all = unfolded.has(facet) || values.length <= FEW + 2;
      values.slice(0, all ? values.length : FEW).forEach(([code, n]) => $new.append(tick(facet, code, n, view.has(state, facet, code))));
      if (values.length > FEW + 2) $new.append(fold(facet, counts, values.length, all));
    } else {
      $new.hidden = true;
    }
    if ($old) $old.replaceWith($new); else view.find('facets').append($new);
    if (focused) {
      const $again = [...$new.querySelectorAll('[data-key]')].find(($one) => $one.dataset.key === focused);
      if ($again) $again.focus();
    }
  }

  function figure(n) {
    return make('span', { class: 'count' }, make('span', { 'aria-hidden': 'true' }, numbers.format(n)), make('span', { class: 'unseen' }, view.count('t-alerts', n)));
  }

  function tick(facet, code, n, checked) {
    const $box = make('input', { type: 'checkbox', name: facet, value: code, form: 'search-form', 'data-key': code });
    $box.checked = checked;
    return make('label', { class: 'pick' }, $box, make('span', {}, label(facet, code)), figure(n));
  }

  function fold(facet, counts, total, all) {
    const $button = make('button', { type: 'button', class: 'plain', 'aria-expanded': String(all), 'data-key': '…' },
      all ? say('t-fewer') : say('t-more', { count: numbers.format(total) }));
    $button.addEventListener('click', () => {
      if (all) unfolded.delete(facet); else unfolded.add(facet);
      showFacet(view.readAddress(), facet, counts);
    });
    return $button;
  }

  /** What narrows the search, each to be taken away by one click. */
  function showChips(state) {
    const chips = [];
    const chip = (name, value, without) =>
      chips.push(view.link(without, [name + ' ' + value + ' ', make('span', { 'aria-hidden': 'true' }, '×')], { class: 'chip', 'aria-label': say('t-remove', { filter: name + ' ' + value }) }));
    for (const facet of FACETS) {
      for (const code of state.filters.get(facet)) chip(say('t-' + facet) + say('t-colon'), label(facet, code), view.toggled(state, facet, code));
    }
    if (state.from) chip(say('t-from'), state.from, { ...state, from: '', page: 1 });
    if (state.to) chip(say('t-to'), state.to, { ...state, to: '', page: 1 });
    if (chips.length > 1) chips.push(view.link(view.unfiltered(state), say('t-remove-all')));
    const $chips = view.find('chips');
    $chips.replaceChildren(...chips.map(($chip) => make('li', {}, $chip)));
    $chips.hidden = !chips.length;
  }

  /** How many alerts of what was found each language has, beside its tick. */
  function showLanguages(counts) {
    for (const $box of document.querySelectorAll('input[name="lang"]')) {
      const $old = $box.parentElement.querySelector('.count');
      if ($old) $old.remove();
      if ($box.value in counts) $box.parentElement.append(figure(counts[$box.value]));
    }
  }

  /** Values of one filter are alternatives, so its own counts are those that the other filters leave: ask for them. */
  async function widen(state, isCurrent) {
    for (const facet of FACETS) {
      if (!state.filters.get(facet).length) continue;
      const others = view.filtered(state, facet, []);
      const result = await window.alertSearch.search(state.q, { ...view.options(others), limit: 0, offset: 0, cases: facet === 'case' });
      if (!isCurrent()) return;
      showFacet(state, facet, result.facets[facet]);
      if (facet === 'year') view.showTimeline(state, result.facets.year);
      if (facet === 'country') view.showMap(state, result.facets.country);
    }
  }

  function showFacets(state, facets) {
    for (const facet of FACETS) {
      // What alerts are in their cases is in a file of its own, and counted when the results stand; so are the values beside
      // those that are chosen: until then the list stays as it is, and does not jump.
      const comes = (facet === 'case' && !facets[facet]) || (state.filters.get(facet).length && document.getElementById('facet-' + facet));
      if (!comes) showFacet(state, facet, facets[facet] || {});
    }
    showLanguages(facets.language || {});
  }

  async function showCases(state, isCurrent) {
    if (state.filters.get('case').length) return;
    const { facets } = await window.alertSearch.search(state.q, { ...view.options(state), limit: 0, cases: true });
    if (isCurrent()) showFacet(state, 'case', facets.case || {});
  }

  Object.assign(view, { showFacets, showCases, showChips, showLanguages, widen });
})();
