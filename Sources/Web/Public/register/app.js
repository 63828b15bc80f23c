/**
 * What every view of the register is given: the shop, the words, the cart and its helpers, and the state of the screen.
 * Changing the state redraws once, after everything that happened in the same turn.
 */

import { moneyFormat } from '../shared/money.js';
import { drawsOnce } from '../shared/press.js';

/**
 * @typedef {{
 *   screen: 'sell'|'transactions'|'cash'|'inbox', left: 'products'|'payment'|'done', isDrawerOpen: boolean, sheet: 'closed'|'half'|'full',
 *   category: string|null, query: string, isEditingTiles: boolean, unknown: string|null, isLive: boolean, shown: number,
 *   done: any, pay: any, cash: any, busy: string|null, problem: string|null,
 * }} Screen
 */

export class App {
  /** @param {any} parts boot, say, money, api, database, queue, sync, cart, catalog, held, tiles, transactions, desk, toasts, locale */
  constructor(parts) {
    /** @type {any} */ this.boot = parts.boot;
    /** @type {(key: string, values?: Record<string, string|number>) => string} */ this.say = parts.say;
    /** @type {ReturnType<import('../shared/money.js').moneyFormat>} */ this.money = parts.money;
    /** @type {ReturnType<import('../shared/api.js').makeAPI>} */ this.api = parts.api;
    /** @type {IDBDatabase} */ this.database = parts.database;
    /** @type {import('./queue.js').Queue} */ this.queue = parts.queue;
    /** @type {import('./sync.js').Sync} */ this.sync = parts.sync;
    /** @type {import('./cart.js').Cart} */ this.cart = parts.cart;
    /** @type {import('./catalog.js').Catalog} */ this.catalog = parts.catalog;
    /** @type {import('./held.js').Held} */ this.held = parts.held;
    /** @type {import('./tiles.js').Tiles} */ this.tiles = parts.tiles;
    /** @type {import('./transactions-list.js').Transactions} */ this.transactions = parts.transactions;
    /** @type {import('../shared/alerts-desk-view.js').AlertDesk} */ this.desk = parts.desk;
    /** @type {any} */ this.toasts = parts.toasts;
    /** @type {string} */ this.locale = parts.locale;
    /** @type {(app: App) => void} */ this.draw = () => {};
    this.refresh = drawsOnce(() => this.draw(this));
    /** The conversation that the inbox begins with. @type {string|null} */ this.conversation = null;
    /** The inbox while it is on the screen. @type {import('../inbox/desk.js').Desk|null} */ this.inbox = null;
    /** @type {Screen} */
    this.state = {
      screen: 'sell', left: 'products', isDrawerOpen: false, sheet: 'closed', category: null, query: '', isEditingTiles: false,
      unknown: null,
      isLive: false, shown: 120, done: null, pay: null, cash: null, busy: null, problem: null,
    };
  }

  /** @param {Partial<Screen>} change */
  set(change) {
    Object.assign(this.state, change);
    this.refresh();
  }

  /**
   * Amounts of an order that may be in another currency than the shop's.
   * @param {string} currency
   */
  moneyIn(currency) {
    if (currency === this.money.currency) return this.money;
    const exponent = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    return moneyFormat({ locale: this.locale, currency, exponent });
  }

  get order() { return this.cart.order; }
  get isOffline() { return this.sync.offlineSince !== null; }

  /**
   * The sentence for a refusal: the server's own words, or ours when it was not reached.
   * @param {any} error
   */
  explain(error) {
    const problem = error?.problem ?? error;
    if (!problem || problem.status === 0 || problem.status === undefined) return this.say('error.unreachable');
    const first = problem.errors?.map((/** @type {any} */ each) => each.message).filter(Boolean).join(' ');
    return first || problem.detail || this.say('error.unknown');
  }
}
