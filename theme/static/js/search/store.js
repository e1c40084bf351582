/** One language's index: knows which file holds what, loads it when asked, and keeps what it has read. */
(() => {
  'use strict';

  const { SearchLoadError, loadShard, loadLibrary, codes, columns, pace, analysis } = window.alertSearch.parts;

  const SCHEMA = 2;
  const VENDOR = 'theme/vendor/';
  // Stemmers that are not in lunr itself, by language.
  const STEMMERS = new Map([
    ['fr', 'lunr.fr.min.js'],
    ['es', 'lunr.es.min.js'],
  ]);

  /** Lunr, and the language's stemmer: resolves to the function from word to stem. */
  const loadStemmer = async (language) => {
    if (!window.lunr) await loadLibrary(`${VENDOR}lunr.min.js`);
    const { lunr } = window;
    if (language === 'en') return (word) => lunr.stemmer(new lunr.Token(word)).toString();
    if (!STEMMERS.has(language)) return (word) => word;
    if (!lunr.stemmerSupport) await loadLibrary(`${VENDOR}lunr.stemmer.support.min.js`);
    if (!lunr[language]) await loadLibrary(`${VENDOR}${STEMMERS.get(language)}`);
    return (word) => lunr[language].stemmer(new lunr.Token(word)).toString();
  };

  /**
   * One term's postings.
   * @typedef {{numbers: number[], frequencies: number[], lengths: number[]}} Column
   * @typedef {{count: number, fields: Array<null|Column>}} Postings `count`: Lunr's document frequency, of all fields
   */

  /** @returns {Postings} */
  const readPostings = (text, fields) => {
    const reader = new codes.Reader(text);
    const mask = reader.next();
    let total = 0;
    const columns = fields.map((_, field) => {
      if (!((mask >> field) & 1)) return null;
      const count = reader.next();
      total += count;
      const numbers = reader.ascending(count);
      const frequencies = reader.take(count).map((frequency) => frequency + 1);
      return { numbers, frequencies, lengths: reader.take(count) };
    });
    return { count: total, fields: columns };
  };

  class Store {
    constructor(manifest, analyser) {
      this.manifest = manifest;
      this.language = manifest.language;
      this.analyser = analyser;
      this.shards = codes.words(manifest.shards);
      this.placed = codes.words(manifest.positions);
      this.ranges = codes.words(manifest.vocabulary);
      this.years = manifest.years.map(([year]) => year);
      this.bases = manifest.years.map(([, base]) => base);
      this.averages = manifest.totals.map((total) => total / manifest.documents);
      /** @type {Map<string, Postings>} */
      this.read = new Map();
      /** @type {Map<string, number>} */
      this.weights = new Map();
    }

    load(key) {
      return loadShard(`${this.language}/${key}`, this.manifest.digest);
    }

    /**
     * The postings of those of the terms that the index has.
     * @param {Iterable<string>} terms
     * @returns {Promise<Map<string, Postings>>}
     */
    async postings(terms) {
      const found = new Map();
      const wanted = new Map();
      for (const term of terms) {
        const shard = codes.lastNotAbove(this.shards, term);
        if (this.read.has(term)) found.set(term, this.read.get(term));
        else if (shard >= 0) wanted.set(shard, [...(wanted.get(shard) || []), term]);
      }
      await Promise.all(
        [...wanted].map(async ([shard, own]) => {
          const { places, lists } = await this.shard('terms', this.shards[shard]);
          for (const term of own) {
            const place = places.get(term);
            if (place !== undefined) {
              const postings = readPostings(lists[place], this.manifest.fields);
              this.read.set(term, postings);
              found.set(term, postings);
              if (pace.due()) await pace.breathe();
            }
          }
        }),
      );
      return found;
    }

    /** A shard of lists, by its first term. */
    async shard(kind, first) {
      const shard = await this.load(`${kind}/${codes.fileName(first)}`);
      // Read once, kept on the content itself, which its load keeps.
      if (!shard.places) {
        shard.places = new Map(codes.words(shard[0]).map((term, place) => [term, place]));
        shard.lists = shard[1].split(' ');
      }
      return shard;
    }

    /**
     * Where a term stands in the titles and in the bodies of documents: places are chunks, counted from 0.
     * @param {string} term one that the index has
     * @param {Postings} postings its own
     * @param {Set<number>[]} wanted for the title and for the body, the documents asked for
     * @returns {Promise<Map<number, number[]>[]>} for title and body: number → places
     */
    async positions(term, postings, wanted) {
      const { places, lists } = await this.shard('positions', this.placed[codes.lastNotAbove(this.placed, term)]);
      const reader = new codes.Reader(lists[places.get(term)]);
      return wanted.map((numbers, field) => {
        const found = new Map();
        const column = postings.fields[field];
        if (column) {
          column.numbers.forEach((number, index) => {
            let place = 0;
            const own = reader.take(column.frequencies[index]).map((step) => (place += step));
            if (numbers.has(number)) found.set(number, own);
          });
        }
        return found;
      });
    }

    /**
     * The terms of the index that begin with `prefix` (and, at the edges, some that do not), sorted.
     * @returns {Promise<string[]>}
     */
    async vocabulary(prefix) {
      const first = Math.max(codes.lastNotAbove(this.ranges, prefix), 0);
      // Nothing that begins with the prefix sorts after the prefix and the highest unit.
      const last = codes.lastNotAbove(this.ranges, `${prefix}\uffff`);
      const parts = await Promise.all(
        this.ranges.slice(first, last + 1).map((range) => this.load(`vocabulary/${codes.fileName(range)}`)),
      );
      return parts.flatMap((part) => {
        if (!part.terms) {
          part.terms = codes.words(part[0]);
          new codes.Reader(part[1]).rest().forEach((weight, place) => this.weights.set(part.terms[place], weight));
        }
        return part.terms;
      });
    }

    /** How frequent a term is that `vocabulary` has given: the bit length of its document frequency. */
    weight(term) {
      return this.weights.get(term) || 0;
    }

    /**
     * The years in which documents are.
     * @param {Iterable<number>} numbers
     * @param {Set<number>} [among] leave out other years
     * @returns {Set<number>}
     */
    yearsOf(numbers, among) {
      const years = new Set();
      for (const number of numbers) years.add(this.locate(number).year);
      return among ? new Set([...years].filter((year) => among.has(year))) : years;
    }

    /** Where a document is: its year's position, and its number relative to the year's first. */
    locate(number) {
      const position = codes.lastNotAbove(this.bases, number);
      return { year: this.years[position], base: this.bases[position] };
    }

    /** Loads a table of some years, and calls `read(content, base, year)` on each. */
    async tables(kind, years, read) {
      const positions = this.years
        .map((year, position) => [year, position])
        .filter(([year]) => !years || years.has(year));
      return Promise.all(
        positions.map(async ([year, position]) => {
          const content = await this.load(`${kind}/${year}`);
          if (pace.due()) await pace.breathe();
          if (!content.read) content.read = read(content, this.bases[position], year);
          return content.read;
        }),
      );
    }

    /**
     * Number → id, in ascending order of numbers.
     * @param {Set<number>} [years] default all
     * @returns {Promise<Map<number, string>>}
     */
    async refs(years) {
      const tables = await this.tables('refs', years, ([numbers, ids], base) =>
        codes.ascending(numbers).map((number, index) => [number + base, ids[index]]),
      );
      return new Map(tables.flat());
    }

    /**
     * The columns of documents.
     * @param {Set<number>} [years] default all
     * @returns {Promise<Columns>}
     */
    async columns(years) {
      const tables = await this.tables('columns', years, columns.readTable);
      return new columns.Columns(tables);
    }

    /**
     * What became of alerts: for each that belongs to a case whether it is followed (1), follows (2) or both (3), and the
     * date of the case's last alert as a number. `plugins/search/developments.py` tells the format.
     * @returns {Promise<Map<number, {state: number, latest: number}>>}
     */
    async cases() {
      const content = await loadShard(`cases/${this.language}`, this.manifest.digest);
      if (!content.read) {
        const [numbers, states, dates, which] = content;
        const days = codes.ascending(dates);
        const own = new codes.Reader(states).rest();
        const places = new codes.Reader(which).rest();
        content.read = new Map(
          codes.ascending(numbers).map((number, row) => [number, { state: own[row], latest: days[places[row]] }]),
        );
      }
      return content.read;
    }

    /**
     * What is shown of documents.
     * @typedef {{ref: string, title: string, issued: string, url: string, kind: string, countries: string[],
     *   sources: string[], violations: string[], text: string}} Card
     * @param {number[]} numbers
     * @returns {Promise<Card[]>} in their order
     */
    async cards(numbers) {
      return Promise.all(
        numbers.map(async (number) => {
          const { year, base } = this.locate(number);
          const key = `docs/${year}/${(number - base) >> this.manifest.block}`;
          const block = await this.load(key);
          const row = block.find(([own]) => own === number - base);
          if (!row)
            throw new SearchLoadError(
              `${window.alertSearch.root}search/${this.language}/${key}.js`,
              'it is of another build',
            );
          const [, ref, title, issued, url, kind, countries, sources, violations, text] = row;
          return { ref, title, issued, url, kind, countries, sources, violations, text };
        }),
      );
    }
  }

  /** @type {Map<string, Promise<Store>>} */
  const stores = new Map();

  const open = async (language) => {
    const [stem, manifest] = await Promise.all([loadStemmer(language), loadShard(`${language}/manifest`)]);
    if (manifest.schema !== SCHEMA || manifest.analyser !== analysis.ANALYSER) {
      throw new SearchLoadError(
        `${window.alertSearch.root}search/${language}/manifest.js`,
        `it is of version ${manifest.schema} (${manifest.analyser}), ` +
          `this page of version ${SCHEMA} (${analysis.ANALYSER}); reload the page`,
      );
    }
    const analyser = new analysis.Analyser(language, new Set(manifest.stopWords.split(' ')), stem);
    const { Pipeline } = window.lunr;
    if (!Pipeline.registeredFunctions[manifest.pipeline]) {
      Pipeline.registerFunction(analyser.pipelineFunction(), manifest.pipeline);
    }
    return new Store(manifest, analyser);
  };

  /** The store of a language, opened once; a failure is forgotten, so that asking again tries again. */
  const store = (language) => {
    if (!stores.has(language)) {
      const opening = open(language);
      stores.set(language, opening);
      opening.catch(() => stores.delete(language));
    }
    return stores.get(language);
  };

  window.alertSearch.parts.store = { store, loadStemmer };
})();
