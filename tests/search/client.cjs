// Runs the client's pure parts, or lunr.js itself, on what comes in on standard input: {command, …}; answers in JSON.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const root = path.resolve(__dirname, '../..');
const window = { console, performance, MessageChannel };
window.window = window;
window.document = {
  currentScript: { src: 'file:///site/theme/js/search/core.js' },
  documentElement: { lang: 'en' },
};
window.URL = URL;
vm.createContext(window);
const run = (file) => vm.runInContext(fs.readFileSync(path.join(root, file), 'utf8'), window, { filename: file });

run('node_modules/lunr/lunr.min.js');
run('node_modules/lunr-languages/min/lunr.stemmer.support.min.js');
run('node_modules/lunr-languages/min/lunr.fr.min.js');
run('node_modules/lunr-languages/min/lunr.es.min.js');
for (const name of ['core', 'libraries', 'codes', 'pace', 'columns', 'analysis', 'lists', 'wording', 'store', 'expand', 'suggest', 'syntax', 'phrase', 'query', 'selecting', 'comparing', 'ranking', 'excerpt', 'facets']) {
  run(`theme/static/js/search/${name}.js`);
}
const { lunr } = window;
const { parts } = window.alertSearch;

const analyser = async ({ language, stopWords }) =>
  new parts.analysis.Analyser(language, new Set(stopWords), await parts.store.loadStemmer(language));

const commands = {
  // texts → for each its chunks, and each chunk's terms in a text and in a query
  async analyse(input) {
    const own = await analyser(input);
    return input.texts.map((text) =>
      parts.analysis.chunks(text).map((chunk) => [chunk, own.indexed(chunk), own.asked(chunk)]),
    );
  },
  // code points → what becomes of each between two letters
  async characters(input) {
    const own = await analyser(input);
    return input.codes.map((code) => {
      const text = `a${String.fromCodePoint(code)}b`;
      return parts.analysis
        .chunks(text)
        .flatMap((chunk) => [chunk, ...own.indexed(chunk)])
        .join(' ');
    });
  },
  // for each case lists of numbers by term, and clauses over them → the documents that they ask for
  async select({ cases }) {
    const store = { manifest: { fields: ['body'] } };
    const column = (numbers) => ({ numbers: Int32Array.from(numbers), frequencies: new Int32Array(numbers.length).fill(1) });
    return Promise.all(
      cases.map(async ({ lists, clauses }) => {
        const postings = new Map(Object.entries(lists).map(([term, numbers]) => [term, { count: numbers.length, fields: [column(numbers)] }]));
        const own = clauses.map((clause) => ({ fields: ['body'], boost: 1, ...clause }));
        const { documents, closest } = await parts.selecting.select(store, own, postings);
        return { documents: [...documents], closest };
      }),
    );
  },
  // for each case ranks and how many are wanted → the items that may be among them, and the first of these
  async first({ cases }) {
    return Promise.all(
      cases.map(async ({ ranks, wanted }) => {
        const leading = parts.ranking.leading(Float64Array.from(ranks), ranks.length, wanted);
        const best = await parts.ranking.first(leading, wanted, (one, other) => ranks[other] - ranks[one] || one - other);
        return { leading: [...leading], best };
      }),
    );
  },
  // for each case the numbers and dates of a table, and numbers that are asked for → their rows, and how many are of each year
  async rows({ cases }) {
    return cases.map(({ numbers, dates, asked }) => {
      const table = parts.columns.tableOf(
        Int32Array.from(numbers),
        dates.map((issued) => ({ issued, kind: '', country: [], source: [], violation: [] })),
      );
      const counts = new parts.facets.Counts();
      counts.addRows(new parts.columns.Columns([table]), asked);
      return { rows: [...table.rowsOf(asked, 0, asked.length)], years: counts.facets.year };
    });
  },
  // documents [ref, terms of each field] → what lunr.js makes of them
  async whole({ fields, documents, pipeline, language, stopWords }) {
    const own = await analyser({ language, stopWords });
    lunr.Pipeline.registerFunction(own.pipelineFunction(), pipeline);
    const builder = new lunr.Builder();
    builder.searchPipeline.add(lunr.Pipeline.registeredFunctions[pipeline]);
    fields.forEach(({ name, boost }) => builder.field(name, { boost }));
    documents.forEach(([id, ...terms]) => {
      builder.add({ id, ...Object.fromEntries(fields.map(({ name }, index) => [name, terms[index]])) });
    });
    return JSON.stringify(builder.build());
  },
  // texts of numbers and words, and words to name files by
  async codes({ numbers, words, names }) {
    return {
      numbers: numbers.map((text) => [...parts.codes.ascending(text)]),
      words: words.map((text) => parts.codes.words(text)),
      names: names.map(parts.codes.fileName),
    };
  },
  // a list of words, and texts written with it
  async texts({ words, written }) {
    return written.map(parts.wording.reader(words.join(' ')));
  },
  // vocabulary and [term, distance] → what Lunr expands each to, and what the sifting lets through
  async near({ vocabulary, terms }) {
    const all = lunr.TokenSet.fromArray(vocabulary);
    return terms.map(([term, distance]) => ({
      lunr: all.intersect(lunr.TokenSet.fromFuzzyString(term, distance)).toArray(),
      sifted: lunr.TokenSet.fromArray(vocabulary.filter((word) => parts.expand.mayBeNear(word, term, distance)))
        .intersect(lunr.TokenSet.fromFuzzyString(term, distance))
        .toArray(),
    }));
  },
  async wild({ vocabulary, patterns }) {
    const all = lunr.TokenSet.fromArray(vocabulary);
    return patterns.map((pattern) => ({
      lunr: all.intersect(lunr.TokenSet.fromString(pattern)).toArray(),
      sifted: lunr.TokenSet.fromArray(vocabulary.filter((word) => parts.expand.matches(word, pattern)))
        .intersect(lunr.TokenSet.fromString(pattern))
        .toArray(),
    }));
  },
  // texts → excerpts, marked by the terms of a query
  async excerpt(input) {
    const own = await analyser(input);
    const terms = new Set(own.query(input.query).flatMap((word) => word.terms));
    return input.texts.map((text) => parts.excerpt.excerpt(text, parts.excerpt.finder(own, terms)));
  },
};

const input = JSON.parse(fs.readFileSync(0, 'utf8'));
// An open message channel would keep the process going.
commands[input.command](input).then((answer) => process.stdout.write(JSON.stringify(answer), () => process.exit()));
