/** Transactions: the sales of this shop's tills, newest first, with search; the chosen one beside them. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { soon } from '../shared/live.js';
import { clock } from './holds.js';
import { returnWithoutReceipt } from './return-view.js';
import { detail } from './transaction-detail-view.js';
import { customerName } from '../shared/order.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../shared/types.js').Order} Order */
/** @typedef {{rows: Order[], cursor: string|null, query: string, chosen: Order|null, state: 'loading'|'ready'|'failed', search: (text: string) => void, soon: () => void}} Transactions */

/** @param {App} app @returns {Transactions} */
function state(app) {
  if (!app.state.transactions) {
    app.state.transactions = {
      rows: [], cursor: null, query: '', chosen: null, state: 'loading',
      search: (/** @type {string} */ text) => { app.state.transactions.query = text; app.refresh(); load(app); },
      soon: soon(150, () => load(app)),
    };
    load(app);
  }
  return app.state.transactions;
}

/** @param {App} app @param {{isNext?: boolean}} options */
export async function load(app, { isNext = false } = {}) {
  const list = /** @type {Transactions} */ (app.state.transactions);
  if (!list) return;
  const query = list.query.trim();
  try {
    const page = await app.api.get(`/orders?channel=register&status=placed,closed&location_id=${app.boot.location.id}&limit=50`
      + (query ? `&q=${encodeURIComponent(query)}` : '') + (isNext && list.cursor ? `&cursor=${encodeURIComponent(list.cursor)}` : ''));
    if (query !== list.query.trim()) return;
    list.rows = isNext ? [...list.rows, ...page.data] : page.data;
    list.cursor = page.next_cursor;
    list.state = 'ready';
    const still = list.rows.find(({ id }) => id === list.chosen?.id);
    if (still) list.chosen = still;
    else if (query && list.rows.length === 1) list.chosen = list.rows[0];
  } catch {
    if (list.rows.length === 0) list.state = 'failed';
  }
  app.refresh();
}

/** @param {App} app */
export function transactionsScreen(app) {
  const { say } = app;
  const list = state(app);
  return h('div', { class: `transactions${list.chosen ? ' has-chosen' : ''}`, key: 'transactions' },
    h('section', { class: 'transactions-list', 'aria-label': say('bar.transactions') },
      h('div', { class: 'transactions-head' }, h('h1', null, say('transactions.in_store')),
        h('button', { type: 'button', class: 'button button-quiet', onclick: () => returnWithoutReceipt(app) },
          icon('return'), say('return.title'))),
      h('div', { class: 'search transactions-search', role: 'search' }, icon('search'), h('input', {
        class: 'input', type: 'search', 'aria-label': say('transactions.search'), placeholder: say('transactions.search'),
        autocomplete: 'off', value: list.query, 'data-scan': 'field',
        oninput: (/** @type {any} */ event) => { list.query = event.target.value; list.soon(); },
      })),
      rows(app, list)),
    h('section', { class: 'transactions-detail', 'aria-label': say('transactions.detail'), 'aria-live': 'polite' },
      list.chosen ? detail(app, list.chosen) : h('p', { class: 'transactions-none muted' }, say('transactions.choose'))));
}

/** @param {App} app @param {Transactions} list */
function rows(app, list) {
  const { say } = app;
  if (list.state === 'loading') return h('div', { 'aria-busy': 'true', class: 'transactions-rows' },
    [1, 2, 3, 4, 5].map(() => h('div', { class: 'row-block' })));
  if (list.state === 'failed') {
    return h('div', { class: 'drawer-state' }, h('div', { class: 'notice', role: 'alert' }, h('p', null, say('transactions.failed')),
      h('button', { type: 'button', class: 'button', onclick: () => { list.state = 'loading'; app.refresh(); load(app); } },
        say('try_again'))));
  }
  if (list.rows.length === 0) return h('p', { class: 'drawer-state muted' },
    list.query ? say('held.none_found', { query: list.query }) : say('transactions.none'));
  return h('ul', { class: 'transactions-rows rows' }, list.rows.map((order) => row(app, list, order)),
    list.cursor ? h('li', { key: 'next' },
      h('button', { type: 'button', class: 'button button-quiet button-wide', onclick: () => load(app, { isNext: true }) },
        say('transactions.next'))) : null);
}

/** @param {App} app @param {Transactions} list @param {Order} order */
function row(app, list, order) {
  const status = statusOf(order);
  return h('li', { key: order.id },
    h('button', { type: 'button', class: 'transaction', 'aria-pressed': list.chosen?.id === order.id ? 'true' : 'false', onclick: () => { list.chosen = order; app.refresh(); } },
      h('span', { class: 'transaction-who' }, h('b', { class: 'clip', dir: 'auto' }, customerName(order.customer) || order.number),
        h('small', { class: 'muted' },
          [
            order.customer ? order.number : null, clock(order.placed_at ?? order.created_at, new Date(), app.locale),
          ].filter(Boolean).join(' · '))),
      h('span', { class: 'transaction-sum' }, h('b', { class: 'number' }, app.money.money(order.total)),
        h('span', { class: `chip chip-${status}` }, app.say(`status.${status}`)))));
}

/**
 * The one word for a sale at the counter.
 * @param {Order} order
 */
export function statusOf(order) {
  if (order.payment_status === 'refunded') return 'refunded';
  if (order.payment_status === 'partially_refunded') return 'partially_refunded';
  return order.display_status ?? order.status;
}
