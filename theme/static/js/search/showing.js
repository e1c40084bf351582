/** Hits as they are shown: their cards, what to mark, and, within a page, those first that have the words as typed. */
(() => {
  'use strict';

  const { excerpt, items: itemising, pace, phrase } = window.alertSearch.parts;

  /**
   * Places in the order within which hits that have the words as they were typed may come before others: more of them where
   * not many are found, because rare words are remembered as they were written, and their stems may be common ones.
   */
  const WINDOW = 10;
  const WIDE_WINDOW = 20;
  const MANY = 100;

  const windowOf = (total) => (total > MANY ? WINDOW : WIDE_WINDOW);

  /** How many of the best are needed to show a page: all of its last window, and one to see where that ends. */
  const reach = (offset, limit, total) => {
    const size = windowOf(total);
    return limit ? Math.ceil((offset + limit) / size) * size + 1 : 0;
  };

  /** What a hit keeps of its score for every word that stands in it in other forms only. */
  const OTHER_FORMS = 0.5;

  /** The share of a score that a hit keeps: all of it, unless words that were typed stand in it in other forms only. */
  const kept = (written, found) => {
    const others = written.filter(({ form, terms }) => {
      const own = found.filter(({ term }) => terms.includes(term));
      return own.length && !own.some(({ forms }) => forms.includes(form));
    });
    return OTHER_FORMS ** others.length;
  };

  /** Where those phrases stand in a field's text that are asked of it; elsewhere their words are words. */
  const spansIn = (field, store, phrases, text, words) =>
    phrase.spans(store, phrases.filter(({ fields }) => fields.includes(field)), text, words);

  /**
   * Hits in their order, with all that is shown of them. Stems bring together what belongs together, and a little more:
   * so of hits that follow each other anyway those come first that have the words as they were typed. Their cards,
   * which are there to be shown, tell; no place beyond the window changes, and pages are as they would be in one list.
   * @returns {Promise<SearchHit[]>}
   */
  const show = async (best, items, answers, { offset, limit, reorder }) => {
    const size = windowOf(items.length);
    const begin = reorder ? offset - (offset % size) : offset;
    const end = reorder && limit ? reach(offset, limit, items.length) - 1 : offset + limit;
    const shown = best.slice(begin, end);
    const versions = shown.map((item) => itemising.shownOf(items, answers, item));
    const finders = answers.map(({ store, terms }) => excerpt.finder(store.analyser, terms));
    // Each text is looked through when it comes, while the others are still on their way.
    const read = async ({ answer, number, score }, place) => {
      const { store, written, phrases } = answer;
      const [{ text, lengths, ...card }] = await store.cards([number]);
      if (pace.due()) await pace.breathe();
      const find = finders[answers.indexOf(answer)];
      const found = { title: find(card.title), text: find(text) };
      const share = reorder ? kept(written, [...found.title, ...found.text]) : 1;
      const item = shown[place];
      return { item, card, text, found, store, phrases, rank: items.ranks[item] * share, score: score * share };
    };
    const hits = await Promise.all(versions.map(read));
    for (let first = 0; reorder && first < hits.length; first += size) {
      // Nothing falls below what comes after the window.
      const next = best[begin + first + size];
      const floor = next === undefined ? 0 : items.ranks[next];
      const scores = next === undefined ? 0 : items.scores[next];
      const own = hits.slice(first, first + size).map((hit) => ({
        ...hit,
        rank: Math.max(hit.rank, floor),
        score: Math.max(hit.score, Math.min(scores, items.scores[hit.item])),
      }));
      hits.splice(first, size, ...own.sort((one, other) => other.rank - one.rank));
    }
    return hits.slice(offset - begin, offset - begin + limit).map(({ item, card, text, found, store, phrases, score }) => ({
      ...card,
      score,
      languages: answers.filter((_, answer) => (items.languages[item] >> answer) & 1).map((answer) => answer.store.language),
      language: store.language,
      marked: excerpt.mark(card.title, () => excerpt.whole(found.title, spansIn('title', store, phrases, card.title, found.title))),
      excerpt: excerpt.excerpt(text, () => excerpt.whole(found.text, spansIn('body', store, phrases, text, found.text))),
    }));
  };

  window.alertSearch.parts.showing = { reach, show };
})();
