/**
 * The list of conversations: pages appended as somebody scrolls, and each conversation moved to its place when something happens in it.
 * Tells `change`. Pure apart from the API it is given.
 */

/** @typedef {{id: string, channel: string, name: string|null, unread: number, last_message: any, assignee: any, status: string, version: number} & Record<string, any>} Conversation */
/** @typedef {{tab: string, q: string, channel: string, status: string}} Filter */

export const TABS = ['all', 'mine', 'unread', 'unassigned'];
/** @type {Filter} */
export const NO_FILTER = { tab: 'all', q: '', channel: '', status: 'open' };
const PAGE = 50;

/** @param {string} text `?tab=mine&q=pots` @returns {Filter} */
export function readFilter(text) {
  const asked = new URLSearchParams(text);
  const tab = asked.get('tab') ?? '';
  return {
    tab: TABS.includes(tab) ? tab : 'all', q: (asked.get('q') ?? '').slice(0, 200), channel: asked.get('channel') ?? '',
    status: asked.get('status') === 'closed' ? 'closed' : 'open',
  };
}

/** @param {Filter} filter what stands in the address; empty for the list as it is at first */
export function writeFilter(filter) {
  const said = Object.entries(filter).filter(([name, value]) => value && value !== /** @type {any} */ (NO_FILTER)[name]);
  return said.length ? `?${new URLSearchParams(said)}` : '';
}

/** @param {Filter} filter @param {string} me @param {string|null} [cursor] */
export function listPath(filter, me, cursor = null) {
  const query = new URLSearchParams({ limit: String(PAGE) });
  // A search looks at closed conversations too: somebody looks for what was said once.
  if (!filter.q.trim()) query.set('status', filter.status);
  if (filter.q.trim()) query.set('q', filter.q.trim());
  if (filter.channel) query.set('channel', filter.channel);
  if (filter.tab === 'mine') query.set('assignee', me ? 'me' : 'none');
  if (filter.tab === 'unassigned') query.set('assignee', 'none');
  if (filter.tab === 'unread') query.set('unread', 'true');
  if (cursor) query.set('cursor', cursor);
  return `/conversations?${query}`;
}

/** When something was last said; a conversation without a word stands where it began. @param {Conversation} each */
export const spokenAt = (each) => Date.parse(each.last_message?.at ?? each.created_at ?? '') || 0;

/** @param {Conversation} a @param {Conversation} b newest first, and always in the same order */
export const newestFirst = (a, b) => spokenAt(b) - spokenAt(a) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);

export class ConversationList extends EventTarget {
  /** @param {{api: {get: (path: string) => Promise<any>}, me: string}} parts */
  constructor({ api, me }) {
    super();
    this.api = api;
    this.me = me;
    /** @type {Conversation[]} */ this.rows = [];
    /** @type {string|null} */ this.next = null;
    /** @type {Filter} */ this.filter = { ...NO_FILTER };
    /** @type {any} */ this.counts = null;
    /** @type {any} */ this.error = null;
    this.isLoading = false;
    this.isLoaded = false;
    this.turn = 0;
    /** The one that is open stays in the list although it is read by now. @type {string|null} */
    this.open = null;
  }

  changed() { this.dispatchEvent(new Event('change')); }

  /** The first page of what the filter names; the rows of before stay until it is there. */
  async load() {
    const mine = ++this.turn;
    this.isLoading = true;
    this.changed();
    try {
      const page = await this.api.get(listPath(this.filter, this.me));
      if (mine !== this.turn) return;
      this.rows = page.data;
      this.next = page.next_cursor ?? null;
      Object.assign(this, { error: null, isLoaded: true });
    } catch (error) {
      if (mine !== this.turn) return;
      this.error = error;
    }
    this.isLoading = false;
    this.changed();
  }

  /** The page after the last one. */
  async more() {
    if (!this.next || this.isLoading || this.error) return;
    const mine = this.turn;
    this.isLoading = true;
    this.changed();
    try {
      const page = await this.api.get(listPath(this.filter, this.me, this.next));
      if (mine !== this.turn) return;
      const known = new Set(this.rows.map(({ id }) => id));
      this.rows = [...this.rows, ...page.data.filter((/** @type {Conversation} */ each) => !known.has(each.id))];
      this.next = page.next_cursor ?? null;
    } catch (error) {
      if (mine !== this.turn) return;
      this.error = error;
    }
    this.isLoading = false;
    this.changed();
  }

  /** After a page that did not come. */
  again() {
    this.error = null;
    return this.isLoaded && this.rows.length ? this.more() : this.load();
  }

  async loadCounts() {
    const counts = await this.api.get('/conversations/counts').catch(() => null);
    if (!counts) return;
    this.counts = counts;
    this.changed();
  }

  /** @param {string|null} id */
  find(id) { return this.rows.find((each) => each.id === id); }

  /** Whether the list as it is asked for shows it. @param {Conversation} each */
  shows(each) {
    const { tab, q, channel, status } = this.filter;
    if (each.merged_into) return false;
    if (q.trim()) return Boolean(this.find(each.id));
    if (each.status !== status || (channel && each.channel !== channel)) return false;
    if (each.id === this.open && this.find(each.id)) return true;
    if (tab === 'mine') return each.assignee?.id === this.me;
    if (tab === 'unassigned') return !each.assignee;
    return tab !== 'unread' || Number(each.unread) > 0;
  }

  /**
   * Puts a conversation as it is now to its place; an older state than the one that is known changes nothing. What belongs below the last
   * row is left to the page it comes with.
   * @param {Conversation} now
   */
  put(now) {
    const known = this.find(now.id);
    if (known && known.version > now.version) return;
    const isShown = this.shows(now);
    const rest = this.rows.filter(({ id }) => id !== now.id);
    if (isShown) {
      const at = rest.findIndex((each) => newestFirst(now, each) < 0);
      if (at >= 0) rest.splice(at, 0, now);
      else if (!this.next || known) rest.push(now);
    }
    this.rows = rest;
    this.changed();
  }

  /** Takes one out: it was merged into another or removed. @param {string} id */
  drop(id) {
    this.rows = this.rows.filter((each) => each.id !== id);
    this.changed();
  }

  /** Reads the conversations in which something happened. @param {Iterable<string>} ids */
  async catchUp(ids) {
    const wanted = [...ids];
    // After many at once one page is less to read than each of them.
    if (wanted.length > 12) return this.load();
    await Promise.all(wanted.map(async (id) => {
      try {
        this.put(await this.api.get(`/conversations/${encodeURIComponent(id)}`));
      } catch (error) {
        if (/** @type {any} */ (error)?.status === 404) this.drop(id);
      }
    }));
    return undefined;
  }
}
