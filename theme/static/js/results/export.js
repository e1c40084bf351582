/**
 * What was found, as a file: CSV, JSON or RIS, made here. Columns have the names of the archive's downloads
 * (`plugins/exports/columns.toml`); a row has its address, its identifier, and the state of the index it was found in.
 */
(function () {
  'use strict';

  const view = window.searchView;
  const { find, make, say, numbers } = view;

  const MOST = 5000; // alerts in one file: beyond, their cards would be most of the archive, which is there as one download
  const COLUMNS = ['id', 'language', 'title', 'issued', 'kind', 'kind_name', 'countries', 'country_names', 'sources', 'source_names', 'violations', 'violation_names', 'permalink', 'snapshot', 'body'];
  const left = new Set(['body']); // columns that are not written: texts are ten times as much as all else

  /** Spreadsheets run what begins so as a formula; an apostrophe makes it text (`plugins/exports/cells.py`). */
  const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;

  let running = 0;

  function row(hit, snapshot) {
    const labels = (facet, codes) => codes.map((code) => view.label(facet, code));
    const address = window.alertSearch.root + hit.url;
    return {
      id: hit.ref, language: hit.language, title: hit.title, issued: hit.issued, kind: hit.kind, kind_name: view.label('kind', hit.kind),
      countries: hit.countries, country_names: labels('country', hit.countries), sources: hit.sources, source_names: labels('source', hit.sources),
      violations: hit.violations, violation_names: labels('violation', hit.violations),
      // An address on this disk is of no use to anybody else.
      permalink: location.protocol === 'file:' ? hit.url : address, snapshot, body: hit.text,
    };
  }

  const joined = (items) => items.map((item) => item.replace(/[\\|]/g, '\\$&')).join('|');

  function cell(value) {
    const text = Array.isArray(value) ? joined(value) : value;
    const safe = FORMULA.test(text) ? "'" + text : text;
    return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }

  const chosen = () => COLUMNS.filter((name) => !left.has(name));

  const line = (values) => values.join(',') + '\r\n';

  function ris(one) {
    const [year, month = '', day = ''] = one.issued.split('-');
    // Sentences of a record are the archive's own: its organisation gave the facts and did not write them.
    const authors = one.kind === 'record' ? [] : one.sources;
    const tags = [
      ['TY', 'ELEC'], ...authors.map((source) => ['AU', view.label('source', source)]), ['TI', one.title], ['PY', year], ['DA', [year, month, day, ''].join('/')],
      ['PB', find('results').dataset.site], ['M3', one.kind_name], ['LA', one.language], ['AN', one.id], ['UR', one.permalink],
      ...[...one.country_names, ...one.violation_names].map((word) => ['KW', word]),
    ];
    return tags.filter(([, value]) => value.trim()).map(([tag, value]) => tag + '  - ' + value.replace(/\s+/g, ' ').trim() + '\r\n').join('') + 'ER  - \r\n';
  }

  const FORMATS = {
    csv: {
      type: 'text/csv',
      // Excel takes a file without the mark for the machine's old code page.
      write: (rows) => '\ufeff' + line(chosen()) + rows.map((one) => line(chosen().map((name) => cell(one[name])))).join(''),
    },
    json: {
      type: 'application/json',
      write: (rows, about) => JSON.stringify({ ...about, alerts: rows.map((one) => Object.fromEntries(chosen().map((name) => [name, one[name]]))) }, null, 2) + '\n',
    },
    ris: { type: 'application/x-research-info-systems', write: (rows) => rows.map(ris).join('') },
  };

  function save(name, text, type) {
    const $link = make('a', { href: URL.createObjectURL(new Blob([text], { type })), download: name });
    $link.click();
    setTimeout(() => URL.revokeObjectURL($link.href), 1000);
  }

  async function download(state, format) {
    const own = ++running;
    const $said = find('exported');
    const options = view.options(state);
    const rows = [];
    try {
      const states = await Promise.all(options.languages.map((code) => window.alertSearch.fingerprint(code)));
      const snapshot = states.join(' ');
      await window.alertSearch.collect(state.q, options, (hits, total) => {
        rows.push(...hits.map((hit) => row(hit, snapshot)));
        $said.textContent = say('t-exporting', { count: numbers.format(rows.length), total: numbers.format(total) });
        return own === running;
      });
      if (own !== running) return;
      const about = { query: state.q, address: new URL(view.href(state), location.href).href, made: new Date().toISOString().slice(0, 10), snapshot, count: rows.length };
      save('alerts-' + about.made + '.' + format, FORMATS[format].write(rows, about), FORMATS[format].type);
      $said.textContent = view.count('t-exported', rows.length);
    } catch (error) {
      if (error.name !== 'SearchLoadError') throw error;
      $said.textContent = say('t-failed', { file: error.file });
    }
  }

  /** The columns to be written, each to be ticked off; what they are the data's dictionary tells. */
  function choice($export) {
    const boxes = COLUMNS.map((name) => {
      const $box = make('input', { type: 'checkbox', value: name });
      $box.checked = !left.has(name);
      $box.addEventListener('change', () => {
        if ($box.checked) left.delete(name); else left.add(name);
        // A file without any column is none.
        if (left.size === COLUMNS.length) { left.delete(name); $box.checked = true; }
      });
      return make('label', { class: 'pick' }, $box, make('code', {}, name));
    });
    return make('details', { class: 'export-columns' }, make('summary', {}, say('t-columns')),
      make('fieldset', {}, make('legend', { class: 'unseen' }, say('t-columns')), ...boxes),
      make('p', { class: 'help' }, say('t-columns-help'), ' ', make('a', { href: window.alertSearch.root + $export.dataset.all }, say('t-all-data'))));
  }

  view.showExport = function (state, total) {
    running += 1;
    find('exported').textContent = '';
    const $export = find('export');
    $export.hidden = !total;
    if (!total) return;
    if (total > MOST) {
      $export.replaceChildren(say('t-too-many', { count: numbers.format(MOST) }), ' ', make('a', { href: window.alertSearch.root + $export.dataset.all }, say('t-all-data')));
      return;
    }
    const buttons = Object.keys(FORMATS).map((format) => {
      const $button = make('button', { type: 'button', class: 'plain' }, format.toUpperCase());
      $button.addEventListener('click', () => download(state, format));
      return $button;
    });
    $export.replaceChildren(make('span', {}, view.count('t-export-these', total)), ...buttons, choice($export));
  };

  view.hideExport = function () {
    running += 1;
    find('export').hidden = true;
    find('exported').textContent = '';
  };
})();
