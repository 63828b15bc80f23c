/** The cart: who buys, what, and what it comes to. It never changes place; on a phone it is a sheet from below. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { cartFoot } from './cart-foot-view.js';
import { openCartMenu } from './cart-menu-view.js';
import { cartLine } from './cart-line-view.js';
import { showCustomer } from './customer-view.js';
import { addCustomItem } from './custom-item-view.js';
import { refusedRows } from './refused-view.js';
import { initials } from './frame-view.js';
import { customerName, lineKey } from '../shared/order.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function cartPane(app) {
  const { say, state, order } = app;
  return h('aside', { class: `cart is-${state.sheet}`, 'aria-label': say('cart'), key: 'cart' },
    h('button', {
      type: 'button', class: 'cart-handle', 'aria-label': state.sheet === 'closed' ? say('cart.open') : say('cart.close'),
      'aria-expanded': state.sheet === 'closed' ? 'false' : 'true',
      onclick: () => { if (!wasDragged) app.set({ sheet: state.sheet === 'closed' ? 'half' : 'closed' }); },
      onpointerdown: (/** @type {PointerEvent} */ event) => drag(app, event),
    }, h('span')),
    head(app),
    lines(app),
    cartFoot(app, order));
}

let wasDragged = false;

/**
 * Up is larger, down is smaller; a plain tap opens or closes.
 * @param {App} app @param {PointerEvent} event
 */
function drag(app, event) {
  const start = event.clientY;
  wasDragged = false;
  const sizes = /** @type {const} */ (['closed', 'half', 'full']);
  const end = (/** @type {PointerEvent} */ last) => {
    const way = start - last.clientY;
    if (Math.abs(way) < 24) return;
    wasDragged = true;
    const at = sizes.indexOf(app.state.sheet);
    app.set({ sheet: sizes[Math.max(0, Math.min(2, at + (way > 0 ? 1 : -1)))] });
  };
  addEventListener('pointerup', end, { once: true });
}

/** @type {string|null} */
let shown = null;

/**
 * Brings the line that was chosen last into view, once it is drawn.
 * @param {App} app
 */
export function showChosen(app) {
  if (app.cart.chosen === shown) return;
  shown = app.cart.chosen;
  if (shown) requestAnimationFrame(() => document.querySelector('.line.is-chosen')?.scrollIntoView({ block: 'nearest' }));
}

/** @param {App} app */
function head(app) {
  const { say, order } = app;
  const customer = order?.customer;
  return h('div', { class: 'cart-head' },
    h('button', { type: 'button', class: 'cart-customer', onclick: () => showCustomer(app), 'aria-haspopup': 'dialog' },
      customer ? h('span', { class: 'avatar', 'aria-hidden': 'true' },
        initials(customerName(customer))) : h('span', { class: 'avatar avatar-empty' }, icon('person-add')),
      h('span', { class: 'cart-who' }, customer
        ? [h('b', { class: 'clip', dir: 'auto', title: customerName(customer) }, customerName(customer)),
          h('span', { class: 'small muted clip', dir: 'auto' },
            [customer.groups?.[0], customer.phone ?? customer.email].filter(Boolean).join(' · '))]
        : h('span', { class: 'muted' }, say('cart.add_customer'))),
      customer ? null : h('kbd', { class: 'key' }, 'F3')),
    h('button', {
      type: 'button', class: 'button button-quiet button-icon', 'aria-label': say('cart.more'), 'aria-haspopup': 'menu',
      'aria-expanded': 'false', id: 'cart-more',
      onclick: (/** @type {any} */ event) => openCartMenu(app, event.currentTarget),
    }, icon('more')));
}

/** @param {App} app */
function lines(app) {
  const { say, order, state } = app;
  const list = order?.lines ?? [];
  const notes = [order?.note ? h('p', { class: 'cart-note small', key: 'note', dir: 'auto' }, icon('note'), order.note) : null,
    order?.tags?.length ? h('p', { class: 'cart-tags', key: 'tags' },
      order.tags.map((tag) => h('span', { class: 'chip chip-plain', dir: 'auto' }, tag))) : null];
  return h('div', {
    class: `lines${list.length > 8 ? ' has-many' : ''}`, key: 'lines', tabindex: list.length > 6 ? '0' : null, role: 'region',
    'aria-label': say('cart.lines'),
  },
    refusedRows(app),
    state.unknown ? unknownRow(app, state.unknown) : null,
    list.length
      ? h('ul', { key: 'list' }, list.map((line) => cartLine(app, line, lineKey(line) === app.cart.chosen && state.left !== 'payment')))
      : state.unknown ? null : empty(app),
    notes);
}

/** @param {App} app */
const empty = (app) => h('div', { class: 'cart-empty', key: 'empty' },
  icon('scan', 'icon cart-empty-icon'), h('h2', null, app.say('cart.ready')), h('p', { class: 'muted' }, app.say('cart.ready_hint')));

/** @param {App} app @param {string} code */
function unknownRow(app, code) {
  const { say } = app;
  return h('div', { class: 'cart-unknown', role: 'alert', key: 'unknown' },
    h('p', { dir: 'auto' }, say('scan.unknown', { code })),
    h('div', null,
      h('button', { type: 'button', class: 'button', onclick: () => addCustomItem(app, { code }) }, say('scan.create')),
      h('button',
        {
          type: 'button', class: 'button button-quiet button-icon', 'aria-label': say('dismiss'), onclick: () => app.set({ unknown: null }),
        },
        icon('close'))));
}

