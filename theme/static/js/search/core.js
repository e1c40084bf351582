/**
 * The namespace, the site's root, and the one way files of the index and libraries are loaded: as classic scripts, the
 * only thing that `file://` allows. First of the client's files; nothing is loaded until asked for.
 */
(() => {
  'use strict';

  /** A file of the search that could not be loaded. `file` is its address. */
  class SearchLoadError extends Error {
    /** @param {boolean} [isOther] it is there, and of another version than the page: loading it again does not help */
    constructor(file, reason, isOther = false) {
      super(`The search could not load ${file}: ${reason}. ${isOther ? 'Reload the page' : 'Check the connection and search again'}.`);
      this.isOther = isOther;
      // Set here, because a minifier may rename the class.
      this.name = 'SearchLoadError';
      this.file = file;
    }
  }

  const script = document.currentScript;
  // Known from the address of the script that this is in, by itself (`<root>theme/js/search/core.js`) or with others
  // (`<root>theme/js/search.js`), at any depth, on a sub-path or on a disk.
  const root = script.src.slice(0, script.src.lastIndexOf('theme/js/'));

  /** @type {Map<string, Promise<any>>} address → its load, under way or done; failures are forgotten */
  const loads = new Map();
  /** What `arrival.js` has begun: contents that came, and for files whether they have been run. */
  const ahead = window.searchAhead || { arrived: new Map(), loads: new Map() };
  /** @type {Map<string, any>} key → content that has arrived and is not yet fetched by its load */
  const { arrived } = ahead;

  /** What every file of the index calls. */
  window.alertShard = (key, content) => {
    arrived.set(key, content);
  };

  const insert = (file, inOrder) =>
    new Promise((resolve, reject) => {
      const element = document.createElement('script');
      element.src = root + file;
      // Scripts that are in order wait for each other before they run, not before they are fetched.
      element.async = !inOrder;
      element.charset = 'utf-8';
      element.onload = () => {
        element.remove();
        resolve();
      };
      element.onerror = () => {
        element.remove();
        reject(new SearchLoadError(root + file, 'it is missing or cannot be reached'));
      };
      document.head.append(element);
    });

  /** Loads and runs a file, unless it is under way already, and comes. */
  const append = async (file, inOrder = false) => {
    const [name] = file.split('?');
    const early = ahead.loads.get(name);
    ahead.loads.delete(name);
    if (!(early && (await early))) await insert(file, inOrder);
  };

  /** Runs `start` unless it is under way or done already; whoever asks meanwhile shares the one load. */
  const once = (name, start) => {
    let load = loads.get(name);
    if (!load) {
      load = start();
      loads.set(name, load);
      load.catch(() => loads.delete(name));
    }
    return load;
  };

  /**
   * Loads a file of the index.
   * @param {string} key e.g. `en/manifest`
   * @param {string} [version] added to the address, so that no cache mixes files of two builds
   * @returns {Promise<any>} its content
   */
  const loadShard = (key, version) =>
    once(key, async () => {
      const file = `search/${key}.js`;
      await append(version ? `${file}?v=${version}` : file);
      if (!arrived.has(key)) throw new SearchLoadError(root + file, 'it is not a file of this index');
      const content = arrived.get(key);
      arrived.delete(key);
      return content;
    });

  /**
   * Loads a library, fetched beside others and run after those that were asked for before.
   * @param {string} file a path below the root
   * @param {() => boolean} isThere whether it has run: one that needs another, which failed to load, has not
   */
  const loadLibrary = (file, isThere) =>
    once(file, async () => {
      await append(file, true);
      if (!isThere()) throw new SearchLoadError(root + file, 'it does not run');
    });

  window.alertSearch = {
    root,
    language: document.documentElement.lang.split('-')[0] || 'en',
    parts: { SearchLoadError, loadShard, loadLibrary },
  };
})();
