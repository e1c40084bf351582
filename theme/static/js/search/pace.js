/**
 * Work in small turns: a page that counts through the lists of a common word still answers to keys and scrolling.
 * Browsers call a task of 50 ms a long one; a turn here is a quarter of that, for slower machines.
 */
(() => {
  'use strict';

  /** Milliseconds of work after which the page gets its turn. */
  const TURN = 12;

  let since = 0;
  const waiting = [];
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    since = performance.now();
    waiting.shift()();
  };

  /** Whether it is time to let the page have its turn. */
  const due = () => performance.now() - since > TURN;

  /** Resolves at once if there is time left, else when the page has had its turn. */
  const breathe = () =>
    due()
      ? new Promise((resolve) => {
          // Not a timer: browsers make those wait for 4 ms, a message comes at once.
          waiting.push(resolve);
          channel.port2.postMessage(null);
        })
      : undefined;

  /** Items for which a test holds, looked at in turns; the clock is looked at with `every` so many. */
  const sift = async (items, test, every = 256) => {
    const found = [];
    for (let place = 0; place < items.length; place += 1) {
      if (place % every === 0 && due()) await breathe();
      if (test(items[place])) found.push(items[place]);
    }
    return found;
  };

  window.alertSearch.parts.pace = { breathe, due, sift };
})();
