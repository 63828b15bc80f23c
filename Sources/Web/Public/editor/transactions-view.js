/** Transactions: what waits for a decision, every payment with its refunds, and giving money back. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { refundable } from '../shared/refund-plan.js';
import { claim } from '../office/payments/claim-view.js';
import { claimedNotices, ledger } from '../office/payments/money-facts.js';
import { task } from '../office/payments/task-view.js';
import { refund } from './refund-view.js';
import { nothing, section } from './section-view.js';
import { loadSides } from './sides.js';
import { transaction } from './transaction-row-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function transactions(app) {
  const { say, order } = app;
  const groups = ledger(order);
  const button = refundable(order) > 0 && app.office.may('refund')
    ? h('button', { type: 'button', class: 'button button-small', id: 'refund', 'aria-haspopup': 'dialog', onclick: () => refund(app) }, icon('return'), say('refund'))
    : null;
  return section({ app, id: 'transactions', title: say('section.transactions'), actions: button, side: 'tasks' },
    tasks(app), claims(app), rejected(app), refundable(order) > 0 && !app.office.may('refund')
      ? h('p', { class: 'small muted', key: 'no-refund' }, app.office.words('payments.')('refund.denied')) : null,
    groups.length ? h('ul', { class: 'rows transactions', key: 'ledger' }, groups.map((group) => transaction(app, group))) : nothing(say('transactions.none')));
}

/** @param {App} app */
function tasks(app) {
  const open = app.state.tasks ?? [];
  if (!open.length) return null;
  const place = {
    office: app.office, say: app.office.words('payments.'), money: app.money,
    changed: () => { void app.saver.reload(); loadSides(app, ['tasks', 'events']); },
  };
  return h('div', { class: 'tasks', key: 'tasks' }, open.map((/** @type {any} */ one) => task(place, one)));
}

/** @param {App} app */
function claims(app) {
  const waiting = claimedNotices(app.order);
  if (!waiting.length) return null;
  const place = {
    office: app.office, say: app.office.words('payments.'), money: app.money, orderID: app.id,
    changed: (/** @type {any} */ order) => { app.saver.rebase(order); loadSides(app, ['tasks', 'events', 'movements', 'requirements']); },
  };
  return h('div', { class: 'claims', key: 'claims' }, waiting.map((one) => claim(place, one)));
}

/** Transfers that were not found, with the reason the customer was given. @param {App} app */
function rejected(app) {
  const list = (app.order.transfer_notices ?? []).filter((/** @type {any} */ one) => one.status === 'rejected');
  if (!list.length) return null;
  const say = app.office.words('payments.');
  return h('details', { class: 'small', key: 'rejected' }, h('summary', { class: 'text-button' }, say('claim.rejected_count', { count: list.length })),
    h('ul', { class: 'rows' }, list.map((/** @type {any} */ one) => h('li', { class: 'row', key: one.id, dir: 'auto' },
      h('span', { class: 'row-words' }, say('claim.rejected_one', { amount: app.money.money(one.amount), reason: one.reason ?? '' }))))));
}
