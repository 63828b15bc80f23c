/**
 * Lines that a message may ask for, read by the server and confirmed here one by one. Remembers what was added and what was put aside, so
 * that neither a redrawing nor the next message brings it back. No page in it.
 */

/** @typedef {{variant_id: string, product_id: string, title: string, sku: string|null, available: number|null, price: number|string, currency: string, unit: string}} Candidate */
/** @typedef {{phrase: string, quantity: number, variant_id: string|null, title: string, confidence: 'exact'|'likely'|'ambiguous'|'unknown', candidates: Candidate[]}} Suggestion */
/** @typedef {Suggestion & {key: string, chosen: string}} Offered `chosen` is the variant that *Add* would add, empty while nobody chose */

/** So many of the last messages are read; older ones were answered. */
const MOST_MESSAGES = 3;

/**
 * The messages that are worth reading for lines: what the customer wrote since somebody last answered.
 * @param {any[]} messages oldest first @returns {any[]}
 */
export function worthReading(messages) {
  const said = messages.filter(({ direction }) => direction !== 'system');
  const last = said.map(({ direction }) => direction).lastIndexOf('out');
  return said.slice(last + 1).filter(({ text, unsent }) => text && !unsent).slice(-MOST_MESSAGES);
}

/**
 * What a line is added with.
 * @param {Offered} offered @returns {{variant_id: string, quantity: number}|null} null while nobody chose
 */
export const lineOf = (offered) => (offered.chosen ? { variant_id: offered.chosen, quantity: Number(offered.quantity) } : null);

/** The goods that were chosen. @param {Offered} offered @returns {Candidate|null} */
export const chosenOf = (offered) => offered.candidates.find(({ variant_id }) => variant_id === offered.chosen) ?? null;

export class SuggestedLines extends EventTarget {
  /** @param {{api: any, conversation: string}} parts */
  constructor({ api, conversation }) {
    super();
    this.api = api;
    this.conversation = conversation;
    /** By what was read: a message's identity, or `text` for what was pasted. @type {Map<string, {lines: Offered[], error: any, isReading: boolean}>} */
    this.read = new Map();
  }

  /** What is still open of a message. @param {string} id @returns {Offered[]} */
  of(id) { return this.read.get(id)?.lines ?? []; }

  /** Everything that is open, in the order it was read. @returns {Offered[]} */
  get all() { return [...this.read.values()].flatMap(({ lines }) => lines); }

  get pasted() { return this.read.get('text') ?? null; }

  /** Reads what was not read yet. @param {any[]} messages */
  async readMessages(messages) {
    for (const message of messages) if (!this.read.has(message.id)) await this.ask(message.id, { message_id: message.id });
  }

  /** Reads words that somebody pasted. @param {string} text */
  readText(text) { return this.ask('text', { text: [...text].slice(0, 10_000).join('') }); }

  /** @param {string} id @param {any} body */
  async ask(id, body) {
    this.read.set(id, { lines: [], error: null, isReading: true });
    this.changed();
    try {
      const { data } = await this.api.post(`/conversations/${encodeURIComponent(this.conversation)}/suggestions`, body);
      const lines = data.map((/** @type {Suggestion} */ one, /** @type {number} */ index) => ({ ...one, key: `${id}-${index}`, chosen: one.variant_id ?? '' }));
      this.read.set(id, { lines, error: null, isReading: false });
    } catch (error) {
      this.read.set(id, { lines: [], error, isReading: false });
    }
    this.changed();
  }

  /** @param {string} key @param {Partial<Offered>} change */
  change(key, change) { this.map((one) => (one.key === key ? { ...one, ...change } : one)); }

  /** Added, or put aside. @param {string} key */
  settle(key) { this.map((one) => (one.key === key ? null : one)); }

  /** @param {(one: Offered) => Offered|null} change */
  map(change) {
    for (const [id, state] of this.read) {
      this.read.set(id, { ...state, lines: /** @type {Offered[]} */ (state.lines.map(change).filter(Boolean)) });
    }
    this.changed();
  }

  changed() { this.dispatchEvent(new Event('change')); }
}
