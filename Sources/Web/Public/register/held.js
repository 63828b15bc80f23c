/**
 * The live list of held orders: the server's page, refreshed by events, with what this browser has not sent yet laid over it.
 */
import { project } from './order.js';
import { orderKey } from '../shared/order.js';
import { rows, sorted } from './holds.js';

/** @typedef {import('../shared/types.js').Order} Order */

const NEW_FOR_MS = 60_000;

export class Held extends EventTarget {
  /** @param {{api: any, queue: import('./queue.js').Queue, cart: import('./cart.js').Cart, boot: any}} parts */
  constructor({ api, queue, cart, boot }) {
    super();
    this.api = api;
    this.queue = queue;
    this.cart = cart;
    this.boot = boot;
    /** @type {Order[]} */
    this.listed = [];
    /** @type {Order[]} the default scope, for the count on the button */
    this.counted = [];
    this.hasMore = false;
    this.scope = boot.settings.held_orders_visibility === 'register' ? 'register' : 'location';
    /** @type {'newest'|'oldest'|'total'} */
    this.sort = 'newest';
    this.query = '';
    /** @type {'loading'|'ready'|'failed'} */
    this.state = 'loading';
    /** @type {Set<string>} */
    this.fresh = new Set();
    this.ask = 0;
    /** @type {Map<string, Order>} held here and with the server, while the list on the screen is older than that */
    this.settled = new Map();
    /** @type {Set<string>} */
    this.unsent = new Set();
    /** @type {string|null} the order being retrieved, no longer a row */
    this.opening = null;
    /** @type {Order|null} */
    this.left = null;
    queue.addEventListener('change', () => { this.#settle(); this.dispatchEvent(new Event('change')); });
  }

  /** A row stays where it is from the moment the server has its order until the list knows it too. */
  #settle() {
    const unsent = new Set(this.queue.waiting().map(({ order }) => order));
    for (const key of this.unsent) {
      const order = unsent.has(key) ? null : this.queue.bases.get(key);
      if (order) this.settled.set(key, order);
    }
    this.unsent = unsent;
  }

  /** @param {string} scope */
  #path(scope, query = '') {
    const { register, location, staff } = this.boot;
    const filters = {
      mine: `&register_id=${register.id}`, register: `&register_id=${register.id}`, location: `&location_id=${location.id}`, all: '',
    };
    void staff;
    return `/orders?held=true&limit=100${filters[/** @type {'all'} */ (scope)]}${query ? `&q=${encodeURIComponent(query)}` : ''}`;
  }

  async refresh() {
    const turn = ++this.ask;
    const known = new Map(this.settled);
    try {
      const isDefault = this.scope !== 'all' && !this.query;
      const page = await this.api.get(this.#path(this.scope, this.query));
      const home = isDefault && this.scope === this.homeScope ? page : await this.api.get(this.#path(this.homeScope));
      if (turn !== this.ask) return;
      this.listed = page.data;
      this.hasMore = Boolean(page.next_cursor);
      this.counted = home.data;
      this.countsMore = Boolean(home.next_cursor);
      this.state = 'ready';
      for (const [key, order] of known) if (this.settled.get(key) === order) this.settled.delete(key);
    } catch {
      if (turn !== this.ask) return;
      if (this.state !== 'ready') this.state = 'failed';
    }
    this.dispatchEvent(new Event('change'));
  }

  get homeScope() { return this.boot.settings.held_orders_visibility === 'register' ? 'register' : 'location'; }

  /** @param {{scope?: string, sort?: 'newest'|'oldest'|'total', query?: string}} view */
  show(view) {
    Object.assign(this, view);
    if ('scope' in view || 'query' in view) this.refresh();
    this.dispatchEvent(new Event('change'));
  }

  /**
   * An order was just held somewhere else: it carries the mark for a minute.
   * @param {string} id
   */
  markNew(id) {
    this.fresh.add(id);
    setTimeout(() => { this.fresh.delete(id); this.dispatchEvent(new Event('change')); }, NEW_FOR_MS);
  }

  /**
   * Orders this browser knows better than the list: just sent, or with unsent edits.
   * @returns {{order: Order, isUnsent: boolean}[]}
   */
  #local() {
    const settled = [...this.settled.values()].map((order) => ({ order, isUnsent: false }));
    const keys = new Set(this.queue.waiting().map(({ order }) => order));
    const unsent = [...keys].flatMap((key) => {
      const order = project(this.queue.bases.get(key) ?? null, this.queue.of(key));
      return order ? [{ order, isUnsent: true }] : [];
    });
    return [...settled, ...unsent];
  }

  /** @param {Order[]} listed */
  #rows(listed) {
    const registerNames = new Map(this.boot.registers.map((/** @type {any} */ each) => [each.id, each.name]));
    const open = this.cart.order ? this.cart.key : null;
    return rows({ listed, local: this.#local(), current: [open, this.opening], registerNames, fresh: this.fresh });
  }

  /**
   * An order that another device of this register had open: not held, so it is listed and not counted.
   * @param {Order} order
   */
  leaveBehind(order) {
    this.left = order;
    this.dispatchEvent(new Event('change'));
  }

  get rows() {
    const { register, staff } = this.boot;
    const lease = { register_id: register.id, staff_id: this.left?.staff_id ?? staff.id, until: this.left?.created_at ?? '' };
    const left = this.left && !this.query && !this.listed.some(({ id }) => id === this.left?.id) ? [{
      ...this.left, lease: this.left.lease ?? lease,
    }] : [];
    const all = sorted(this.#rows([...this.listed, ...left]), this.sort);
    return this.scope === 'mine' ? all.filter(({ order }) => (order.hold?.staff_id ?? order.lease?.staff_id ?? order.staff_id) === this.boot.staff.id) : all;
  }

  /** What waits; an order open at another till is listed and not counted. */
  get count() { return this.#rows(this.counted).filter(({ openAt }) => openAt === null).length; }

  /**
   * Takes a row away at once; the list is read again when the server has answered.
   * @param {string} key
   */
  drop(key) {
    if (this.left && orderKey(this.left) === key) this.left = null;
    this.settled.delete(key);
    const others = (/** @type {Order[]} */ list) => list.filter((order) => orderKey(order) !== key);
    this.listed = others(this.listed);
    this.counted = others(this.counted);
    this.dispatchEvent(new Event('change'));
  }
}
