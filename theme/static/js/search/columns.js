/**
 * The columns by which hits are filtered, counted and sorted: a table of some years, values as codes into lists of its own, so
 * that tens of thousands of hits are looked through in a few milliseconds. Pure.
 */
(() => {
  'use strict';

  const { codes } = window.alertSearch.parts;

  /** Columns that hold several values, in the order of the files. */
  const LISTS = ['country', 'source', 'violation'];

  /** Rows of a table for each that is asked for: where there are more, each is looked up, else all are gone through. */
  const SEVERAL = 16;

  /** One column: the values that occur, and for row `n` the codes from `starts[n]` to `starts[n + 1]`. */
  const column = (values, starts, codes) => ({ values, starts, codes });

  /** A column with one value a row. */
  const single = (values, own) => {
    const starts = new Uint32Array(own.length + 1);
    for (let row = 0; row < starts.length; row += 1) starts[row] = row;
    return column(values, starts, own);
  };

  /** A partial date as a number that sorts as the text does; 0 for none. */
  const dateNumber = (issued) => {
    const [year, month, day] = issued.split('-').map(Number);
    return year ? (year << 9) + ((month || 0) << 5) + (day || 0) : 0;
  };

  /** The alerts of some years that follow each other. */
  class Table {
    /**
     * @param {Int32Array} numbers ascending
     * @param {ArrayLike<number>} dates as `dateNumber` makes them
     * @param {null|Object<string, {values: string[], starts: ArrayLike<number>, codes: ArrayLike<number>}>} columns null
     *   until they are loaded
     */
    constructor(numbers, dates, columns) {
      this.numbers = numbers;
      this.dates = dates;
      this.columns = columns;
      /** @type {Array<string|Int32Array>} for each field of the index a column: how many terms it has; a text until it is read */
      this.written = [];
      this.base = numbers.length ? numbers[0] : 0;
    }

    /** For each row how many terms it has in a field, given by its place in the index. */
    lengths(field) {
      if (typeof this.written[field] === 'string') this.written[field] = new codes.Reader(this.written[field]).take(this.numbers.length);
      return this.written[field];
    }

    /** The row of a document, or -1. */
    row(number) {
      const row = codes.lastNotAbove(this.numbers, number);
      return row >= 0 && this.numbers[row] === number ? row : -1;
    }

    /**
     * The rows of the documents from one place on to before another, -1 for one that is not here. What is asked of tens of
     * thousands is asked in loops over these: a function called for each takes several times as long.
     * @param {ArrayLike<number>} numbers
     * @returns {Int32Array}
     */
    rowsOf(numbers, begin, end) {
      const count = end - begin;
      const rows = new Int32Array(count);
      const own = this.numbers;
      if (count * SEVERAL < own.length) {
        for (let place = 0; place < count; place += 1) rows[place] = this.row(numbers[begin + place]);
        return rows;
      }
      let row = 0;
      for (let place = 0; place < count; place += 1) {
        const number = numbers[begin + place];
        while (row < own.length && own[row] < number) row += 1;
        rows[place] = row < own.length && own[row] === number ? row : -1;
      }
      return rows;
    }
  }

  /** The tables of some years of one language. */
  class Columns {
    /** @param {Table[]} tables in the order of numbers */
    constructor(tables) {
      this.tables = tables.filter(({ numbers }) => numbers.length);
      this.bases = this.tables.map(({ base }) => base);
    }

    /** The numbers of all its documents, ascending. */
    numbers() {
      const found = new Int32Array(this.tables.reduce((sum, { numbers }) => sum + numbers.length, 0));
      let begin = 0;
      for (const { numbers } of this.tables) {
        found.set(numbers, begin);
        begin += numbers.length;
      }
      return found;
    }

    /** The date of a document as a number; 0 if it has none, or is in no table. */
    date(number) {
      const table = this.tables[codes.lastNotAbove(this.bases, number)];
      const row = table ? table.row(number) : -1;
      return row < 0 ? 0 : table.dates[row];
    }

    /**
     * Calls `visit(table, row, place)` for the documents that are in a table.
     * @param {ArrayLike<number>} numbers ascending
     * @param {(table: Table, row: number, place: number) => void} visit
     */
    each(numbers, visit) {
      this.eachTable(numbers, (table, begin, end) => {
        for (let place = begin; place < end; place += 1) {
          const row = table.row(numbers[place]);
          if (row >= 0) visit(table, row, place);
        }
      });
    }

    /**
     * Calls `visit(table, begin, end)` for each table that may have some of the documents: those from one place on to before
     * another.
     * @param {ArrayLike<number>} numbers ascending
     * @param {(table: Table, begin: number, end: number) => void} visit
     */
    eachTable(numbers, visit) {
      let end = 0;
      this.tables.forEach((table, next) => {
        const begin = end;
        const before = this.bases[next + 1] ?? Infinity;
        while (end < numbers.length && numbers[end] < before) end += 1;
        if (end > begin) visit(table, begin, end);
      });
    }
  }

  /** A column of which every row has one of some lists of values. */
  const listed = (lists, which) => {
    const values = [...new Set(lists.flat())];
    const places = new Map(values.map((value, place) => [value, place]));
    const coded = lists.map((list) => list.map((value) => places.get(value)));
    const starts = new Uint32Array(which.length + 1);
    for (let row = 0; row < which.length; row += 1) starts[row + 1] = starts[row] + coded[which[row]].length;
    const own = new Uint32Array(starts[which.length]);
    for (let row = 0; row < which.length; row += 1) {
      const list = coded[which[row]];
      for (let place = 0; place < list.length; place += 1) own[starts[row] + place] = list[place];
    }
    return column(values, starts, own);
  };

  /**
   * Reads a file of lengths and days; `plugins/search/cards.py` tells its format. Its columns are added when they are needed.
   * @param {[string, string[], string]} content
   * @param {number} base the first number of its first year
   * @param {number[]} years those of the index
   * @param {number[]} bases the first number of each
   */
  const readTable = ([ascending, lengths, days], base, years, bases) => {
    const numbers = codes.ascending(ascending);
    const dates = new codes.Reader(days).take(numbers.length);
    let position = codes.lastNotAbove(bases, base);
    for (let row = 0; row < numbers.length; row += 1) {
      numbers[row] += base;
      while (bases[position + 1] <= numbers[row]) position += 1;
      dates[row] = years[position] ? (years[position] << 9) + dates[row] : 0;
    }
    const table = new Table(numbers, dates, null);
    table.written = lengths;
    return table;
  };

  /** Reads a file of columns. */
  const readColumns = (content) => {
    const [kind, ...lists] = content.map(([values, which]) => ({ values, which: new codes.Reader(which).rest() }));
    return {
      kind: single(kind.values, kind.which),
      ...Object.fromEntries(LISTS.map((name, list) => [name, listed(lists[list].values, lists[list].which)])),
    };
  };

  /** A table of a few alerts whose cards are there: `numbers` ascending, `rows` in the same order. */
  const tableOf = (numbers, rows) => {
    const coded = (lists) => {
      const values = [...new Set(lists.flat())];
      const starts = new Uint32Array(lists.length + 1);
      lists.forEach((list, row) => {
        starts[row + 1] = starts[row] + list.length;
      });
      return column(
        values,
        starts,
        lists.flat().map((value) => values.indexOf(value)),
      );
    };
    return new Table(
      numbers,
      rows.map(({ issued }) => dateNumber(issued)),
      {
        kind: coded(rows.map(({ kind }) => [kind])),
        ...Object.fromEntries(LISTS.map((name) => [name, coded(rows.map((row) => row[name]))])),
      },
    );
  };

  window.alertSearch.parts.columns = { Columns, readTable, readColumns, tableOf, dateNumber };
})();
