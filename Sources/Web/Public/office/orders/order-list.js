/**
 * The state of the list: which orders, which page, what is ticked, and what happened since it was read. New orders never push the rows
 * under somebody's finger: they are counted until asked for; what changed is refreshed where it stands.
 */
import { apiQuery } from './filter.js';

export const PAGE = 50;

export class OrderList extends EventTarget {
  /** @param {{api: any, times: any}} parts */
  constructor({ api, times }) {
    super();
    this.api = api;
    this.times = times;
    /** @type {Record<string, string>} */
    this.filter = {};
    /** @type {any[]} */
    this.orders = [];
    /** @type {string|null} */
    this.next = null;
    /** Cursors of the pages before this one. @type {string[]} */
    this.before = [];
    /** @type {'empty'|'loading'|'ready'} */
    this.state = 'empty';
    /** @type {any} */
    this.error = null;
    /** @type {Record<string, number>} */
    this.counts = {};
    /** @type {Set<string>} */
    this.ticked = new Set();
    /** Orders that came since, by id. @type {Set<string>} */
    this.fresh = new Set();
    this.reading = 0;
  }

  changed() { this.dispatchEvent(new Event('change')); }

  query() { return apiQuery(this.filter, this.times); }

  get isFirstPage() { return !this.filter.cursor; }

  /** Reads the page that the filter names; the rows stay until the new ones are there. */
  async load() {
    const turn = ++this.reading;
    this.state = 'loading';
    this.error = null;
    this.changed();
    try {
      const page = await this.api.get(`/orders?${this.query()}${this.query() ? '&' : ''}limit=${PAGE}`);
      if (turn !== this.reading) return;
      this.orders = page.data;
      this.next = page.next_cursor;
      this.fresh.clear();
      this.ticked = new Set([...this.ticked].filter((id) => this.find(id)));
    } catch (error) {
      if (turn !== this.reading) return;
      this.error = error;
    }
    this.state = 'ready';
    this.changed();
  }

  async loadCounts() {
    try {
      this.counts = await this.api.get('/orders/counts');
      this.changed();
    } catch {
      // The list itself says when the shop is out of reach; numbers beside tabs may be a little old.
    }
  }

  /** @param {string} id */
  find(id) { return this.orders.find((order) => order.id === id) ?? null; }

  /** Puts an order as it is now into its row. @param {any} order */
  put(order) {
    const at = this.orders.findIndex((each) => each.id === order?.id);
    if (at < 0 || this.orders[at].version > order.version) return;
    this.orders[at] = order;
    this.changed();
  }

  /**
   * Catches up with what happened to some orders.
   * @param {Set<string>} ids
   */
  async catchUp(ids) {
    const known = [...ids].filter((id) => this.find(id));
    const others = [...ids].filter((id) => !this.find(id));
    if (others.length && this.isFirstPage) await this.countFresh(others);
    await Promise.all(known.slice(0, PAGE).map(async (id) => {
      const order = await this.api.get(`/orders/${id}`).catch(() => null);
      if (order) this.put(order);
    }));
  }

  /** @param {string[]} ids */
  async countFresh(ids) {
    const page = await this.api.get(`/orders?${this.query()}${this.query() ? '&' : ''}limit=${PAGE}`).catch(() => null);
    if (!page) return;
    for (const order of page.data) if (ids.includes(order.id) && !this.find(order.id)) this.fresh.add(order.id);
    this.changed();
  }

  /** @param {string} id @param {boolean} [isTicked] */
  tick(id, isTicked = !this.ticked.has(id)) {
    if (isTicked) this.ticked.add(id); else this.ticked.delete(id);
    this.changed();
  }

  /** @param {boolean} isTicked */
  tickAll(isTicked) {
    this.ticked = new Set(isTicked ? this.orders.map((order) => order.id) : []);
    this.changed();
  }

  get tickedOrders() { return this.orders.filter((order) => this.ticked.has(order.id)); }
}
