/** One language's index: its lists, its tables and its cards, loaded when asked for, and kept. */
(() => {
  'use strict';

  const { SearchLoadError, loadShard, loadLibrary, codes, columns, pace, analysis, lists, wording } = window.alertSearch.parts;
  const { Lists } = lists;

  const SCHEMA = 5;
  /** Documents whose lengths their cards are asked for: as many as a page of results shows. */
  const FEW = 10;

  /** Lunr, and the language's stemmer: resolves to the function from word to stem. */
  const loadStemmer = async (language) => {
    const needed = window.searchLibraries(language);
    const missing = needed.filter(({ isThere }) => !isThere());
    // All are waited for, also where one fails: those after it cannot run either, and are to be loaded again with it.
    const loads = await Promise.allSettled(missing.map(({ file, isThere }) => loadLibrary(file, isThere)));
    const failed = loads.find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
    const { lunr } = window;
    if (language === 'en') return (word) => lunr.stemmer(new lunr.Token(word)).toString();
    if (needed.length === 1) return (word) => word;
    return (word) => lunr[language].stemmer(new lunr.Token(word)).toString();
  };

  class Store extends Lists {
    constructor(manifest, analyser) {
      super(manifest, analyser);
      this.years = manifest.years.map(([year]) => year);
      this.bases = manifest.years.map(([, base]) => base);
      /** First years of the groups that share tables. */
      this.groups = manifest.tables;
      this.averages = manifest.totals.map((total) => total / manifest.documents);
    }

    /**
     * The years in which documents are.
     * @param {ArrayLike<number>} numbers
     * @param {Set<number>} [among] leave out other years
     * @returns {Set<number>}
     */
    yearsOf(numbers, among) {
      const years = new Set();
      // Numbers that follow each other are of one year most times.
      let begin = 0;
      let end = 0;
      for (let place = 0; place < numbers.length; place += 1) {
        const number = numbers[place];
        if (number >= begin && number < end) continue;
        const position = codes.lastNotAbove(this.bases, number);
        begin = this.bases[position];
        end = this.bases[position + 1] ?? Infinity;
        years.add(this.years[position]);
      }
      return among ? new Set([...years].filter((year) => among.has(year))) : years;
    }

    /** Where a document is: its year's position, and its number relative to the year's first. */
    locate(number) {
      const position = codes.lastNotAbove(this.bases, number);
      return { year: this.years[position], base: this.bases[position] };
    }

    /** Loads the tables in which some years are, and calls `read(content, base)` on each: it returns the rows of all. */
    async tables(kind, years, read) {
      const groupOf = (year) => this.groups[codes.lastNotAbove(this.groups, year)];
      const groups = years ? new Set([...years].map(groupOf)) : this.groups;
      return Promise.all(
        [...groups].map(async (group) => {
          const content = await this.load(`${kind}/${group}`);
          if (pace.due()) await pace.breathe();
          if (!content.read) content.read = read(content, this.bases[this.years.indexOf(group)]);
          return content.read;
        }),
      );
    }

    /**
     * Number → id, in ascending order of numbers.
     * @param {Set<number>} [years] default all; there may be others beside them
     * @returns {Promise<Map<number, string>>}
     */
    async refs(years) {
      const tables = await this.tables('refs', years, ([numbers, ids], base) =>
        Array.from(codes.ascending(numbers), (number, index) => [number + base, ids[index]]),
      );
      return new Map(tables.flat());
    }

    /**
     * How many terms documents have in fields, which their scores depend on.
     * @param {ArrayLike<number>} numbers ascending; a few are read from their cards, which are shown anyway
     * @param {boolean[]} [wanted] which fields; default all
     * @returns {Promise<Array<null|Int32Array>>} for each field, in the order of the numbers; null for one that is not wanted
     */
    async lengths(numbers, wanted) {
      const found = this.manifest.fields.map((_, field) => (!wanted || wanted[field] ? new Int32Array(numbers.length) : null));
      if (numbers.length <= FEW) {
        const cards = await this.cards([...numbers]);
        cards.forEach(({ lengths }, place) => {
          const all = new codes.Reader(lengths).take(found.length);
          found.forEach((own, field) => {
            if (own) own[place] = all[field];
          });
        });
        return found;
      }
      const tables = await this.measures(this.yearsOf(numbers));
      tables.eachTable(numbers, (table, begin, end) => {
        const rows = table.rowsOf(numbers, begin, end);
        found.forEach((own, field) => {
          if (!own) return;
          const lengths = table.lengths(field);
          for (let index = 0; index < rows.length; index += 1) if (rows[index] >= 0) own[begin + index] = lengths[rows[index]];
        });
      });
      return found;
    }

    /**
     * The lengths and dates of documents: what scores and order depend on.
     * @param {Set<number>} [years] default all; there may be others beside them
     * @returns {Promise<Columns>} whose tables may be without columns
     */
    async measures(years) {
      return new columns.Columns(await this.measured(years));
    }

    measured(years) {
      return this.tables('lengths', years, (content, base) => columns.readTable(content, base, this.years, this.bases));
    }

    /**
     * The same with what hits are filtered and counted by.
     * @param {Set<number>} [years]
     * @returns {Promise<Columns>}
     */
    async columns(years) {
      const [measures, own] = await Promise.all([
        this.measured(years),
        this.tables('columns', years, columns.readColumns),
      ]);
      measures.forEach((table, place) => {
        table.columns = own[place];
      });
      return new columns.Columns(measures);
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
          Array.from(codes.ascending(numbers), (number, row) => [number, { state: own[row], latest: days[places[row]] }]),
        );
      }
      return content.read;
    }

    /** What reads the texts of cards; loaded with the first of them, or before by who will need some. */
    wording() {
      if (!this.readText) {
        const words = this.manifest.words ? this.load('words').then(wording.reader) : Promise.resolve((text) => text);
        this.readText = words;
        words.catch(() => {
          this.readText = null;
        });
      }
      return this.readText;
    }

    /**
     * What is shown of documents.
     * @typedef {{ref: string, title: string, issued: string, url: string, kind: string, countries: string[],
     *   sources: string[], violations: string[], lengths: string, text: string}} Card
     * @param {number[]} numbers
     * @returns {Promise<Card[]>} in their order
     */
    async cards(numbers) {
      const reading = this.wording();
      return Promise.all(
        numbers.map(async (number) => {
          const { year, base } = this.locate(number);
          const key = `docs/${year}/${(number - base) >> this.manifest.block}`;
          const [block, readText] = await Promise.all([this.load(key), reading]);
          const row = block.find(([own]) => own === number - base);
          if (!row)
            throw new SearchLoadError(
              `${window.alertSearch.root}search/${this.language}/${key}.js`,
              'it is of another build',
              true,
            );
          const [, ref, title, issued, url, kind, countries, sources, violations, lengths, text] = row;
          // Who scores, counts and shows asks for the same card each: it is read once, and kept on the row, which its load keeps.
          row.card = row.card || {
            ...{ ref, issued, kind, countries, sources, violations, lengths },
            title: readText(title),
            url: url.replaceAll('*', ref),
            text: readText(text),
          };
          return row.card;
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
          `this page of version ${SCHEMA} (${analysis.ANALYSER})`,
        true,
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
