/**
 * The columns by which hits are filtered, counted and sorted: a table of some years, values as codes into lists of its own, so
 * that tens of thousands of hits are looked through in a few milliseconds. Pure.
 */
(() => {
  'use strict';

  const { codes } = window.alertSearch.parts;

  /** Columns that hold several values, in the order of the files. */
  const LISTS = ['country', 'source', 'violation'];

  /** One column: the values that occur, and for row `n` the codes from `starts[n]` to `starts[n + 1]`. */
  const column = (values, starts, codes) => ({ values, starts, codes });

  /** A column with one value a row. */
  const single = (values, own) => column(values, Uint32Array.from({ length: own.length + 1 }, (_, row) => row), own);

  /** A partial date as a number that sorts as the text does; 0 for none. */
  const dateNumber = (issued) => {
    const [year, month, day] = issued.split('-').map(Number);
    return year ? (year << 9) + ((month || 0) << 5) + (day || 0) : 0;
  };

  /** The alerts of some years that follow each other. */
  class Table {
    /**
     * @param {number[]} numbers ascending
     * @param {ArrayLike<number>} dates as `dateNumber` makes them
     * @param {null|Object<string, {values: string[], starts: ArrayLike<number>, codes: ArrayLike<number>}>} columns null
     *   until they are loaded
     */
    constructor(numbers, dates, columns) {
      this.numbers = numbers;
      this.dates = dates;
      this.columns = columns;
      /** @type {number[][]} for each field of the index a column: how many terms it has */
      this.lengths = [];
      const base = numbers.length ? numbers[0] : 0;
      this.base = base;
      this.rows = new Int32Array(numbers.length ? numbers[numbers.length - 1] - base + 1 : 0).fill(-1);
      numbers.forEach((number, row) => {
        this.rows[number - base] = row;
      });
    }

    /** The row of a document, or -1. */
    row(number) {
      const place = number - this.base;
      return place >= 0 && place < this.rows.length ? this.rows[place] : -1;
    }

  }

  /** The tables of some years of one language. */
  class Columns {
    /** @param {Table[]} tables in the order of numbers */
    constructor(tables) {
      this.tables = tables.filter(({ numbers }) => numbers.length);
      this.bases = this.tables.map(({ base }) => base);
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
      let next = 0;
      for (let place = 0; place < numbers.length; place += 1) {
        while (next + 1 < this.tables.length && this.bases[next + 1] <= numbers[place]) next += 1;
        const row = this.tables.length ? this.tables[next].row(numbers[place]) : -1;
        if (row >= 0) visit(this.tables[next], row, place);
      }
    }
  }

  /** A column of which every row has one of some lists of values. */
  const listed = (lists, which) => {
    const values = [...new Set(lists.flat())];
    const places = new Map(values.map((value, place) => [value, place]));
    const coded = lists.map((list) => list.map((value) => places.get(value)));
    const starts = new Uint32Array(which.length + 1);
    const own = [];
    which.forEach((list, row) => {
      own.push(...coded[list]);
      starts[row + 1] = own.length;
    });
    return column(values, starts, own);
  };

  /** Reads a file of lengths and days; `plugins/search/cards.py` tells its format. Its columns are added when they are needed. */
  const readTable = ([ascending, lengths, days], base, yearOf) => {
    const numbers = codes.ascending(ascending).map((number) => number + base);
    const dates = Int32Array.from(new codes.Reader(days).take(numbers.length), (day, row) => {
      const year = yearOf(numbers[row]);
      return year ? (year << 9) + day : 0;
    });
    const table = new Table(numbers, dates, null);
    table.lengths = lengths.map((own) => new codes.Reader(own).rest());
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
