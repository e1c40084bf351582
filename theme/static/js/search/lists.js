/** The lists of terms: knows which shard holds what, loads it when asked, and keeps what it has read. */
(() => {
  'use strict';

  const { loadShard, codes, pace, analysis } = window.alertSearch.parts;

  /**
   * One term's postings.
   * @typedef {{numbers: Int32Array, frequencies: Int32Array}} Column
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
      const frequencies = reader.take(count);
      for (let index = 0; index < count; index += 1) frequencies[index] += 1;
      return { numbers, frequencies };
    });
    return { count: total, fields: columns };
  };

  class Lists {
    constructor(manifest, analyser) {
      this.manifest = manifest;
      this.language = manifest.language;
      this.analyser = analyser;
      this.shards = codes.words(manifest.shards);
      this.placed = codes.words(manifest.positions);
      this.ranges = codes.words(manifest.vocabulary);
      /** @type {Map<string, Postings>} */
      this.read = new Map();
      /** @type {Map<string, number>} */
      this.weights = new Map();
    }

    /** Loads a file of the index, given its key. */
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
              // Who asks for the same term meanwhile may have read it.
              const postings = this.read.get(term) || readPostings(lists[place], this.manifest.fields);
              this.read.set(term, postings);
              found.set(term, postings);
              if (pace.due()) await pace.breathe();
            }
          }
        }),
      );
      return found;
    }

    /** Whether a shard of lists begins with a term. */
    begins(term) {
      return this.shards[codes.lastNotAbove(this.shards, term)] === term;
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
      if (postings.count < this.manifest.placed) return this.placesInTexts(term, postings, wanted);
      const shard = await this.shard('positions', this.placed[codes.lastNotAbove(this.placed, term)]);
      if (pace.due()) await pace.breathe();
      const own = shard.places.get(term);
      const highs = new codes.Reader(shard[2]);
      for (const list of shard.lists.slice(0, own)) highs.skip(list.length);
      let done = 0;
      return wanted.map((numbers, field) => {
        const found = new Map();
        const column = postings.fields[field];
        if (column) {
          column.numbers.forEach((number, index) => {
            const count = column.frequencies[index];
            let place = 0;
            const places = codes.parted(shard.lists[own], done, highs, count).map((step) => (place += step));
            done += count;
            if (numbers.has(number)) found.set(number, places);
          });
        }
        return found;
      });
    }

    /** The same of a rare term, of which the index has no places: its few documents tell them. */
    async placesInTexts(term, postings, wanted) {
      return Promise.all(
        wanted.map(async (numbers, field) => {
          const own = [...(postings.fields[field]?.numbers || [])].filter((number) => numbers.has(number));
          const cards = await this.cards(own);
          return new Map(
            cards.map(({ title, text }, index) => {
              const places = analysis
                .chunks(field ? text : title)
                .flatMap((chunk, place) =>
                  this.analyser
                    .indexed(chunk)
                    .filter((indexed) => indexed === term)
                    .map(() => place),
                );
              return [own[index], places];
            }),
          );
        }),
      );
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
      for (const part of parts) {
        if (pace.due()) await pace.breathe();
        if (!part.terms) {
          part.terms = codes.words(part[0]);
          new codes.Reader(part[1]).rest().forEach((weight, place) => this.weights.set(part.terms[place], weight));
        }
      }
      return parts.flatMap(({ terms }) => terms);
    }

    /** How frequent a term is that `vocabulary` has given: the bit length of its document frequency. */
    weight(term) {
      return this.weights.get(term) || 0;
    }
  }

  window.alertSearch.parts.lists = { Lists };
})();
