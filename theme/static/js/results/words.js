/**
 * What the search page is made of: its elements, its words, its numbers and dates, and the labels of codes.
 *
 * The page is complete without scripts, and these know no words of any language: they stand, translated, in the page's
 * `<template>` elements. The labels of codes, hundreds of them, are in a file of their own (`search-labels.js`). Text from
 * the archive enters by `textContent` only. Files of this folder are loaded in the order of `plugins.search.assets.VIEW_FILES`.
 */
(function () {
  'use strict';

  const FACETS = ['region', 'country', 'year', 'kind', 'violation', 'source', 'case'];

  /** @param {string} id @returns {any} the element, or an error that names it */
  function find(id) {
    const $element = document.getElementById(id);
    if (!$element) throw new Error('search.html has no element #' + id);
    return $element;
  }

  const own = document.documentElement.lang;
  const locale = find('results').dataset.locale || own;
  // How dates and numbers are written is in the file of labels: what browsers know of it takes 20 ms to be made.
  const forms = window.searchForms || { dates: [], group: '', grouped: Infinity, plurals: [] };
  const numbers = { format: (n) => (n < forms.grouped ? String(n) : String(n).replace(/\B(?=(\d{3})+$)/g, forms.group)) };
  const LIKE = 100; // numbers from which on the last two digits tell the plural

  /** The plural category of a number: in the last place is that of millions. */
  function plural(n) {
    const place = n < 2 * LIKE ? n : n % 1e6 ? LIKE + (n % LIKE) : 2 * LIKE;
    return forms.plurals[place] || 'other';
  }

  const allLanguages = [...document.querySelectorAll('input[name="lang"]')].map(($box) => $box.value);

  /** facet → code → {label, url, region}; codes in lower case, as filters ignore case */
  const terms = new Map();
  for (const facet of FACETS) {
    const known = new Map();
    const add = (one) => known.set(one.code.toLowerCase(), { url: '', region: '', feed: '', place: known.size, ...one });
    for (const one of (window.searchLabels || {})[facet] || []) add(one);
    for (const $option of document.querySelectorAll('#labels-' + facet + ' option')) {
      add({ code: $option.value, label: $option.textContent });
    }
    terms.set(facet, known);
  }

  function fill(text, values) {
    return text.replace(/%\((\w+)\)s/g, (_, name) => String(values[name]));
  }

  /** A text of the page with its `%(name)s` filled in. */
  function say(id, values = {}) {
    return fill(find(id).content.textContent, values);
  }

  /** A counted text: the form of the page's language for `n`. */
  function count(id, n) {
    const $words = find(id).content.querySelector('[data-plural="' + plural(n) + '"]');
    return fill($words.textContent, { count: numbers.format(n) });
  }

  /** How many alerts an answer found, or found at most. */
  function found({ total, uncompared }) {
    return count(uncompared.length ? 't-found-at-most' : 't-found', total);
  }

  function term(facet, code) {
    return terms.get(facet).get(code.toLowerCase());
  }

  function label(facet, code) {
    const known = term(facet, code);
    return known ? known.label : code;
  }

  /** Where a code stands in the alphabet of labels, which their file is in: a collator of the browser's is dear to make. */
  function place(facet, code) {
    const known = term(facet, code);
    return known ? known.place : Infinity;
  }

  /** Country → region, as the search wants it to count by region. */
  const regions = new Map([...terms.get('country').values()].filter(({ region }) => region).map(({ code, region }) => [code, region]));

  /** A partial date as all pages write it: only as much as is known. */
  function date(issued) {
    const [year, month, day] = issued.split('-').map(Number);
    if (!month || !forms.dates.length) return issued;
    const [ofMonth, ofDay, ofFirst] = forms.dates[month - 1];
    return fill(!day ? ofMonth : day === 1 ? ofFirst : ofDay, { year, day });
  }

  function languageName(code) {
    const $box = document.querySelector('input[name="lang"][value="' + CSS.escape(code) + '"]');
    return $box ? $box.parentElement.querySelector('[lang]').textContent.trim() : code;
  }

  /** An element with attributes and children; strings become text. */
  function make(tag, attributes = {}, ...children) {
    const $element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) $element.setAttribute(name, value);
    $element.append(...children);
    return $element;
  }

  const SVG = 'http://www.w3.org/2000/svg';

  /** The same of a drawing. */
  function draw(tag, attributes, ...children) {
    const $element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) $element.setAttribute(name, String(value));
    $element.append(...children);
    return $element;
  }

  /** One stop for the keyboard among a drawing's links: arrows, Home and End move along them, Enter follows. */
  function rove($drawing) {
    const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
    const $all = [...$drawing.querySelectorAll('a')];
    if ($all.length && !$all.some(($one) => $one.getAttribute('tabindex') === '0')) $all[0].setAttribute('tabindex', '0');
    $all.forEach(($one, place) => {
      $one.addEventListener('keydown', (event) => {
        if (!(event.key in steps)) return;
        event.preventDefault();
        const direction = document.documentElement.dir === 'rtl' && event.key.startsWith('Arrow') ? -1 : 1;
        const $next = $all[Math.min($all.length - 1, Math.max(0, place + direction * steps[event.key]))];
        $one.setAttribute('tabindex', '-1');
        $next.setAttribute('tabindex', '0');
        $next.focus();
      });
    });
  }

  /** The name of a language, marked as being in that language. */
  function tongue(code) {
    return make('span', code === own ? {} : { lang: code }, languageName(code));
  }

  /** Children with a separator between each two. */
  function joined(parts, separator = ' · ') {
    return parts.flatMap((part, place) => (place ? [separator, part] : [part]));
  }

  window.searchView = { FACETS, find, own, locale, numbers, allLanguages, say, count, found, term, terms, label, place, regions, date, make, draw, rove, tongue, joined };
})();
