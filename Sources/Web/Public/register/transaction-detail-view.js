/** One sale: who, where to, what, how it was paid, what happened; and what can be done with it. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { openMenu } from '../shared/menu-view.js';
import { isMeasured, quantityLabel, thousandths } from '../shared/quantity.js';
import { lineAmount, summary } from '../shared/amounts.js';
import { customerName, lineKey } from '../shared/order.js';
import { changeStatus } from './change-status-view.js';
import { canCollect, collectPayment } from './collect-view.js';
import { clock } from './holds.js';
import { contactCards } from './transaction-cards-view.js';
import { historyCard } from './transaction-history-view.js';
import { mailReceipt } from './receipt-mail-view.js';
import { printPackingSlip, printReceipt, showReceipt } from './receipt-view.js';
import { refundSale } from './refund-view.js';
import { duplicate } from './split-order-view.js';
import { chipsOf, hasGoodsToMove, onlineChannels, packages, piecesOf, soldAt } from './transactions.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../shared/types.js').Order} Order */

/** @param {App} app @param {Order} order */
export function detail(app, order) {
  const { say } = app;
  const isOnline = onlineChannels.includes(order.channel ?? '');
  return h('article', { class: 'detail', key: order.id, 'aria-labelledby': 'detail-name' },
    head(app, order, isOnline),
    isOnline || order.shipping_line || order.customer ? contactCards(app, order) : null,
    order.customer_note ? h('div', { class: 'card' }, h('h3', null, say('detail.customer_note')), h('p', { class: 'keeps-lines', dir: 'auto' }, order.customer_note)) : null,
    order.note ? h('div', { class: 'card' }, h('h3', null, say('note')), h('p', { class: 'keeps-lines', dir: 'auto' }, order.note)) : null,
    items(app, order),
    isOnline && isPlainlyPaid(order) ? null : payments(app, order),
    historyCard(app, order));
}

/** @param {App} app @param {Order} order @param {boolean} isOnline */
function head(app, order, isOnline) {
  const { say, boot, transactions } = app;
  const till = boot.registers.find((/** @type {any} */ each) => each.id === order.register_id)?.name;
  const staff = isOnline ? null : boot.staff_names.find((/** @type {any} */ each) => each.id === order.staff_id)?.name;
  const name = customerName(order.customer);
  return h('div', { class: 'detail-head' },
    h('button', { type: 'button', class: 'button button-quiet button-icon detail-back', 'aria-label': say('back'), onclick: () => transactions.leave() },
      icon('back', 'icon turns')),
    h('div', { class: 'detail-title' },
      h('h2', { id: 'detail-name', dir: 'auto', class: 'detail-name', tabindex: '-1' }, name || order.number),
      h('p', { class: 'detail-chips' }, chipsOf(order).map((status) => h('span', { class: `chip chip-${status}`, key: status }, say(`status.${status}`))),
        isOnline ? h('span', { class: 'chip chip-plain', key: 'channel' }, icon('globe'), say(`channel.${order.channel}`)) : null),
      h('p', { class: 'muted' }, [name ? order.number : null, day(app, soldAt(order)), paidBy(app, order), till, staff].filter(Boolean).map((part, index) => [
        index ? ' · ' : '', h('bdi', { key: String(index) }, part)]))),
    h('div', { class: 'detail-actions' }, canCollect(order) ? h('button', { type: 'button', class: 'button', key: 'collect', onclick: () => collectPayment(app, order) }, icon('cash'), say('collect')) : null,
      isOnline ? onlineActions(app, order) : storeActions(app, order), moreButton(app, order, isOnline)));
}

/** @param {App} app @param {Order} order */
function paidBy(app, order) {
  const { say } = app;
  const money = app.moneyIn(order.currency);
  const taken = order.payments.filter(({ status }) => ['captured', 'partially_refunded', 'refunded'].includes(status));
  if (taken.length !== 1) return null;
  return say(`paid.${taken[0].method}`, { amount: money.money(taken[0].amount) });
}

/** @param {App} app @param {string} instant */
function day({ say, locale }, instant) {
  const date = new Date(instant);
  const time = clock(instant, date, locale);
  return date.toDateString() === new Date().toDateString() ? say('detail.today', { time }) : `${date.toLocaleDateString(locale, { dateStyle: 'medium' })} ${time}`;
}

/** @param {App} app @param {Order} order */
function storeActions(app, order) {
  const { say } = app;
  const canRefund = isRefundable(order);
  return [
    hasGoodsToMove(order) ? statusButton(app, order) : null,
    h('button', { type: 'button', class: 'button', key: 'receipt', onclick: () => printReceipt(app, order, { isCopy: true }) }, icon('printer'), say('receipt.reprint')),
    h('button', { type: 'button', class: 'button', key: 'refund', 'aria-disabled': canRefund ? null : 'true', onclick: () => { if (canRefund) refundSale(app, order); } },
      icon('return'), say('refund')),
  ];
}

/** @param {App} app @param {Order} order */
function onlineActions(app, order) {
  return [
    h('button', { type: 'button', class: 'button', key: 'slip', onclick: () => printPackingSlip(app, order) }, icon('printer'), app.say('packing_slip')),
    hasGoodsToMove(order) ? statusButton(app, order) : null,
  ];
}

/** @param {App} app @param {Order} order */
const statusButton = (app, order) => h('button', {
  type: 'button', class: 'button button-main', id: 'change-status', key: 'status', 'aria-disabled': app.isOffline ? 'true' : null,
  'aria-describedby': app.isOffline ? 'status-needs-network' : null, onclick: () => changeStatus(app, order),
}, icon('truck'), app.say('change_status'), app.isOffline ? h('small', { id: 'status-needs-network' }, app.say('needs_network')) : null);

/** @param {Order} order */
const isRefundable = (order) => order.amount_paid - order.amount_refunded > 0;

/** @param {App} app @param {Order} order @param {boolean} isOnline */
function moreButton(app, order, isOnline) {
  const { say } = app;
  const network = app.isOffline ? say('needs_network') : null;
  const entries = () => [
    ...(isOnline || hasGoodsToMove(order) || packages(order).length ? [
      { label: say('change_status'), icon: 'truck', reason: network ?? (hasGoodsToMove(order) ? null : say('change.nothing')), run: () => { changeStatus(app, order); } },
      { label: say('packing_slip'), icon: 'printer', reason: network, run: () => printPackingSlip(app, order) },
      /** @type {const} */ ('line'),
    ] : []),
    ...(isOnline ? [
      { label: say('refund'), icon: 'return', reason: network ?? (isRefundable(order) ? null : say('refund.nothing')), run: () => { refundSale(app, order); } },
      { label: say('receipt.print_one'), icon: 'printer', reason: network, run: () => printReceipt(app, order, { isCopy: true }) },
    ] : []),
    { label: say('receipt.screen'), icon: 'screen', run: () => { showReceipt(app, order, { isCopy: true }); } },
    { label: say('receipt.mail'), icon: 'mail', run: () => { mailReceipt(app, order); } },
    { label: say('receipt.gift'), icon: 'gift', run: () => printReceipt(app, order, { isGift: true, isCopy: true }) },
    { label: say('menu.duplicate_sale'), icon: 'copy', run: () => { duplicate(app, order.id ?? '', { isHeld: false }); } },
  ];
  return h('button', {
    type: 'button', class: 'button button-quiet button-icon', key: 'more', 'aria-label': say('cart.more'), 'aria-haspopup': 'menu', 'aria-expanded': 'false',
    onclick: (/** @type {any} */ event) => openMenu(event.currentTarget, entries(), say('cart.more')),
  }, icon('more'));
}

/** @param {App} app @param {Order} order */
function items(app, order) {
  const { say } = app;
  const money = app.moneyIn(order.currency);
  return h('div', { class: 'card' }, h('h3', null, say('items', { count: piecesOf(order) })),
    h('ul', { class: 'detail-lines' }, order.lines.map((line) => h('li', { key: lineKey(line) },
      h('span', { class: 'number' }, h('b', null, quantityLabel(thousandths(line.quantity), line.unit)),
        isMeasured(line.unit) ? h('small', { class: 'muted' }, line.unit) : null),
      h('span', { dir: 'auto' }, line.title,
        h('small', { class: 'muted' }, [
          line.sku, line.refunded_quantity ? say('detail.refunded', { count: line.refunded_quantity }) : null, line.note,
        ].filter(Boolean).join(' · '))),
      h('span', { class: 'number' }, money.money(lineAmount(line)))))),
    h('dl', { class: 'detail-sums' },
      summary(order).slice(1).map((row) => h('div', { class: 'muted', key: row.title + (row.rate ?? '') },
        h('dt', { dir: 'auto' },
          row.kind === 'tax' ? say(row.includes ? 'tax.included' : 'tax.added', { title: row.title, rate: row.rate ?? '' }) : row.title),
        h('dd', { class: 'number' }, money.money(row.amount)))),
      h('div', { class: 'detail-total' }, h('dt', null, say('total')), h('dd', { class: 'number' }, money.money(order.total)))));
}

/**
 * Paid at once and nothing given back: the head says it all.
 * @param {Order} order
 */
const isPlainlyPaid = (order) => order.payments.length === 1 && (order.refunds ?? []).length === 0 && order.amount_due === 0 && !order.payments[0].change;

/** @param {App} app @param {Order} order */
function payments(app, order) {
  const { say } = app;
  const money = app.moneyIn(order.currency);
  const row = (/** @type {string} */ key, /** @type {any} */ label, /** @type {number} */ amount, classes = '') => h('div',
    { key, class: classes }, h('dt', null, label), h('dd', { class: 'number' }, money.money(amount)));
  const taken = order.payments.filter(({ status }) => !['failed', 'voided', 'created', 'requires_action'].includes(status));
  const given = (order.refunds ?? []).filter(({ status }) => status !== 'failed');
  if (taken.length + given.length === 0 && order.amount_due === 0) return null;
  return h('div', { class: 'card' }, h('h3', null, say('detail.payments')), h('dl', { class: 'detail-sums' },
    taken.map((payment) => [
      row(payment.id, [say(`method.${payment.method}`), payment.status === 'claimed' ? ` · ${say('status.payment_check')}` : ''], payment.amount),
      payment.change ? row(`${payment.id}-change`, say('detail.change', { tendered: money.money(payment.tendered ?? 0) }),
        payment.change, 'muted') : null,
      payment.cash_rounding ? row(`${payment.id}-rounding`, say('pay.rounding'), payment.cash_rounding, 'muted') : null]),
    given.map((refund) => row(refund.id,
      [
        say('refund.of', { method: say(`method.${refund.method}`) }), refund.reason ? h('bdi', null, ` · ${refund.reason}`) : '',
      ], -refund.amount, 'is-stop')),
    order.amount_due > 0 ? row('due', h('b', null, say('pay.due')), order.amount_due, 'is-due') : null));
}
