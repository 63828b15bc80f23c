/** Keys: the listener, the list behind `?`, and moving through the lines of the cart. */
import { h } from '../shared/render-view.js';
import { ask, dialogHead } from '../shared/dialog-view.js';
import { pickCustomer } from './customer-view.js';
import { discountCart } from './discount-view.js';
import { newSale } from './done-view.js';
import { holdCart, openHeld } from './hold-view.js';
import { closeHeld } from './holds-view.js';
import { isTyping, keyFor, keyName } from './keys.js';
import { lineKey } from '../shared/order.js';
import { noteOnCart } from './note-view.js';
import { changePay, completeSale, payFigures, startPayment } from './pay-view.js';
import { removeLine } from './cart-line-view.js';
import { leave } from './tiles-edit-view.js';
import { leavePayment } from './tender-view.js';

/** @typedef {import('./app.js').App} App */

/** @type {Record<string, (app: App) => any>} */
const verbs = {
  search: (app) => {
    app.set({ screen: 'sell', left: app.state.left === 'done' ? 'products' : app.state.left, isDrawerOpen: false });
    setTimeout(() => /** @type {any} */ (document.querySelector('#product-search'))?.focus(), 0);
  },
  customer: (app) => pickCustomer(app),
  discount: (app) => { if (!app.cart.isEmpty) discountCart(app); },
  hold: (app) => holdCart(app),
  held: (app) => (app.state.isDrawerOpen ? closeHeld(app) : openHeld(app)),
  note: (app) => { if (!app.cart.isEmpty) noteOnCart(app); },
  pay: (app) => (app.state.left === 'payment' ? payFigures(app).missing === 0 && completeSale(app) : startPayment(app)),
  exact_cash: async (app) => {
    if (app.cart.isEmpty) return;
    if (app.state.left !== 'payment') await startPayment(app);
    changePay(app, { method: 'cash', given: app.money.plain(payFigures(app).cashDue) });
  },
  remove_line: (app) => { if (app.cart.chosen && app.state.left !== 'payment') removeLine(app, app.cart.chosen); },
  more: (app) => { if (app.cart.chosen) app.cart.step(app.cart.chosen, 1); },
  less: (app) => { if (app.cart.chosen) app.cart.step(app.cart.chosen, -1); },
  line_up: (app) => moveLine(app, -1),
  line_down: (app) => moveLine(app, 1),
  undo: () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.toast button')]).at(-1)?.click(),
  help: (app) => showKeys(app),
  back: (app) => {
    if (app.state.isDrawerOpen) closeHeld(app);
    else if (app.state.isEditingTiles) leave(app);
    else if (app.state.query) app.set({ query: '' });
    else if (app.state.left === 'payment') leavePayment(app);
    else if (app.state.screen !== 'sell') app.set({ screen: 'sell' });
    else if (app.state.sheet !== 'closed') app.set({ sheet: 'closed' });
    else if (app.state.category !== null) app.set({ category: null });
  },
};

/** @param {App} app @param {number} by */
function moveLine(app, by) {
  const lines = app.order?.lines ?? [];
  if (lines.length === 0 || app.state.left === 'payment') return;
  const at = lines.findIndex((line) => lineKey(line) === app.cart.chosen);
  const to = at < 0 ? (by > 0 ? 0 : lines.length - 1) : Math.max(0, Math.min(lines.length - 1, at + by));
  app.cart.chosen = lineKey(lines[to]);
  app.refresh();
}

/**
 * Whether an element takes what is typed for itself.
 * @param {Element|null} element
 */
export const takesText = (element) => element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;

/** @param {App} app */
export function listenToKeys(app) {
  addEventListener('keydown', (event) => {
    if (!(event.isTrusted || /** @type {any} */ (event).isAgain) || event.defaultPrevented) return;
    if (event.key.startsWith('F') || event.key === 'Tab') document.documentElement.dataset.keys = '';
    if (app.state.left === 'done' && event.key.length === 1 && !event.ctrlKey && !takesText(document.activeElement) && event.key !== '?') return beginSale(app, event);
    const name = keyName(event);
    const verb = app.boot.keys[name];
    if (!verb || document.querySelector('dialog[open], .menu')) return;
    if (isTyping(name) && takesText(document.activeElement)) return;
    if (app.state.screen !== 'sell' && !['back', 'help', 'search', 'held', 'undo'].includes(verb)) return;
    event.preventDefault();
    verbs[verb]?.(app);
  });
}

/**
 * After a sale the next key begins a new one, and is the first letter of its search.
 * @param {App} app @param {KeyboardEvent} event
 */
function beginSale(app, event) {
  if (document.querySelector('dialog[open], .menu') || event.key === ' ') return;
  event.preventDefault();
  typed += event.key;
  clearTimeout(beginning);
  // A scanner's first key looks like a hand's: its whole code is waited for.
  beginning = setTimeout(() => {
    if (app.state.left === 'done') {
      newSale(app);
      app.set({ query: typed });
    }
    typed = '';
  }, 150);
}

let typed = '';
/** @type {any} */
let beginning = 0;

/** @param {App} app */
export function showKeys(app) {
  const { say, boot } = app;
  const shown = [
    'search', 'customer', 'discount', 'hold', 'held', 'note', 'pay', 'exact_cash', 'remove_line', 'more', 'less', 'line_up', 'line_down',
    'undo', 'help', 'back',
  ];
  return ask(({ close }) => h('div', { class: 'dialog-frame' },
    dialogHead({ title: say('keys.title'), detail: say('keys.hint'), close, closeLabel: say('close') }),
    h('dl', { class: 'dialog-body key-list' },
      shown.map((action) => h('div', null, h('dt', null, h('kbd', { class: 'key' }, keyFor(boot.keys, action))),
        h('dd', null, say(`keys.${action}`)))))));
}
