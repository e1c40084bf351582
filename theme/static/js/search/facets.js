/** Filters, dates and counts over tables of the columns. Pure. */
(() => {
  'use strict';

  const { columns: tables } = window.alertSearch.parts;

  /** Facets that a table has a column for; languages are counted beside them. */
  const FACETS = ['country', 'kind', 'violation', 'source', 'year'];

  /** Facets that are counted without a column. */
  const UNCOLUMNED = ['language', 'case', 'year'];

  const PARTIAL_DATE = /^\d{4}(?:-\d\d(?:-\d\d)?)?$/;

  // Dates are numbers here (`columns.js`): year, four bits of month, five of day. The first day that a partial one may
  // be, and the last; a 31st that a month does not have still sorts after all its days.
  const MONTH = 15 << 5;
  const DAY = 31;
  const first = (date) => date + (date & MONTH ? 0 : 1 << 5) + (date & DAY ? 0 : 1);
  const last = (date) => date + (date & MONTH ? 0 : 12 << 5) + (date & DAY ? 0 : DAY);

  /** A column of regions, from that of countries: a row has each of its regions once. */
  const regional = ({ values, starts, codes }, regions) => {
    const known = values.map((country) => regions.get(country) || '');
    const distinct = [...new Set(known)].filter(Boolean);
    const region = known.map((name) => distinct.indexOf(name));
    const ownStarts = new Uint32Array(starts.length);
    const ownCodes = [];
    for (let row = 0; row + 1 < starts.length; row += 1) {
      for (let place = starts[row]; place < starts[row + 1]; place += 1) {
        const code = region[codes[place]];
        if (code >= 0 && ownCodes.indexOf(code, ownStarts[row]) < 0) ownCodes.push(code);
      }
      ownStarts[row + 1] = ownCodes.length;
    }
    return { values: distinct, starts: ownStarts, codes: ownCodes };
  };

  const yearly = (dates) => {
    const places = new Map();
    const starts = new Uint32Array(dates.length + 1);
    const codes = new Uint32Array(dates.length);
    for (let row = 0; row < dates.length; row += 1) {
      const year = dates[row] >> 9;
      starts[row + 1] = starts[row] + (year ? 1 : 0);
      if (year) {
        if (!places.has(year)) places.set(year, places.size);
        codes[starts[row]] = places.get(year);
      }
    }
    return { values: [...places.keys()].map((year) => String(year).padStart(4, '0')), starts, codes };
  };

  /**
   * The column of a facet: those of years and regions are worked out once a table; undefined for others that are not
   * loaded.
   */
  const columnOf = (table, facet, regions) => {
    if (facet === 'year') {
      table.year = table.year || yearly(table.dates);
      return table.year;
    }
    const { columns } = table;
    if (columns && facet === 'region' && (!columns.region || table.regions !== regions)) {
      columns.region = regional(columns.country, regions);
      table.regions = regions;
    }
    return columns?.[facet];
  };

  /** Whether a filter looks at more than dates. */
  const needsColumns = ({ filters = {} }) => [...FACETS, 'region'].some((facet) => facet !== 'year' && filters[facet]?.length);

  /**
   * @param {SearchOptions} options
   * @returns {null|((table: Table) => (row: number) => boolean)} null if nothing is filtered
   */
  const filter = ({ filters = {}, from, to, regions = new Map() }) => {
    const tests = [];
    for (const facet of [...FACETS, 'region']) {
      const wanted = new Set((filters[facet] || []).map((value) => String(value).toLowerCase()));
      if (!wanted.size) continue;
      tests.push((table) => {
        const { values, starts, codes } = columnOf(table, facet, regions);
        const matching = values.map((value) => wanted.has(value.toLowerCase()));
        return (row) => {
          for (let place = starts[row]; place < starts[row + 1]; place += 1) if (matching[codes[place]]) return true;
          return false;
        };
      });
    }
    const begin = PARTIAL_DATE.test(from) ? first(tables.dateNumber(from)) : 0;
    const end = PARTIAL_DATE.test(to) ? last(tables.dateNumber(to)) : 0;
    if (begin) tests.push(({ dates }) => (row) => dates[row] > 0 && last(dates[row]) >= begin);
    if (end) tests.push(({ dates }) => (row) => dates[row] > 0 && first(dates[row]) <= end);
    if (!tests.length) return null;
    return (table) => {
      const own = tests.map((test) => test(table));
      return (row) => own.every((test) => test(row));
    };
  };

  /** What an alert may be in a case (`plugins/search/developments.py`). */
  const STATES = new Map([
    ['followed', 1],
    ['follows', 2],
  ]);

  /** The states that a filter by cases lets through, as bits; 0 if there is no such filter. */
  const caseStates = ({ filters = {} }) =>
    (filters.case || []).reduce((bits, value) => bits | (STATES.get(String(value).toLowerCase()) || 0), 0);

  /** Those of ascending numbers that are in the columns and pass a filter. */
  const passing = (columns, numbers, test) => {
    const kept = new Int32Array(numbers.length);
    let count = 0;
    let known = null;
    let passes = null;
    columns.each(numbers, (table, row, place) => {
      if (table !== known) {
        known = table;
        passes = test(table);
      }
      if (passes(row)) kept[count++] = numbers[place];
    });
    return kept.subarray(0, count);
  };

  /** The years that a filter leaves, or undefined for all: so that no others are loaded. */
  const years = ({ filters = {}, from, to }, all) => {
    const wanted = new Set((filters.year || []).map(Number));
    const kept = all.filter(
      (year) =>
        (!wanted.size || wanted.has(year)) &&
        (!PARTIAL_DATE.test(from) || year >= Number(from.slice(0, 4))) &&
        (!PARTIAL_DATE.test(to) || year <= Number(to.slice(0, 4))),
    );
    return kept.length < all.length ? new Set(kept) : undefined;
  };

  /** Counts of several sets of alerts, put together. */
  class Counts {
    /** @param {Map<string, string>} [regions] country → region: regions are counted only where it is told */
    constructor(regions) {
      this.regions = regions;
      this.found = new Map([...FACETS, 'language', ...(regions ? ['region'] : [])].map((facet) => [facet, new Map()]));
    }

    add(facet, value, count) {
      const counts = this.found.get(facet);
      counts.set(value, (counts.get(value) || 0) + count);
    }

    /** Counts one alert under what it is in its case. */
    addCase(state) {
      if (!this.found.has('case')) this.found.set('case', new Map());
      for (const [value, bit] of STATES) if (state & bit) this.add('case', value, 1);
    }

    /** Counts the values of alerts of one language; `numbers` ascending. */
    addRows(columns, numbers) {
      columns.eachTable(numbers, (table, begin, end) => {
        const rows = table.rowsOf(numbers, begin, end).filter((row) => row >= 0);
        this.addYears(table.dates, rows);
        for (const facet of this.found.keys()) {
          const column = UNCOLUMNED.includes(facet) ? undefined : columnOf(table, facet, this.regions);
          if (column) this.addColumn(facet, column, rows);
        }
      });
    }

    /** Counts the years of some rows: those of one year follow each other, most times. */
    addYears(dates, rows) {
      let year = 0;
      let count = 0;
      const close = () => {
        if (year && count) this.add('year', String(year).padStart(4, '0'), count);
        count = 0;
      };
      for (let index = 0; index < rows.length; index += 1) {
        const own = dates[rows[index]] >> 9;
        if (own !== year) {
          close();
          year = own;
        }
        count += 1;
      }
      close();
    }

    /** Counts the values that some rows have in a column. */
    addColumn(facet, { values, starts, codes }, rows) {
      const counts = new Uint32Array(values.length);
      for (let index = 0; index < rows.length; index += 1) {
        const row = rows[index];
        for (let place = starts[row]; place < starts[row + 1]; place += 1) counts[codes[place]] += 1;
      }
      values.forEach((value, code) => {
        if (value && counts[code]) this.add(facet, value, counts[code]);
      });
    }

    /** Facet → value → how many alerts have it, values in order. */
    get facets() {
      return Object.fromEntries(
        [...this.found].map(([facet, counts]) => [
          facet,
          Object.assign(Object.create(null), Object.fromEntries([...counts].sort())),
        ]),
      );
    }
  }

  window.alertSearch.parts.facets = { filter, needsColumns, caseStates, passing, years, Counts };
})();
