/** Filters, dates and counts over rows of the columns. Pure. */
(() => {
  'use strict';

  const FACETS = ['country', 'kind', 'violation', 'source', 'year', 'language'];

  const PARTIAL_DATE = /^\d{4}(?:-\d\d(?:-\d\d)?)?$/;

  const first = (date) => date + '-01-01'.slice(date.length - 4);
  // A 31st that a month does not have still sorts after all its days.
  const last = (date) => date + '-12-31'.slice(date.length - 4);

  /** The values that a row has for a facet. */
  const values = (row, facet, regions) => {
    if (facet === 'region') return [...new Set(row.country.map((code) => regions.get(code)).filter(Boolean))];
    if (facet === 'year') return row.issued ? [row.issued.slice(0, 4)] : [];
    if (facet === 'kind') return row.kind ? [row.kind] : [];
    return row[facet] || [];
  };

  /**
   * @param {SearchOptions} options
   * @returns {null|((row: Row) => boolean)} null if nothing is filtered
   */
  const filter = ({ filters = {}, from, to, regions = new Map() }) => {
    const tests = [];
    for (const facet of [...FACETS, 'region']) {
      const wanted = new Set((filters[facet] || []).map((value) => String(value).toLowerCase()));
      if (wanted.size && facet !== 'language') {
        tests.push((row) => values(row, facet, regions).some((value) => wanted.has(value.toLowerCase())));
      }
    }
    if (PARTIAL_DATE.test(from)) tests.push((row) => row.issued !== '' && last(row.issued) >= first(from));
    if (PARTIAL_DATE.test(to)) tests.push((row) => row.issued !== '' && first(row.issued) <= last(to));
    return tests.length ? (row) => tests.every((test) => test(row)) : null;
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

  /** Facet → value → how many of the rows have it; regions only where it is told which country is in which. */
  const count = (rows, regions) => {
    const facets = {};
    for (const facet of regions ? [...FACETS, 'region'] : FACETS) {
      const counts = new Map();
      for (const row of rows) {
        for (const value of values(row, facet, regions)) counts.set(value, (counts.get(value) || 0) + 1);
      }
      facets[facet] = Object.assign(Object.create(null), Object.fromEntries([...counts].sort()));
    }
    return facets;
  };

  const compare = (one, other) => Number(one > other) - Number(one < other);

  /** Orders rows newest first, those without a date last. */
  const newer = (one, other) => compare(other.issued, one.issued);

  /** Orders rows oldest first, those without a date last. */
  const older = (one, other) => compare(one.issued || '9999', other.issued || '9999');

  window.alertSearch.parts.facets = { filter, years, count, newer, older };
})();
