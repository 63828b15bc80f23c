/** What stands in the order panel: head, suggestions, lines, delivery, sums and the next step; after sending status, link and transfers. */
import { h } from '../shared/render-view.js';
import { claim } from '../office/payments/claim-view.js';
import { claimedNotices } from '../office/payments/money-facts.js';
import { addProduct } from '../editor/add-view.js';
import { shownNumber, statusChip } from '../editor/bar-view.js';
import { notify } from '../editor/summary-view.js';
import { delivery } from './order-panel-delivery-view.js';
import { panelLines } from './order-panel-lines-view.js';
import { sendPart } from './order-panel-send-view.js';
import { suggestionsPart } from './order-panel-suggestions-view.js';

/** @typedef {import('../editor/app.js').App} App */

/** @param {App} app @param {string} conversation @returns {any[]} */
export function orderPanel(app, conversation) {
  const say = app.office.words('order_panel.');
  return [
    head(app, say),
    app.isOpen ? h('div', { class: 'panel-add', key: 'add' }, addProduct(app, { search: say('pick'), custom: say('new_item') })) : null,
    suggestionsPart(app, conversation),
    h('div', { class: 'panel-items', key: 'items' }, panelLines(app)),
    delivery(app),
    sums(app, say),
    claims(app),
    sendPart(app, conversation, say, notify(app)),
    earlier(app, say),
  ].filter((part) => part !== null);
}

/** @param {App} app @param {any} say */
function head(app, say) {
  const { saver } = app;
  const trouble = saver.state === 'trying' || saver.state === 'signed_out';
  return h('header', { class: 'panel-head', key: 'head' },
    h('h2', { class: 'clip' }, h('a', { href: `/admin/orders/${app.id}`, 'aria-label': say('open', { number: shownNumber(app.order) }) }, say('order', { number: shownNumber(app.order) }))),
    trouble ? h('span', { class: 'small saving-trouble', role: 'status' }, app.say(saver.state === 'trying' ? 'saving.trying' : 'saving.signed_out')) : null,
    statusChip(app));
}

/** @param {App} app @param {any} say */
function sums(app, say) {
  const { order, money, say: words } = app;
  const row = (/** @type {string} */ name, /** @type {number} */ amount, classes = '') =>
    h('div', { class: `sum ${classes}` }, h('dt', { dir: 'auto' }, name), h('dd', { class: 'number' }, money.plain(amount).replace('-', '\u2212')));
  const goods = order.lines.reduce((/** @type {number} */ sum, /** @type {any} */ line) => sum + line.subtotal, 0);
  const shipping = order.shipping_line ? order.shipping_line.price : null;
  const taxes = order.tax_lines.filter((/** @type {any} */ tax) => tax.amount);
  const included = taxes.filter((/** @type {any} */ tax) => tax.includes_tax).reduce((/** @type {number} */ sum, /** @type {any} */ tax) => sum + tax.amount, 0);
  const added = taxes.filter((/** @type {any} */ tax) => !tax.includes_tax).reduce((/** @type {number} */ sum, /** @type {any} */ tax) => sum + tax.amount, 0);
  const other = order.total - goods - (shipping ?? 0) - added;
  const isDue = order.status !== 'draft' && order.amount_due > 0 && order.amount_due !== order.total;
  const seen = app.state.difference;
  return h('section', { class: 'panel-part panel-sums', key: 'sums', 'aria-label': words('summary') },
    h('dl', { class: 'sums' }, row(say('items'), goods), shipping !== null ? row(words('section.shipping'), shipping) : null,
      other ? row(say('adjustments'), other) : null, added ? row(say('tax_added'), added) : null, included ? row(say('tax_within'), included, 'muted') : null,
      isDue && order.amount_paid ? row(words('summary.paid'), -order.amount_paid) : null),
    h('p', { class: 'panel-total' }, h('span', null, words(isDue ? 'summary.due' : 'summary.total')),
      h('b', { class: 'number', id: 'panel-total', 'aria-live': 'polite' }, money.money(isDue ? order.amount_due : order.total))),
    seen ? h('div', { class: 'notice notice-calm', role: 'alert' },
      h('p', null, h('s', null, money.money(seen.old)), ' → ', h('b', null, money.money(seen.now)), ' ', words(seen.prices ? 'difference.rules' : 'difference.other', { count: seen.prices })),
      h('button', { type: 'button', class: 'button button-small', onclick: () => app.set({ difference: null }) }, words('difference.ok'))) : null);
}

/** Transfers that the customer or staff told of, to be found on the account or not. @param {App} app */
function claims(app) {
  const waiting = claimedNotices(app.order);
  if (!waiting.length) return null;
  const place = {
    office: app.office, say: app.office.words('payments.'), money: app.money, orderID: app.id, changed: (/** @type {any} */ order) => app.saver.rebase(order),
  };
  return h('div', { class: 'panel-claims', key: 'claims' }, waiting.map((one) => claim(place, one)));
}

/** @param {App} app @param {any} say */
function earlier(app, say) {
  const list = app.state.earlier ?? [];
  if (!list.length) return null;
  return h('section', { class: 'panel-part', key: 'earlier', 'aria-labelledby': 'panel-earlier' },
    h('div', { class: 'panel-part-head' }, h('h3', { id: 'panel-earlier' }, say('earlier')), h('span', { class: 'small muted' }, String(list.length))),
    h('ul', { class: 'panel-earlier' }, list.map((/** @type {any} */ one) => h('li', { key: one.id },
      h('a', { class: 'panel-order', href: `/admin/orders/${one.id}` }, h('b', null, h('bdi', null, shownNumber(one))),
        h('time', { class: 'small muted', datetime: one.created_at }, app.time(one.placed_at ?? one.created_at)), h('span', { class: 'number' }, app.money.currency === one.currency ? app.money.money(one.total) : ''),
        h('span', { class: `chip chip-${one.display_status}` }, app.say(`status.${one.display_status}`)))))));
}
