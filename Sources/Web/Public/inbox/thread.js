/**
 * One conversation's messages: the newest page first, older ones as somebody scrolls up, and what is being sent. A message that is sent is
 * shown at once and keeps its place when the server has it. Tells `change`. Pure apart from the API and storage it is given.
 */

/** @typedef {{id: string, direction: 'in'|'out'|'system', kind: string, text: string|null, attachments: any[], staff: any, sent_at: string, status: string|null} & Record<string, any>} Message */
/** @typedef {{key: string, text: string, attachments: any[], at: string, state: 'sending'|'unsent'|'refused', reason?: string}} Pending */

const PAGE = 50;

/** @param {Message} a @param {Message} b as they were said */
export const asSaid = (a, b) => (a.sent_at < b.sent_at ? -1 : a.sent_at > b.sent_at ? 1 : 0);

/**
 * What is known with what was read now. Of the span that was read the answer holds everything, in the server's order; older ones stay.
 * @param {Message[]} known oldest first @param {Message[]} page newest first @param {boolean} isNewest whether it is the first page
 */
export function merged(known, page, isNewest) {
  const now = [...page].reverse();
  const ids = new Set(now.map(({ id }) => id));
  const rest = known.filter(({ id }) => !ids.has(id));
  if (!now.length) return rest;
  if (!isNewest) return [...now, ...rest];
  const older = rest.filter((each) => each.sent_at < now[0].sent_at);
  // Written meanwhile, on its way in another answer.
  const newer = rest.filter((each) => each.sent_at > now[now.length - 1].sent_at);
  return [...older, ...now, ...newer];
}

export class Thread extends EventTarget {
  /** @param {{id: string, api: any, kept: ReturnType<import('./kept-words.js').keptWords>, makeKey: () => string, explain: (error: any) => string, now?: () => string}} parts */
  constructor({ id, api, kept, makeKey, explain, now = () => new Date().toISOString() }) {
    super();
    this.id = id;
    this.api = api;
    this.kept = kept;
    this.makeKey = makeKey;
    this.explain = explain;
    this.now = now;
    /** @type {any} */ this.conversation = null;
    /** @type {Message[]} */ this.messages = [];
    /** @type {string|null} */ this.older = null;
    /** @type {any} */ this.error = null;
    /** @type {any} */ this.olderError = null;
    this.isLoaded = false;
    this.isLoadingOlder = false;
    this.turn = 0;
    const words = kept.of(id);
    this.text = words.text;
    /** Attachments that are uploaded and wait for their message. @type {any[]} */
    this.attachments = [];
    /** @type {Pending[]} */
    this.pending = words.unsent.map((each) => ({ ...each, state: 'unsent' }));
    /** The key under which a message was shown before the server had it, by its identity. @type {Map<string, string>} */
    this.keys = new Map();
    /** @type {Promise<any>} */
    this.line = Promise.resolve();
  }

  changed() { this.dispatchEvent(new Event('change')); }

  get path() { return `/conversations/${encodeURIComponent(this.id)}`; }

  /** The conversation and its newest messages; what is shown stays until they are there. */
  async load() {
    const mine = ++this.turn;
    try {
      const [conversation, page] = await Promise.all([this.api.get(this.path), this.api.get(`${this.path}/messages?limit=${PAGE}`)]);
      if (mine !== this.turn) return;
      this.see(conversation);
      const isFirst = !this.isLoaded;
      const isGap = !isFirst && page.next_cursor && !page.data.some((/** @type {Message} */ each) => this.messages.some(({ id }) => id === each.id));
      this.messages = isGap ? [...page.data].reverse() : merged(this.messages, page.data, true);
      if (isFirst || isGap) this.older = page.next_cursor ?? null;
      this.settle();
      Object.assign(this, { error: null, isLoaded: true });
    } catch (error) {
      if (mine !== this.turn) return;
      this.error = error;
    }
    this.changed();
  }

  /** @param {any} conversation as it is now; an older state is not shown again */
  see(conversation) {
    if (this.conversation && this.conversation.version > conversation.version) return;
    this.conversation = conversation;
  }

  async loadOlder() {
    if (!this.older || this.isLoadingOlder) return;
    Object.assign(this, { isLoadingOlder: true, olderError: null });
    this.changed();
    try {
      const page = await this.api.get(`${this.path}/messages?limit=${PAGE}&cursor=${encodeURIComponent(this.older)}`);
      this.messages = merged(this.messages, page.data, false);
      this.older = page.next_cursor ?? null;
    } catch (error) {
      this.olderError = error;
    }
    this.isLoadingOlder = false;
    this.changed();
  }

  /** Takes what the server has out of what is on its way. */
  settle() {
    const there = new Set(this.messages.map(({ id }) => this.keys.get(id)));
    this.pending = this.pending.filter(({ key }) => !there.has(key));
  }

  /** @param {string} text */
  write(text) {
    this.note(text);
    this.changed();
  }

  /**
   * What somebody types, whose field shows it already: nothing is drawn for a letter.
   * @param {string} text @returns {boolean} whether there is something to send now, or nothing any more
   */
  note(text) {
    const was = this.isEmpty;
    this.text = text;
    this.remember();
    return was !== this.isEmpty;
  }

  /** What is not with the server yet, on this device. */
  remember() {
    this.kept.keep(this.id, this.text, this.pending.map(({ key, text, attachments, at }) => ({ key, text, attachments, at })));
  }

  get isEmpty() { return !this.text.trim() && !this.attachments.length; }

  /** Sends what is written. */
  send() {
    if (this.isEmpty) return undefined;
    /** @type {Pending} */
    const message = { key: this.makeKey(), text: this.text.trim(), attachments: this.attachments, at: this.now(), state: 'sending' };
    this.pending = [...this.pending, message];
    Object.assign(this, { text: '', attachments: [] });
    this.remember();
    this.changed();
    return this.deliver(message);
  }

  /** One after the other, so that they arrive as they were written. @param {Pending} message */
  deliver(message) {
    const body = {
      ...(message.text ? { text: message.text } : {}),
      ...(message.attachments.length ? { attachments: message.attachments.map(({ id }) => id) } : {}),
    };
    const post = async () => {
      try {
        const made = await this.api.post(`${this.path}/messages`, body, { 'Idempotency-Key': message.key });
        this.keys.set(made.id, message.key);
        this.messages = [...this.messages.filter(({ id }) => id !== made.id), made].sort(asSaid);
        this.pending = this.pending.filter((each) => each !== message);
      } catch (error) {
        const status = /** @type {any} */ (error)?.status ?? 0;
        message.state = status === 0 || status >= 500 ? 'unsent' : 'refused';
        message.reason = this.explain(error);
      }
      this.remember();
      this.changed();
    };
    this.line = this.line.then(post, post);
    return this.line;
  }

  /** @param {Pending} message that did not reach the server; with the same key it is one message however often it is tried */
  retry(message) {
    message.state = 'sending';
    message.reason = undefined;
    this.changed();
    return this.deliver(message);
  }

  /** Back into the field, to be changed or thrown away. @param {Pending} message */
  takeBack(message) {
    this.pending = this.pending.filter((each) => each !== message);
    this.text = [this.text.trim(), message.text].filter(Boolean).join('\n');
    this.attachments = [...this.attachments, ...message.attachments];
    this.remember();
    this.changed();
  }
}
