/** What was found, year by year: bars to filter by, and a table of the same figures. */
(function () {
  'use strict';

  const view = window.searchView;
  const { make, say, draw, numbers } = view;
  const HIGH = 40;

  function said(year, n) {
    return year + say('t-colon') + ' ' + view.count('t-alerts', n);
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
    view.rove($bars);
    const rows = years.map((year) => make('tr', {}, make('th', { scope: 'row' }, view.link(view.toggled(state, 'year', String(year)), String(year))), make('td', { class: 'number' }, numbers.format(counts[year]))));
    $timeline.append($bars,
      make('figcaption', { class: 'span' }, make('span', {}, String(first)), make('span', {}, say('t-timeline')), make('span', {}, String(last))),
      make('details', {}, make('summary', {}, say('t-figures')), make('table', {},
        make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, say('t-year')), make('th', { scope: 'col', class: 'number' }, say('t-alerts-column')))), make('tbody', {}, ...rows))));
    if (held) $bars.querySelector('[tabindex="0"]').focus();
  };
})();
