/**
 * Looking something up by typing. Enter speaks of what stands in the field: where its answer is still on the way, it is waited for, so that
 * nobody gets the first hit of what was typed before.
 */
import { soon } from './live.js';

/** @template T */
export class Lookup {
  #find;
  #changed;
  #later;
  #turn = 0;
  /** @type {string|null} what `hits` answers */
  #answered = null;
  query = '';
  /** @type {T[]|null} null until the first answer, and after one that failed */
  hits = null;
  /** @type {any} why the last one failed */
  error = null;

  /** @param {{find: (query: string) => Promise<T[]>, changed: () => void, wait?: number}} parts `wait`: milliseconds without another letter */
  constructor({ find, changed, wait = 150 }) {
    this.#find = find;
    this.#changed = changed;
    this.#later = soon(wait, () => void this.look());
  }

  /** @param {string} query */
  type(query) {
    this.query = query;
    this.#later();
  }

  /** Asks at once; an answer that was overtaken by a later question counts for nothing. */
  async look() {
    const mine = ++this.#turn;
    const query = this.query.trim();
    try {
      const hits = await this.#find(query);
      if (mine !== this.#turn) return;
      Object.assign(this, { hits, error: null });
      this.#answered = query;
    } catch (error) {
      if (mine !== this.#turn) return;
      Object.assign(this, { hits: null, error });
      this.#answered = null;
    }
    this.#changed();
  }

  /** The hits of what stands in the field now, none where it is typed on before they come. @returns {Promise<T[]>} */
  async enter() {
    const query = this.query.trim();
    const isStill = () => this.query.trim() === query;
    if (this.#answered !== query) {
      do await this.look(); while (isStill() && this.#answered !== query && !this.error);
    }
    return isStill() && this.#answered === query ? this.hits ?? [] : [];
  }
}
