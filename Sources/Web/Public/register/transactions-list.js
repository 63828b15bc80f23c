/**
 * The live lists of sales, one for each tab: pages of the server's, what is new in online laid over them, refreshed by events. What was read
 * stays when the network goes, and says since when it is old.
 */
import { soon } from '../shared/live.js';
import { isNew, listPath, merged, waitingPath } from './transactions.js';

/** @typedef {import('../shared/types.js').Order} Order */
/** @typedef {import('./transactions.js').Tab} Tab */
/** @typedef {{rows: Order[], cursor: string|null, query: string, state: 'idle'|'loading'|'ready'|'failed', readAt: string|null, isOld: boolean, chosen: string|null, turn: number, isPaging: boolean, isDeep: boolean, isStale: boolean, isOpen: boolean, shown: string}} List `shown`: the query that the rows answer; `isDeep`: pages were turned; `isStale`: something happened since it was read; `isOpen`: only of which something is still here */

const NEW_FOR_MS = 60_000;

/** What changes a row; edits of drafts, the most of what is heard, change none. */
const counts = /^(order\.(placed|paid|shipped|ready_for_pickup|picked_up|handed_over|delivered|delivery_failed|fulfillment_undone|canceled|refunded|edited|exchanged|return_|credited|closed|reopened)|payment\.)/;

/** @returns {List} */
const empty = () => ({ rows: [], cursor: null, query: '', state: 'idle', readAt: null, isOld: false, chosen: null, turn: 0, isPaging: false, isDeep: false, isStale: false, isOpen: false, shown: '' });

export class Transactions extends EventTarget {
  /** @param {{api: any, boot: any}} parts */
  constructor({ api, boot }) {
    super();
    this.api = api;
    this.boot = boot;
    /** @type {Tab} */
    this.tab = 'store';
    /** @type {Record<Tab, List>} */
    this.lists = { store: empty(), online: empty() };
    /** @type {Order[]} what came in online and nobody has taken in hand */
    this.waiting = [];
    this.waitsMore = false;
    this.isMiscounted = false;
    this.isVisible = false;
    /** @type {Set<string>} ids that came in just now */
    this.fresh = new Set();
    /** @type {Map<string, any[]>} the events of orders that were looked at */
    this.events = new Map();
    this.searchSoon = soon(150, () => this.refresh());
    this.lookSoon = soon(60, () => { if (this.chosen) this.look(this.chosen.id ?? ''); });
  }

  get list() { return this.lists[this.tab]; }

  /** What the tab shows: what was read, and what waits, wherever its own date puts it. */
  get rows() {
    const { list, tab } = this;
    return tab === 'online' && list.state === 'ready' && !list.shown ? merged(list.rows, this.waiting) : list.rows;
  }

  /** @returns {Order|null} */
  get chosen() { return this.rows.find(({ id }) => id === this.list.chosen) ?? null; }

  /** How many wait, as it is written on the tab. */
  get waitingText() { return this.waitsMore ? '99+' : String(this.waiting.length); }

  changed() { this.dispatchEvent(new Event('change')); }

  /** @param {Tab} tab */
  show(tab) {
    this.tab = tab;
    this.readIfNeeded();
    this.changed();
  }

  /**
   * Whether somebody sees the lists: what nobody sees is read when it is looked at again.
   * @param {boolean} isVisible
   */
  see(isVisible) {
    const isOpened = isVisible && !this.isVisible;
    this.isVisible = isVisible;
    if (isOpened) queueMicrotask(() => this.readIfNeeded());
  }

  readIfNeeded() {
    if (this.list.state === 'idle' || this.list.isOld || this.list.isStale) this.refresh();
  }

  /** Something may have been missed while nothing was heard. */
  miss() {
    this.isMiscounted = true;
    for (const list of Object.values(this.lists)) list.isStale = list.state !== 'idle';
  }

  /** Reads again what was heard to have changed. */
  settle() {
    if (this.isMiscounted) this.count();
    if (this.isVisible && this.list.isStale) this.refresh();
  }

  /**
   * All of them, or only of which something is still here.
   * @param {boolean} isOpen
   */
  narrow(isOpen) {
    Object.assign(this.list, { isOpen, isDeep: false, rows: [], state: 'loading' });
    this.refresh();
  }

  /** @param {string} text */
  search(text) {
    this.list.query = text;
    this.searchSoon();
    this.changed();
  }

  /** Reads the tab's first page again; what was paged in before stays below it. */
  async refresh() {
    const { tab, list } = this;
    const turn = ++list.turn;
    list.isStale = false;
    const query = list.query.trim();
    const isAnother = query !== list.shown;
    if (list.state === 'idle' || list.state === 'failed') list.state = 'loading';
    this.changed();
    try {
      const page = await this.api.get(this.#path(tab, query, null));
      this.dispatchEvent(new Event('reached'));
      if (turn !== list.turn) return;
      const kept = isAnother ? [] : list.rows;
      const floor = page.data.at(-1)?.created_at ?? '';
      list.isDeep = list.isDeep && !isAnother && Boolean(page.next_cursor);
      const below = kept.filter((/** @type {Order} */ row) => row.id === list.chosen || (list.isDeep && row.created_at < floor));
      Object.assign(list, {
        rows: merged(page.data, below), state: 'ready', isOld: false, shown: query,
        readAt: new Date().toISOString(), cursor: list.isDeep ? list.cursor : page.next_cursor,
      });
      if (query && list.rows.length === 1) this.choose(list.rows[0]);
    } catch {
      if (turn !== list.turn) return;
      if (list.rows.length === 0 || isAnother) Object.assign(list, { state: 'failed', rows: [], cursor: null });
      else list.isOld = true;
    }
    this.changed();
  }

  /** @param {Tab} tab @param {string} query @param {string|null} cursor */
  #path(tab, query, cursor) {
    return listPath(tab, this.boot.location.id, this.lists[tab].isOpen) + (query ? `&q=${encodeURIComponent(query)}` : '') + (cursor ? `&cursor=${encodeURIComponent(cursor)}` : '');
  }

  /** The next page, below what is there. */
  async next() {
    const { tab, list } = this;
    if (!list.cursor || list.isPaging) return;
    list.isPaging = true;
    this.changed();
    try {
      const page = await this.api.get(this.#path(tab, list.query.trim(), list.cursor));
      Object.assign(list, { rows: merged(list.rows, page.data), cursor: page.next_cursor, isDeep: true });
    } catch {
      list.isOld = true;
    }
    list.isPaging = false;
    this.changed();
  }

  /** What waits online, for the count and for the top of the list. */
  async count() {
    this.isMiscounted = false;
    try {
      const page = await this.api.get(waitingPath);
      this.dispatchEvent(new Event('reached'));
      this.waiting = page.data.filter(isNew);
      this.waitsMore = Boolean(page.next_cursor) && this.waiting.length >= 99;
    } catch {
      return;
    }
    this.changed();
  }

  /** @param {Order} order */
  choose(order) {
    // What is looked at stays, whatever becomes of it meanwhile.
    this.list.rows = merged(this.list.rows, [order]);
    this.list.chosen = order.id;
    this.changed();
    this.look(order.id ?? '');
  }

  /**
   * A sale that was found on another way, chosen in the tab where it belongs.
   * @param {Order} order
   */
  adopt(order) {
    this.tab = order.channel === 'register' ? 'store' : 'online';
    this.list.rows = merged(this.list.rows, [order]);
    this.choose(order);
  }

  /**
   * An order that something else points at: a notice, a code.
   * @param {string} id
   */
  async open(id) {
    const order = await this.api.get(`/orders/${id}`);
    this.adopt(order);
  }

  leave() {
    this.list.chosen = null;
    this.changed();
  }

  /**
   * Reads one order and its history again.
   * @param {string} id
   */
  async look(id) {
    const [order, events] = await Promise.all([
      this.api.get(`/orders/${id}`).catch(() => null), this.api.get(`/orders/${id}/events`).catch(() => null),
    ]);
    if (events) this.events.set(id, events.data);
    if (order) this.keep(order);
    else this.changed();
  }

  /**
   * The order as the server just answered it, in every list that has it.
   * @param {Order} order
   */
  keep(order) {
    const lists = Object.values(this.lists).filter(({ rows }) => rows.some(({ id }) => id === order.id));
    // An answer that comes late says nothing any more.
    const isOld = lists.some(({ rows }) => rows.some(({ id, version }) => id === order.id && version > order.version));
    if (!isOld) {
      for (const list of lists) list.rows = merged(list.rows, [order]);
      this.waiting = merged(this.waiting.filter(({ id }) => id !== order.id), isNew(order) ? [order] : []);
    }
    this.changed();
  }

  /**
   * Something happened in the shop: what it changes is read again by `settle`. A counter's sale says nothing of the online orders.
   * @param {{type: string, object: {type: string, id: string}, data: any}} event
   */
  heard(event) {
    if (event.object?.type !== 'order') return;
    if (event.object.id === this.chosen?.id) this.lookSoon();
    if (event.type === 'order.placed' && !event.data?.register_id) {
      this.fresh.add(event.object.id);
      setTimeout(() => { this.fresh.delete(event.object.id); this.changed(); }, NEW_FOR_MS);
    }
    if (!counts.test(event.type) && !event.data?.shipment_status) return;
    const { store, online } = this.lists;
    const isOnline = !event.data?.register_id || online.rows.some(({ id }) => id === event.object.id);
    if (isOnline) online.isStale = this.isMiscounted = true;
    else store.isStale = true;
  }
}
