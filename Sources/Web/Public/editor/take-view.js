/**
 * Taking money for the order, in its Payment section: a card on file, a card over the phone on the provider's own page, what was handed
 * over at the desk, a transfer the customer tells about. While a provider has a payment in hand, that stands here instead.
 */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { cardName, claimedNotices, depositDue, openPayment, takesMoney } from '../office/payments/money-facts.js';
import { underWay } from '../office/payments/under-way-view.js';
import { chargeCard, usableCards } from './charge-view.js';
import { notifyTransfer } from './notify-transfer-view.js';
import { takeByPhone } from './phone-card-view.js';
import { recordPayment } from './record-view.js';

/** @typedef {import('./app.js').App} App */

/** Words about money. @param {App} app */
export const moneyWords = (app) => app.office.words('payments.');

/** Where payments under way are shown, and what follows when they change. @param {App} app */
export const wayPlace = (app) => ({
  office: app.office, say: moneyWords(app), money: app.money, orderID: app.id, busy: app.state.checking,
  changed: (/** @type {any} */ order) => app.saver.rebase(order), refresh: () => app.refresh(),
});

/** @param {App} app */
export function take(app) {
  const { order, money } = app;
  const say = moneyWords(app);
  const under = openPayment(order);
  if (under) return h('div', { class: 'take', key: 'take' }, underWay(wayPlace(app), under));
  if (!takesMoney(order)) return null;
  const deposit = depositDue(order);
  const sum = deposit === null ? say('take.due', { amount: money.money(order.amount_due) })
    : say('take.deposit', { amount: money.money(deposit), rest: money.money(order.amount_due - deposit) });
  return h('div', { class: 'take', key: 'take', role: 'group', 'aria-labelledby': 'take-title' },
    h('div', { class: 'take-head' }, h('h3', { id: 'take-title' }, say('take')), h('p', { class: 'small muted' }, sum)),
    app.office.may('take_payment') ? h('div', { class: 'actions' }, deeds(app)) : null,
    h('ul', { class: 'take-reasons small muted' }, reasons(app).map((reason, index) => h('li', { key: index }, reason))));
}

/** @param {App} app */
function deeds(app) {
  const { state, office } = app;
  const say = moneyWords(app);
  const [card] = usableCards(app);
  const button = (/** @type {string} */ name, /** @type {string} */ drawing, /** @type {() => void} */ run, /** @type {any} */ values = {}) =>
    h('button', { type: 'button', class: 'button', key: name, id: `take-${name}`, 'aria-haspopup': 'dialog', onclick: run }, icon(drawing),
      say(`take.${name}`, values));
  return [
    card && office.may('charge_card') ? button('charge', 'card', () => chargeCard(app), { card: cardName(card) }) : null,
    state.providers?.length ? button('phone', 'phone', () => takeByPhone(app)) : null,
    button('record', 'pencil', () => recordPayment(app)),
    button('transfer', 'bank', () => notifyTransfer(app)),
  ];
}

/** Why something is not offered, each with the way to change that. @param {App} app */
function reasons(app) {
  const { order, state, office } = app;
  const say = moneyWords(app);
  const list = [];
  if (!office.may('take_payment')) return [say('take.denied')];
  if (claimedNotices(order).length) list.push([say('take.claimed'), ' ', h('a', { class: 'text-button', href: '#transactions' }, say('take.look'))]);
  if (state.providers && !state.providers.length) {
    list.push(office.may('manage_settings')
      ? [say('take.no_provider'), ' ', h('a', { class: 'text-button', href: '/admin/settings/payments' }, say('take.set_up'))]
      : say('take.no_provider_ask'));
  } else if (state.providers) list.push(noCard(app));
  return list.filter(Boolean);
}

/** @param {App} app */
function noCard(app) {
  const { order, state } = app;
  const say = moneyWords(app);
  if (!order.customer_id) return say('take.no_customer');
  if (!state.cards || usableCards(app).length) return null;
  return [say(state.cards.length ? 'take.cards_over' : 'take.no_card'), ' ',
    h('a', { class: 'text-button', href: `/admin/customers/${order.customer_id}#cards` }, say('take.ask_card'))];
}

/** *Charge … now* beside the summary, where a card is kept. @param {App} app */
export function chargeNow(app) {
  const { order, office, state } = app;
  const [card] = usableCards(app);
  if (!card || !state.providers?.length || !office.may('charge_card') || openPayment(order) || !takesMoney(order) || !order.lines.length) return null;
  return h('button', { type: 'button', class: 'button button-wide', id: 'charge-now', 'aria-haspopup': 'dialog', onclick: () => chargeCard(app) },
    icon('card'), moneyWords(app)('take.charge', { card: cardName(card) }));
}
