/** Reads what `plugins/search/codes.py` writes; the formats are told there. */
(() => {
  'use strict';

  const ENDING = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const CONTINUING = "!#$%()*+,-./:;=?@[]^_`{|}~'";
  const S = ENDING.length;
  const C = CONTINUING.length;
  // Character code → value of a digit that ends a number, or -1 - value of one that continues it.
  const DIGITS = new Int8Array(128);
  for (let value = 0; value < S; value += 1) DIGITS[ENDING.charCodeAt(value)] = value;
  for (let value = 0; value < C; value += 1) DIGITS[CONTINUING.charCodeAt(value)] = -1 - value;

  /** Reads numbers one by one from a text. */
  class Reader {
    constructor(text) {
      this.text = text;
      this.place = 0;
    }

    next() {
      let value = 0;
      for (;;) {
        const digit = DIGITS[this.text.charCodeAt(this.place)];
        this.place += 1;
        if (digit >= 0) return value * S + digit;
        value = value * C - digit;
      }
    }

    /** The next `count` numbers. Most of what a query takes is spent here, so it does without `next`. */
    take(count) {
      const values = new Int32Array(count);
      const { text } = this;
      let { place } = this;
      for (let index = 0; index < count; index += 1) {
        let value = 0;
        let digit = DIGITS[text.charCodeAt(place)];
        for (; digit < 0; digit = DIGITS[text.charCodeAt(place)]) {
          value = value * C - digit;
          place += 1;
        }
        values[index] = value * S + digit;
        place += 1;
      }
      this.place = place;
      return values;
    }

    /** Leaves out the next `count` numbers. */
    skip(count) {
      for (let left = count; left > 0; this.place += 1) {
        if (DIGITS[this.text.charCodeAt(this.place)] >= 0) left -= 1;
      }
    }

    /** The next `count` numbers as steps from one to the next, less one. */
    ascending(count) {
      const values = this.take(count);
      let previous = -1;
      for (let index = 0; index < count; index += 1) {
        previous += values[index] + 1;
        values[index] = previous;
      }
      return values;
    }

    /** How many numbers are left. */
    get left() {
      let count = 0;
      for (let place = this.place; place < this.text.length; place += 1) {
        if (DIGITS[this.text.charCodeAt(place)] >= 0) count += 1;
      }
      return count;
    }

    /** All that is left. */
    rest() {
      return this.take(this.left);
    }
  }

  /** Character code → the last six bits of a number, where those are written by themselves. */
  const LOWS = new Int8Array(128);
  [...`${ENDING}-_`].forEach((character, value) => {
    LOWS[character.charCodeAt(0)] = value;
  });
  const LOW_BITS = 6;

  /** Numbers of which the last six bits and the rest are written apart: `count` of them, from a place on. */
  const parted = (lows, place, highs, count) => {
    const values = new Array(count);
    for (let index = 0; index < count; index += 1) {
      values[index] = (highs.next() << LOW_BITS) | LOWS[lows.charCodeAt(place + index)];
    }
    return values;
  };

  /** Numbers written as steps, to the end of the text. */
  const ascending = (text) => {
    const reader = new Reader(text);
    return reader.ascending(reader.left);
  };

  /** Front-coded words. */
  const words = (text) => {
    const found = [];
    let previous = '';
    for (const coded of text ? text.split(' ') : []) {
      previous = previous.slice(0, parseInt(coded[0], 36)) + coded.slice(1);
      found.push(previous);
    }
    return found;
  };

  /** The name, without its ending, of the shard that begins with a word. */
  const fileName = (word) => {
    let first = 0x811c9dc5;
    let second = 0x01000193;
    for (let index = 0; index < word.length; index += 1) {
      const unit = word.charCodeAt(index);
      first = Math.imul(first ^ unit, 0x01000193) >>> 0;
      second = Math.imul(second ^ unit, 0x85ebca6b) >>> 0;
    }
    return first.toString(16).padStart(8, '0') + (second >>> 24).toString(16).padStart(2, '0');
  };

  /** The position of the last of sorted values that is not above `value`, or -1. */
  const lastNotAbove = (values, value) => {
    let low = 0;
    let high = values.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[middle] > value) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  };

  window.alertSearch.parts.codes = { Reader, parted, ascending, words, fileName, lastNotAbove };
})();
