/** Transactions: what was sold at the counter and what came in online, newest first, with search; the chosen one beside them. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { customerName } from '../shared/order.js';
import { clock } from './holds.js';
import { returnWithoutReceipt } from './return-view.js';
import { detail } from './transaction-detail-view.js';
import { isNew, soldAt, statusOf } from './transactions.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../shared/types.js').Order} Order */

/** @param {App} app */
export function transactionsScreen(app) {
  const { say, transactions } = app;
  const { list, chosen, tab } = transactions;
  return h('div', { class: `transactions${chosen ? ' has-chosen' : ''}`, key: 'transactions' },
    h('h1', { class: 'for-readers' }, say('bar.transactions')),
    h('section', { class: 'transactions-list', 'aria-label': say('bar.transactions'), onkeydown: rowKeys },
      h('div', { class: 'transactions-head' }, tabs(app),
        tab === 'store' ? h('button', { type: 'button', class: 'button button-quiet', key: 'return', 'aria-label': say('return.title'), onclick: () => returnWithoutReceipt(app) },
          icon('return'), say('return.short')) : toDo(app)),
      h('div', { class: 'transactions-panel', role: 'tabpanel', id: 'transactions-panel', 'aria-labelledby': `tab-${tab}`, key: tab },
        h('div', { class: 'search transactions-search', role: 'search' }, icon('search'), h('input', {
          class: 'input', type: 'search', id: 'transactions-search', 'aria-label': say('transactions.search'), placeholder: say('transactions.search'),
          autocomplete: 'off', value: list.query, 'data-scan': 'field',
          oninput: (/** @type {any} */ event) => transactions.search(event.target.value),
        })),
        age(app), rows(app))),
    h('section', { class: 'transactions-detail', 'aria-label': say('transactions.detail') },
      chosen ? detail(app, chosen) : h('p', { class: 'transactions-none muted' }, say('transactions.choose'))));
}

/** @param {App} app */
function tabs(app) {
  const { say, transactions } = app;
  const tab = (/** @type {import('./transactions.js').Tab} */ name) => h('button', {
    type: 'button', role: 'tab', id: `tab-${name}`, class: 'transactions-tab', 'aria-controls': 'transactions-panel',
    'aria-selected': String(transactions.tab === name), tabindex: transactions.tab === name ? null : '-1',
    'aria-describedby': name === 'online' && transactions.waiting.length ? 'waiting-online' : null,
    onclick: () => transactions.show(name),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      event.preventDefault();
      const other = name === 'store' ? 'online' : 'store';
      transactions.show(other);
      document.getElementById(`tab-${other}`)?.focus();
    },
  }, say(`transactions.${name === 'store' ? 'in_store' : 'online'}`), name === 'online' ? waitingCount(app) : null);
  return h('div', { class: 'transactions-tabs', role: 'tablist', 'aria-label': say('transactions.which') }, tab('store'), tab('online'));
}

/**
 * Of the online orders only those of which something is still here.
 * @param {App} app
 */
function toDo({ say, transactions }) {
  const { isOpen } = transactions.list;
  return h('button', {
    type: 'button', class: `button ${isOpen ? 'button-soft' : 'button-quiet'}`, 'aria-pressed': String(isOpen), key: 'to-do', onclick: () => transactions.narrow(!isOpen),
  }, isOpen ? icon('check') : null, say('transactions.to_do'));
}

/**
 * How many online orders wait for somebody, beside a word that names them.
 * @param {App} app
 */
export const waitingCount = ({ transactions }) => (transactions.waiting.length
  ? h('span', { class: 'count', 'aria-hidden': 'true' }, transactions.waitingText) : null);

/**
 * Since when the list is as it is, where it is not live.
 * @param {App} app
 */
function age(app) {
  const { say, transactions } = app;
  const { list } = transactions;
  if (!list.readAt || !(list.isOld || app.isOffline)) return null;
  return h('div', { class: 'transactions-age', role: 'status', key: 'age' }, icon('offline'),
    h('p', null, say('transactions.as_of', { time: clock(list.readAt, new Date(), app.locale) })),
    h('button', { type: 'button', class: 'link', onclick: () => transactions.refresh() }, say('try_again')));
}

/** @param {App} app */
function rows(app) {
  const { say, transactions } = app;
  const { list, tab } = transactions;
  if (list.state === 'loading' || list.state === 'idle') return h('div', { 'aria-busy': 'true', class: 'transactions-rows', key: 'waiting' },
    [1, 2, 3, 4, 5].map(() => h('div', { class: 'row-block' })));
  if (list.state === 'failed') {
    return h('div', { class: 'drawer-state', key: 'failed' }, h('div', { class: 'notice', role: 'alert' }, h('p', null, say('transactions.failed')),
      h('button', { type: 'button', class: 'button', onclick: () => transactions.refresh() }, say('try_again'))));
  }
  if (transactions.rows.length === 0) return nobody(app);
  return h('ul', { class: 'transactions-rows rows', key: `rows-${tab}` }, transactions.rows.map((order) => row(app, order)),
    list.cursor ? h('li', { key: 'next' },
      h('button', { type: 'button', class: 'button button-quiet button-wide', onclick: () => transactions.next(), 'aria-disabled': list.isPaging ? 'true' : null },
        say(list.isPaging ? 'transactions.paging' : 'transactions.next'))) : null);
}

/** @param {App} app */
function nobody(app) {
  const { say, transactions } = app;
  const { list, tab } = transactions;
  const other = tab === 'store' ? 'online' : 'store';
  if (!list.query.trim()) return h('p', { class: 'drawer-state muted', key: 'none' }, say(list.isOpen ? 'transactions.none_to_do' : `transactions.none_${tab}`));
  return h('div', { class: 'drawer-state', key: 'none' }, h('p', { class: 'muted', dir: 'auto' }, say('held.none_found', { query: list.query.trim() })),
    h('button', { type: 'button', class: 'button', onclick: () => { const { query } = list; transactions.show(other); transactions.search(query); } },
      say(`transactions.look_${other}`)));
}

/** @param {App} app @param {Order} order */
function row(app, order) {
  const { say, transactions } = app;
  const status = statusOf(order);
  const name = customerName(order.customer);
  const isFresh = transactions.fresh.has(order.id ?? '') && isNew(order);
  return h('li', { key: order.id, class: isFresh ? 'is-fresh' : null },
    h('button', {
      type: 'button', class: 'transaction', 'aria-pressed': transactions.chosen?.id === order.id ? 'true' : 'false', onclick: () => transactions.choose(order),
    },
      h('span', { class: 'transaction-who' }, h('b', { class: 'clip', dir: 'auto', title: name || null }, name || order.number),
        h('small', { class: 'muted' }, [
          name ? order.number : null, clock(soldAt(order), new Date(), app.locale), isFresh ? say('transactions.just_in') : null,
        ].filter(Boolean).join(' · '))),
      h('span', { class: 'transaction-sum' }, h('b', { class: 'number' }, app.moneyIn(order.currency).money(order.total)),
        h('span', { class: `chip chip-${status}` }, say(`status.${status}`)))));
}

/**
 * ↑ ↓ move through the rows, from the search box too; Enter there opens the first.
 * @param {KeyboardEvent} event
 */
function rowKeys(event) {
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.transaction')]);
  const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const isSearching = /** @type {any} */ (event.target).id === 'transactions-search';
  if (event.key === 'Enter' && isSearching) all[0]?.click();
  else if (event.key === 'ArrowDown' && (isSearching || at >= 0)) all[Math.min(at + 1, all.length - 1)]?.focus();
  else if (event.key === 'ArrowUp' && at === 0) document.getElementById('transactions-search')?.focus();
  else if (event.key === 'ArrowUp' && at > 0) all[at - 1].focus();
  else return;
  event.preventDefault();
}
