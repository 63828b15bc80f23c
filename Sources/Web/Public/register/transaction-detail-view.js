/** One sale: who, what, how it was paid, what was given back; reprint, gift receipt, refund, copy. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { openMenu } from '../shared/menu-view.js';
import { quantityLabel, thousandths } from '../shared/quantity.js';
import { lineAmount, summary } from '../shared/amounts.js';
import { customerName, lineKey } from '../shared/order.js';
import { mailReceipt } from './receipt-mail-view.js';
import { printReceipt, showReceipt } from './receipt-view.js';
import { refundSale } from './refund-view.js';
import { duplicate } from './split-order-view.js';
import { statusOf } from './transactions-view.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../shared/types.js').Order} Order */

/** @param {App} app @param {Order} order */
export function detail(app, order) {
  const { say, boot } = app;
  const status = statusOf(order);
  const when = new Date(order.placed_at ?? order.created_at).toLocaleString(app.locale, { dateStyle: 'medium', timeStyle: 'short' });
  const till = boot.registers.find((/** @type {any} */ each) => each.id === order.register_id)?.name;
  const staff = boot.staff_names.find((/** @type {any} */ each) => each.id === order.staff_id)?.name;
  const isRefundable = order.amount_paid - order.amount_refunded > 0;
  return h('div', { class: 'detail', key: order.id },
    h('div', { class: 'detail-head' },
      h('button',
        { type: 'button', class: 'button button-quiet button-icon detail-back', 'aria-label': say('back'), onclick: () => { app.state.transactions.chosen = null; app.refresh(); } },
        icon('back', 'icon turns')),
      h('div', { class: 'detail-title' }, h('h2', { dir: 'auto' }, customerName(order.customer) || order.number,
        ' ', h('span', { class: `chip chip-${status}` }, say(`status.${status}`))),
        h('p', { class: 'muted' }, [order.number, when, till, staff].filter(Boolean).join(' · '))),
      h('button', { type: 'button', class: 'button', onclick: () => printReceipt(app, order, { isCopy: true }) },
        icon('printer'), say('receipt.reprint')),
      h('button',
        { type: 'button', class: 'button', 'aria-disabled': isRefundable ? null : 'true', onclick: () => { if (isRefundable) refundSale(app, order); } },
        icon('return'), say('refund')),
      h('button', {
        type: 'button', class: 'button button-quiet button-icon', 'aria-label': say('cart.more'), 'aria-haspopup': 'menu', 'aria-expanded': 'false', onclick: (/** @type {any} */ event) => openMenu(event.currentTarget, [
          { label: say('receipt.screen'), icon: 'screen', run: () => { showReceipt(app, order, { isCopy: true }); } },
          { label: say('receipt.mail'), icon: 'mail', run: () => { mailReceipt(app, order); } },
          { label: say('receipt.gift'), icon: 'gift', run: () => printReceipt(app, order, { isGift: true, isCopy: true }) },
          { label: say('menu.duplicate_sale'), icon: 'copy', run: () => duplicate(app, order.id ?? '', { isHeld: false }) },
        ], say('cart.more')),
      }, icon('more'))),
    order.customer ? h('div', { class: 'card' }, h('h2', null, say('detail.contact')),
      h('p', { dir: 'auto' },
        [customerName(order.customer), order.customer.phone, order.customer.email].filter(Boolean).join(' · '))) : null,
    items(app, order),
    payments(app, order),
    order.note ? h('div', { class: 'card' }, h('h2', null, say('note')), h('p', { dir: 'auto' }, order.note)) : null);
}

/** @param {App} app @param {Order} order */
function items(app, order) {
  const { say, money } = app;
  return h('div', { class: 'card' }, h('h2', null, say('detail.items')),
    h('ul', { class: 'detail-lines' }, order.lines.map((line) => h('li', { key: lineKey(line) },
      h('b', { class: 'number' }, quantityLabel(thousandths(line.quantity), line.unit)),
      h('span', { dir: 'auto' }, line.title,
        h('small', { class: 'muted' },
          [
            line.sku,
            line.refunded_quantity ? say('detail.refunded', { count: line.refunded_quantity }) : null, line.note,
          ].filter(Boolean).join(' · '))),
      h('span', { class: 'number' }, money.money(lineAmount(line)))))),
    h('dl', { class: 'detail-sums' },
      summary(order).slice(1).map((row) => h('div', { class: 'muted', key: row.title + (row.rate ?? '') },
        h('dt', { dir: 'auto' },
          row.kind === 'tax' ? say(row.includes ? 'tax.included' : 'tax.added', { title: row.title, rate: row.rate ?? '' }) : row.title),
        h('dd', { class: 'number' }, money.money(row.amount)))),
      h('div', { class: 'detail-total' }, h('dt', null, say('total')), h('dd', { class: 'number' }, money.money(order.total)))));
}

/** @param {App} app @param {Order} order */
function payments(app, order) {
  const { say, money } = app;
  const row = (/** @type {string} */ key, /** @type {any} */ label, /** @type {number} */ amount, classes = '') => h('div',
    { key, class: classes }, h('dt', null, label), h('dd', { class: 'number' }, money.money(amount)));
  return h('div', { class: 'card' }, h('h2', null, say('detail.payments')), h('dl', { class: 'detail-sums' },
    order.payments.filter(({ status }) => !['failed', 'voided', 'created'].includes(status)).map((payment) => [
      row(payment.id, say(`method.${payment.method}`), payment.amount),
      payment.change ? row(`${payment.id}-change`, say('detail.change', { tendered: money.money(payment.tendered ?? 0) }),
        payment.change, 'muted') : null,
      payment.cash_rounding ? row(`${payment.id}-rounding`, say('pay.rounding'), payment.cash_rounding, 'muted') : null]),
    (order.refunds ?? []).filter(({ status }) => status !== 'failed').map((refund) => row(refund.id,
      [
        say('refund.of', { method: say(`method.${refund.method}`) }), refund.reason ? ` · ${refund.reason}` : '',
      ], -refund.amount, 'is-stop'))));
}
