/** The alerts found, of all languages together: columns, one item an alert, whatever languages have it. */
(() => {
  'use strict';

  const { codes, pace } = window.alertSearch.parts;

  /**
   * @typedef {Object} Items the alerts found: columns of the same length, those of one answer in a row, by number
   * @property {number} length
   * @property {Uint8Array} answers which answer each is shown from
   * @property {Int32Array} numbers
   * @property {Float64Array} scores
   * @property {Float64Array} ranks what they are ordered by: scores that compare between languages
   * @property {Uint32Array} languages a bit for every answer that has the alert: of whose phrases only seem to stand there, until
   *   they have been compared
   * @property {Map<number, number>[]} others for each answer: item → number there, where it is not the one that the item is of
   */

  /**
   * One item an alert: of its translations, the one in the first language asked for. Its rank is the best that any of
   * them has.
   * @param {Answer[]} answers
   * @returns {Promise<Items>}
   */
  const join = async (answers) => {
    const most = answers.reduce((sum, { documents }) => sum + documents.length, 0);
    const items = {
      length: 0,
      answers: new Uint8Array(most),
      numbers: new Int32Array(most),
      scores: new Float64Array(most),
      ranks: new Float64Array(most),
      languages: new Uint32Array(most),
      others: answers.map(() => new Map()),
    };
    if (answers.length === 1) {
      // Nothing to join.
      const [{ documents, scores }] = answers;
      items.length = most;
      items.numbers.set(documents);
      items.scores.set(scores);
      items.ranks.set(scores);
      items.languages.fill(1);
      return items;
    }
    const places = new Map();
    for (let answer = 0; answer < answers.length; answer += 1) {
      const { store, documents, scores, ideal } = answers[answer];
      const refs = await store.refs(store.yearsOf(documents));
      for (let index = 0; index < documents.length; index += 1) {
        if (index % 1024 === 1023 && pace.due()) await pace.breathe();
        const ref = refs.get(documents[index]);
        const rank = scores[index] / ideal;
        const known = places.get(ref);
        if (known !== undefined) {
          items.languages[known] |= 1 << answer;
          items.others[answer].set(known, documents[index]);
          if (rank > items.ranks[known]) items.ranks[known] = rank;
        } else {
          const place = items.length;
          items.length += 1;
          places.set(ref, place);
          items.answers[place] = answer;
          items.numbers[place] = documents[index];
          items.scores[place] = scores[index];
          items.ranks[place] = rank;
          items.languages[place] = 1 << answer;
        }
      }
    }
    return items;
  };

  /** The number of an item in a language that has it, given by the answer's place. */
  const numberIn = (items, item, place) => (items.answers[item] === place ? items.numbers[item] : items.others[place].get(item));

  /** What is shown of an item: the first of the languages that have it. */
  const shownOf = (items, answers, item) => {
    const bits = items.languages[item];
    const place = 31 - Math.clz32(bits & -bits);
    if (items.answers[item] === place) return { answer: answers[place], number: items.numbers[item], score: items.scores[item] };
    const number = numberIn(items, item, place);
    const { documents, scores } = answers[place];
    return { answer: answers[place], number, score: scores[codes.lastNotAbove(documents, number)] };
  };

  /** For each answer the numbers of the items that are shown from it, ascending, and where its items begin. */
  const shares = (items, answers) => {
    let begin = 0;
    return answers.map((answer, place) => {
      let end = begin;
      while (end < items.length && items.answers[end] === place) end += 1;
      const share = { answer, place, begin, numbers: items.numbers.subarray(begin, end) };
      begin = end;
      return share;
    });
  };

  window.alertSearch.parts.items = { join, numberIn, shownOf, shares };
})();
