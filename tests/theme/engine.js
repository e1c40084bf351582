/* A search engine that needs no index: 137 made-up alerts, and the words "nothing", "broken", "rare words", "wild~", "much of it" in quotes for what can happen. */
(function () {
  'use strict';
  const TITLES = ['Journalist shot dead outside his home', 'Weekly newspaper suspended', 'Writer released on parole', 'Radio station raided'];
  const COUNTRIES = ['CO', 'CN', 'TN', 'CD', 'ZW', 'MX', 'TR', 'RU', 'ET', 'IR', 'BR', 'IN', 'PE'];
  const SUGGESTIONS = [
    { kind: 'word', text: 'congress', code: '', count: 3 },
    { kind: 'country', text: 'Colombia', code: 'CO', count: 11 },
    { kind: 'name', text: 'El Correo <b>', code: '', count: 1 },
  ];
  const SOURCES = ['RSF', 'CPJ', 'MISA'];
  const values = {
    country: (alert) => alert.countries, kind: (alert) => [alert.kind], violation: (alert) => alert.violations,
    source: (alert) => alert.sources, year: (alert) => [alert.issued.slice(0, 4)], language: (alert) => [alert.language],
  };
  const alerts = Array.from({ length: 137 }, (_, n) => {
    const [first, ...rest] = TITLES[n % 4].split(' ');
    return {
      ref: 'r' + n, score: 1, language: n % 7 === 3 ? 'fr' : 'en', languages: n % 5 === 2 ? ['en', 'fr'] : ['en'], url: 'en/alerts/2003/a.html',
      title: TITLES[n % 4], text: 'The whole text.',
      marked: [{ text: first, mark: true }, { text: ' ' + rest.join(' '), mark: false }],
      issued: String(1995 + n % 25) + ['-04-26', '-03', '', '-11-18'][n % 4],
      kind: ['alert', 'update', 'press-release', 'letter'][n % 4],
      countries: [COUNTRIES[(n * 5) % 13]], sources: [SOURCES[n % 3]], violations: [['killed', 'threat', 'arrest', 'closure'][n % 4]],
      excerpt: [{ text: 'Held since 4 June 2002, the ', mark: false }, { text: 'journalist', mark: true },
        { text: ' had gone on <b>hunger strike</b> three times.', mark: false }],
    };
  });

  const WORLD = {
    width: 100, height: 50, after: { ZRCD: 'CD' },
    countries: { CO: { path: 'M0 0l9 0 0 9z' }, CD: { path: 'M20 0l9 0 0 9z' }, FR: { path: 'M40 0l9 0 0 9z' }, TN: { x: 60, y: 5 } },
  };

  window.asked = []; // what the page asked of the engine, for tests to look at
  window.alertSearch = {
    root: new URL('../', location.href.split(/[?#]/)[0]).href,
    language: document.documentElement.lang,
    ready: Promise.resolve(),
    prepare() {
      window.asked.push('prepare');
      return Promise.resolve();
    },
    expect(text, options) {
      window.asked.push({ expected: text, options });
      return text.startsWith('broken') ? Promise.reject(new Error('no')) : Promise.resolve();
    },
    fingerprint(code) {
      return Promise.resolve(code + '-0123456789');
    },
    parts: {
      loadShard(key) {
        window.asked.push({ shard: key });
        return Promise.resolve(WORLD);
      },
    },
    async collect(text, options, take) {
      const { hits } = await window.alertSearch.search(text, { ...options, offset: 0, limit: Infinity });
      for (let n = 0; n < hits.length; n += 50) if (take(hits.slice(n, n + 50), hits.length) === false) return;
    },
    suggest(text) {
      window.asked.push({ suggest: text });
      return Promise.resolve(/co$/.test(text) ? SUGGESTIONS : []);
    },
    search(text, { regions, onHits, onRead, signal, ...options }) {
      window.asked.push({ text, options });
      values.region = (alert) => alert.countries.map((code) => regions.get(code)).filter(Boolean);
      if (text === 'renewed') {
        return Promise.reject(Object.assign(new Error('no'), { name: 'SearchLoadError', file: 'search/en/manifest.js', isOther: true }));
      }
      if (text === 'broken') {
        return Promise.reject(Object.assign(new Error('no'), { name: 'SearchLoadError', file: 'search/en/t-03.js' }));
      }
      // French has what English lacks, and Spanish nothing at all.
      const nothing = text.includes('nothing');
      let found = nothing && options.languages[0] === 'en' ? [] : alerts;
      if (options.languages[0] === 'es') found = [];
      for (const [facet, codes] of Object.entries(options.filters)) {
        found = found.filter((alert) => values[facet](alert).some((value) => codes.includes(value)));
      }
      const facets = {};
      for (const facet of Object.keys(values)) {
        facets[facet] = {};
        for (const alert of found) for (const value of values[facet](alert)) facets[facet][value] = (facets[facet][value] || 0) + 1;
      }
      const result = {
        total: found.length, hits: found.slice(options.offset, options.offset + options.limit), facets,
        closest: / ?rare( words)?$/.test(text), words: text.split(' '), missing: nothing && options.languages[0] === 'en' ? [/["“]/.test(text) ? '"so nothing"' : 'nothing'] : [],
        ignored: [], corrected: [], hint: { 'wild~': 'broad', '"much of it"': 'loose', '"some of it" rare': 'loose' }[text] || null,
        uncompared: / of it"/.test(text) && (options.texts || text.endsWith('rare')) ? ['of', 'it'] : [],
      };
      if (text === 'many texts' && onRead && !(options.texts && window.arrive)) {
        const telling = setInterval(() => onRead(32, 6400), 100);
        return new Promise((resolve, reject) => {
          window.arrive = () => { clearInterval(telling); resolve(result); };
          signal.addEventListener('abort', () => { clearInterval(telling); window.asked.push('ended'); reject(signal.reason); });
        });
      }
      if (text !== 'late counts' || !onHits) return Promise.resolve(result);
      queueMicrotask(() => onHits({ ...result, facets: { year: facets.year } }));
      return new Promise((resolve) => { window.arrive = () => resolve(result); });
    },
  };
})();
