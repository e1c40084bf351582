/**
 * Where it was: a map of what was found, to filter by, and a table of the same figures. Its shapes are loaded when it is
 * opened, and drawn anew only while it is.
 */
(function () {
  'use strict';

  const view = window.searchView;
  const { find, make, say, draw, numbers } = view;
  const SHADES = 5;
  const SMALL = 2; // radius of the dot of a country that is too small to be drawn

  const $map = find('map');
  const $drawing = find('map-drawing');
  let state = null;
  let counts = {};
  let world = null;

  /** Country on the map → the codes that are counted there: its own, and those of countries that are gone. */
  function places() {
    const found = new Map();
    for (const code of Object.keys(counts)) {
      const place = world.after[code] || code;
      if (world.countries[place]) found.set(place, [...(found.get(place) || []), code]);
    }
    return found;
  }

  /** The least count of every shade, so that each has about as many countries; fewer where many counts are equal. */
  function steps(all) {
    const ordered = [...all].sort((a, b) => a - b);
    return [...new Set(Array.from({ length: SHADES }, (_, part) => ordered[Math.floor((ordered.length * part) / SHADES)]))].sort((a, b) => a - b);
  }

  function shape({ path, x, y }, attributes = {}) {
    return path ? draw('path', { d: path, ...attributes }) : draw('circle', { cx: x, cy: y, r: SMALL, ...attributes });
  }

  /** The state with all the codes of a place chosen, or none of them if they were. */
  function toggled(codes) {
    const chosen = codes.every((code) => view.has(state, 'country', code));
    const others = state.filters.get('country').filter((one) => !codes.some((code) => code.toLowerCase() === one.toLowerCase()));
    return view.filtered(state, 'country', chosen ? others : [...others, ...codes]);
  }

  function show() {
    const found = places();
    const held = $drawing.contains(document.activeElement) && document.activeElement.dataset.place;
    const total = (codes) => codes.reduce((sum, code) => sum + counts[code], 0);
    const least = steps([...found.values()].map(total));
    const $svg = draw('svg', { class: 'world', viewBox: `0 0 ${world.width} ${world.height}`, role: 'group', 'aria-label': say('t-map') });
    const $land = draw('g', { class: 's0' });
    for (const [place, where] of Object.entries(world.countries)) if (where.path && !found.has(place)) $land.append(shape(where));
    $svg.append($land);
    const ordered = [...found].sort((a, b) => total(b[1]) - total(a[1]));
    ordered.forEach(([place, codes]) => {
      const count = total(codes);
      const name = view.label('country', place) + say('t-colon') + ' ' + view.count('t-alerts', count);
      const chosen = codes.some((code) => view.has(state, 'country', code));
      const shade = SHADES - least.length + least.filter((step) => count >= step).length;
      const $place = draw('a', {
        href: view.href(toggled(codes)), 'aria-label': name, tabindex: -1, class: 's' + shade, 'data-place': place,
        ...(chosen ? { 'aria-current': 'true' } : {}),
      }, draw('title', {}, name), shape(world.countries[place]));
      $place.addEventListener('click', (event) => {
        if (!view.isPlain(event)) return;
        event.preventDefault();
        view.go(toggled(codes));
      });
      $svg.append($place);
    });
    view.rove($svg);
    const rows = Object.keys(counts).sort((a, b) => counts[b] - counts[a]).map((code) =>
      make('tr', {}, make('th', { scope: 'row' }, view.link(view.toggled(state, 'country', code), view.label('country', code))), make('td', { class: 'number' }, numbers.format(counts[code]))));
    $drawing.replaceChildren($svg,
      make('figcaption', {}, say('t-map-note')),
      make('details', {}, make('summary', {}, say('t-figures')), make('table', {},
        make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, say('t-country')), make('th', { scope: 'col', class: 'number' }, say('t-alerts-column')))), make('tbody', {}, ...rows))));
    if (held) ($svg.querySelector('[data-place="' + CSS.escape(held) + '"]') || $svg).focus();
  }

  async function open() {
    if (!$map.open || !state) return;
    try {
      world = world || (await window.alertSearch.parts.loadShard('world'));
      show();
    } catch (error) {
      if (error.name !== 'SearchLoadError') throw error;
      const $again = make('button', { type: 'button' }, say('t-retry'));
      $again.addEventListener('click', open);
      $drawing.replaceChildren(make('p', {}, say('t-failed', { file: error.file })), $again);
    }
  }

  $map.addEventListener('toggle', open);

  /** @param {Object<string, number>} now country → alerts */
  view.showMap = function (ofState, now) {
    state = ofState;
    counts = now;
    $map.hidden = !Object.keys(now).length;
    if (!$map.hidden) open();
  };
})();
