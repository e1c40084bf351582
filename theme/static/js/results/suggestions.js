/**
 * Suggestions under the search box: the combobox pattern of the ARIA Authoring Practices, list autocomplete with manual
 * selection. Enter searches what is typed unless an arrow has chosen a line; Escape closes the list, and a second
 * Escape empties the box. A word, a person or an outlet is searched for; a country or an organisation becomes a filter.
 */
(function () {
  'use strict';

  const view = window.searchView;
  const { find, make, say } = view;
  const PAUSE = 80; // ms without a key before something is asked for

  const $q = find('q');
  const $list = find('suggestions');
  const $said = find('suggestions-status');
  /** @type {Array<{kind: string, text: string, code: string, count: number}>} */
  let shown = [];
  let chosen = -1;
  let asked = 0;
  let waiting = 0;

  $q.setAttribute('role', 'combobox');
  $q.setAttribute('aria-autocomplete', 'list');
  $q.setAttribute('aria-controls', $list.id);
  $q.setAttribute('aria-expanded', 'false');

  function close() {
    clearTimeout(waiting);
    asked += 1;
    shown = [];
    chosen = -1;
    $list.hidden = true;
    $list.replaceChildren();
    $said.textContent = '';
    $q.setAttribute('aria-expanded', 'false');
    $q.removeAttribute('aria-activedescendant');
  }

  function choose(place) {
    chosen = place;
    [...$list.children].forEach(($option, n) => $option.setAttribute('aria-selected', String(n === chosen)));
    if (chosen < 0) return $q.removeAttribute('aria-activedescendant');
    const $option = $list.children[chosen];
    $q.setAttribute('aria-activedescendant', $option.id);
    $option.scrollIntoView({ block: 'nearest' });
  }

  function show(found) {
    if (!found.length) return close();
    shown = found;
    chosen = -1;
    $list.replaceChildren(...found.map((one, n) => {
      const $option = make('li', { id: 'suggestion-' + n, role: 'option', 'aria-selected': 'false' }, make('span', {}, one.text));
      if (one.kind !== 'word') {
        $option.append(' ', make('span', { class: 'help' }, say('t-suggested-' + one.kind) + say('t-colon') + ' ' + view.count('t-alerts', one.count)));
      }
      return $option;
    }));
    $list.hidden = false;
    $said.textContent = view.count('t-suggestions', found.length);
    $q.setAttribute('aria-expanded', 'true');
  }

  async function ask() {
    const number = ++asked;
    const words = $q.value;
    // In the middle of a query, or behind a sign that it would break, nothing is offered.
    if ($q.selectionStart !== words.length || /["“”*~^]\S*$/.test(words) || !window.alertSearch || !window.alertSearch.suggest) return close();
    // Suggestions are a help: where they cannot be loaded the search itself will say so.
    const found = await window.alertSearch.suggest(words.replace(/(^|\s)[+-]?(?:\p{L}+:)?(?=\S*$)/u, '$1')).catch(() => []);
    if (number === asked && document.activeElement === $q) show(found);
  }

  const wordsOf = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];

  /** The query up to its last word, which a suggestion completes, and without words that are in the suggestion. */
  function before(one) {
    const parts = $q.value.trim().split(/\s+/);
    const last = parts.pop() || '';
    const own = new Set(wordsOf(one.text));
    const kept = one.kind === 'word' ? parts : parts.filter((part) => !wordsOf(part).length || wordsOf(part).some((word) => !own.has(word)));
    const [sign] = /^[+-]?(?:\p{L}+:)?/u.exec(last);
    return { kept: kept.join(' '), sign };
  }

  function take(one) {
    const { kept, sign } = before(one);
    close();
    const isFilter = one.kind === 'country' || one.kind === 'source';
    const text = one.kind === 'name' && /\s/.test(one.text) && !sign ? '"' + one.text.replace(/["“”«»„]/g, '') + '"' : one.text;
    $q.value = (isFilter ? kept : kept + ' ' + sign + text).trim();
    const state = view.readForm();
    view.go(isFilter && !view.has(state, one.kind, one.code) ? view.toggled(state, one.kind, one.code) : { ...state, page: 1 });
  }

  $q.addEventListener('input', () => {
    clearTimeout(waiting);
    if (!/[\p{L}\p{N}]{2}$/u.test($q.value)) return close();
    waiting = setTimeout(ask, PAUSE);
  });

  $q.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const open = shown.length > 0;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!open) {
        if (event.key === 'ArrowDown') ask();
        return;
      }
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      // One place more than there are lines: none chosen, which is where what was typed stands.
      choose(((chosen + 1 + step + shown.length + 1) % (shown.length + 1)) - 1);
    } else if (event.key === 'Enter') {
      const one = shown[chosen];
      if (one) {
        event.preventDefault();
        take(one);
      } else close();
    } else if (event.key === 'Escape') {
      if (open) {
        event.preventDefault();
        close();
      } else $q.value = '';
    } else if (event.key === 'Tab') close();
  });

  // The box keeps the focus while a line is clicked.
  $list.addEventListener('pointerdown', (event) => event.preventDefault());
  $list.addEventListener('click', (event) => {
    const place = [...$list.children].indexOf(event.target.closest('[role="option"]'));
    if (place >= 0) take(shown[place]);
  });
  $q.addEventListener('blur', close);
  find('search-form').addEventListener('submit', close);
})();
