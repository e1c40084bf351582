/** Reads texts that `plugins/search/wording.py` wrote with the commonest words as one or two characters. */
(() => {
  'use strict';

  const SINGLES = 40;
  const SIGN = '|';
  const NEXT = '`';
  const CODES = Array.from({ length: 94 }, (_, place) => String.fromCharCode(33 + place))
    .filter((char) => !'"\\|`<>&'.includes(char))
    .join('');
  const MARKS = [
    ['\n', '\n'],
    [', ', '\u0001'],
    ['. ', '\u0002'],
  ];
  const FIXED = ['', ...MARKS.map(([, mark]) => mark)];

  /**
   * @param {string} list the words of a language, separated by spaces
   * @returns {(written: string|string[]) => string} reads a text
   */
  const reader = (list) => {
    const words = [...FIXED, ...list.split(' ')];
    const values = new Uint8Array(128);
    [...CODES].forEach((character, value) => {
      values[character.charCodeAt(0)] = value;
    });
    return (written) => {
      if (typeof written === 'string') return written;
      const [coded] = written;
      const found = [];
      for (let place = 0; place < coded.length; ) {
        const first = values[coded.charCodeAt(place)];
        if (coded[place] === SIGN) {
          const end = coded.indexOf(SIGN, place + 1);
          found.push(...coded.slice(place + 1, end).split(NEXT));
          place = end + 1;
        } else if (first < SINGLES) {
          found.push(words[first]);
          place += 1;
        } else {
          found.push(words[SINGLES + (first - SINGLES) * CODES.length + values[coded.charCodeAt(place + 1)]]);
          place += 2;
        }
      }
      return [...MARKS].reverse().reduce((text, [plain, mark]) => text.replaceAll(` ${mark} `, plain), found.join(' '));
    };
  };

  window.alertSearch.parts.wording = { reader };
})();
