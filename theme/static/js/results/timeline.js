/** What was found, year by year: bars to filter by, and a table of the same figures. */
(function () {
  'use strict';

  const view = window.searchView;
  const { make, say, numbers } = view;
  const SVG = 'http://www.w3.org/2000/svg';
  const HIGH = 40;

  function draw(tag, attributes, ...children) {
    const $element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) $element.setAttribute(name, String(value));
    $element.append(...children);
    return $element;
  }

  function said(year, n) {
    return year + say('t-colon') + ' ' + view.count('t-alerts', n);
  }

  /** One stop for the keyboard: arrows, Home and End move along the bars that have something, Enter filters. */
  function rove($bars) {
    const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
    const $all = [...$bars.querySelectorAll('a')];
    $all.forEach(($bar, place) => {
      $bar.addEventListener('keydown', (event) => {
        if (!(event.key in steps)) return;
        event.preventDefault();
        const direction = document.documentElement.dir === 'rtl' && event.key.startsWith('Arrow') ? -1 : 1;
        const $next = $all[Math.min($all.length - 1, Math.max(0, place + direction * steps[event.key]))];
        $bar.setAttribute('tabindex', '-1');
        $next.setAttribute('tabindex', '0');
        $next.focus();
      });
    });
  }

  /** @param {Object<string, number>} counts year → alerts */
  view.showTimeline = function (state, counts) {
    const $timeline = view.find('timeline');
    const years = Object.keys(counts).map(Number).sort((a, b) => a - b);
    $timeline.hidden = years.length < 2;
    const held = $timeline.contains(document.activeElement);
    $timeline.replaceChildren();
    if (years.length < 2) return;

    const [first, last] = [years[0], years[years.length - 1]];
    const most = Math.max(...years.map((year) => counts[year]));
    const chosen = state.filters.get('year');
    const $bars = draw('svg', { class: 'bars', viewBox: `0 0 ${last - first + 1} ${HIGH}`, preserveAspectRatio: 'none', role: 'group', 'aria-label': say('t-timeline') });
    let stop = years.find((year) => chosen.includes(String(year))) || first;
    for (const year of years) {
      const high = Math.max(1, (HIGH - 1) * counts[year] / most);
      const name = said(year, counts[year]);
      const $bar = draw('a', {
        href: view.href(view.toggled(state, 'year', String(year))), 'aria-label': name, tabindex: year === stop ? 0 : -1,
        ...(chosen.includes(String(year)) ? { 'aria-current': 'true' } : {}), ...(chosen.length && !chosen.includes(String(year)) ? { class: 'aside' } : {}),
      }, draw('title', {}, name), draw('rect', { class: 'reach', x: year - first, y: 0, width: 1, height: HIGH }), draw('rect', { x: year - first + 0.1, y: HIGH - high, width: 0.8, height: high }));
      $bar.addEventListener('click', (event) => {
        if (!view.isPlain(event)) return;
        event.preventDefault();
        view.go(view.toggled(view.readAddress(), 'year', String(year)));
      });
      $bars.append($bar);
    }
    rove($bars);
    const rows = years.map((year) => make('tr', {}, make('th', { scope: 'row' }, view.link(view.toggled(state, 'year', String(year)), String(year))), make('td', { class: 'number' }, numbers.format(counts[year]))));
    $timeline.append($bars,
      make('figcaption', { class: 'span' }, make('span', {}, String(first)), make('span', {}, say('t-timeline')), make('span', {}, String(last))),
      make('details', {}, make('summary', {}, say('t-figures')), make('table', {},
        make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, say('t-year')), make('th', { scope: 'col', class: 'number' }, say('t-alerts-column')))), make('tbody', {}, ...rows))));
    if (held) $bars.querySelector('[tabindex="0"]').focus();
  };
})();
