/** Transactions: every payment and refund with its details, and giving money back. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { takenPayments } from '../shared/amounts.js';
import { refund } from './refund-view.js';
import { nothing, section } from './section-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function transactions(app) {
  const { say, order, money } = app;
  const rows = [...(order.payments ?? []).map((/** @type {any} */ one) => ({ ...one, kind: 'payment' })),
    ...(order.refunds ?? []).map((/** @type {any} */ one) => ({ ...one, kind: 'refund' }))]
    .sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
  const canRefund = takenPayments(order).length > 0;
  const button = canRefund ? h('button', { type: 'button', class: 'button button-small', onclick: () => refund(app) }, icon('return'), say('refund'))
    : null;
  return section({ app, id: 'transactions', title: say('section.transactions'), actions: button }, rows.length
    ? h('ul', { class: 'rows' }, rows.map((one) => h('li', { class: 'row', key: one.id },
      h('span', { class: 'row-icon' }, icon(one.kind === 'refund' ? 'return' : methodIcons[one.method] ?? 'cash')),
      h('div', { class: 'row-words' }, h('p', null, h('span', { class: 'strong' }, say(`method.${one.method}`)), ' ',
        h('span', { class: `chip ${one.kind === 'refund' ? 'chip-plain' : 'chip-paid'}` },
          say(one.kind === 'refund' ? 'payment.given_back' : `payment.${one.status}`))),
      h('p', { class: 'small muted', dir: 'auto' }, facts(app, one))),
      h('span', { class: 'number strong' }, money.money(one.kind === 'refund' ? -one.amount : one.amount)))))
    : nothing(say('transactions.none')));
}

const methodIcons = { cash: 'cash', card_terminal: 'card', card_on_file: 'card', bank_transfer: 'bank', store_credit: 'wallet', gift_card: 'gift' };

/** @param {App} app @param {any} one */
function facts(app, one) {
  const { say, money } = app;
  const parts = [app.time(one.created_at), one.staff_id ? app.nameOf(one.staff_id) : null, one.reference, one.reason];
  if (one.change) parts.push(say('payment.change', { tendered: money.money(one.tendered), change: money.money(one.change) }));
  if (one.cash_rounding) parts.push(say('payment.rounding', { amount: money.money(one.cash_rounding) }));
  if (one.kind === 'payment' && one.refunded) parts.push(say('payment.refunded_part', { amount: money.money(one.refunded) }));
  return parts.filter(Boolean).join(' · ');
}
