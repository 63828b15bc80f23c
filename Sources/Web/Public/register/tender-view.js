/** The payment screen: what is due, how it is paid, the keypad, the receipt, splitting. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { keypad } from '../shared/keypad-view.js';
import { pressKey, quickAmounts } from './tender.js';
import { takenPayments } from '../shared/amounts.js';
import { changePay, chooseReceipt, payFigures, takePart } from './pay-view.js';
import { payByItems, payEqualParts } from './pay-parts-view.js';

/** @typedef {import('./app.js').App} App */

const METHODS = /** @type {const} */ ([
  ['cash', 'cash'], ['card_terminal', 'card'], ['bank_transfer', 'bank'], ['store_credit', 'wallet'], ['gift_card', 'gift'],
]);

/** @param {App} app */
export function leavePayment(app) {
  app.set({ left: 'products', pay: null });
}

/** @param {App} app */
export function payScreen(app) {
  const { say, state } = app;
  const { pay } = state;
  return h('section', { class: 'pay', 'aria-label': say('pay.title'), key: 'pay', inert: state.isDrawerOpen ? true : null },
    h('div', { class: 'pay-head' },
      h('button', { type: 'button', class: 'button button-quiet button-icon', 'aria-label': say('back'), onclick: () => leavePayment(app) },
        icon('back', 'icon turns')),
      h('h1', null, say('pay.title')),
      pay.part ? h('span', { class: 'chip chip-new' }, say('pay.part', { index: pay.part.index + 1, count: pay.part.count })) : null),
    pay.error ? h('p', { class: 'field-error', role: 'alert' }, pay.error) : null,
    cards(app),
    h('div', { class: 'pay-methods', role: 'group', 'aria-label': say('pay.method') },
      METHODS.map(([method, name]) => methodButton(app, method, name))),
    pay.method === 'cash' ? quick(app) : null,
    h('div', { class: 'pay-bottom' }, entry(app), side(app)));
}

/** @param {App} app */
function cards(app) {
  const { say, money, order, state } = app;
  const figures = payFigures(app);
  const isCash = state.pay.method === 'cash';
  const taken = takenPayments(/** @type {any} */ (order)).reduce((sum, { amount }) => sum + amount, 0);
  const steps = [money.money(order?.total ?? 0), taken ? `\u2212 ${money.money(taken)} ${say('pay.paid_before')}` : '',
    figures.rounding ? `${figures.rounding < 0 ? '\u2212' : '+'} ${money.money(Math.abs(figures.rounding))} ${say('pay.rounding_word')}` : ''].filter(Boolean);
  const second = figures.missing > 0
    ? card('pay-card is-hold', say('pay.still'), money.money(figures.missing), say('pay.still_hint'))
    : isCash ? card('pay-card is-paid', say('pay.change'), money.money(figures.change),
      say('pay.from', { amount: money.money(figures.tendered) }))
      : card('pay-card is-paid', say('pay.covered'), money.money(0), say(`method.${state.pay.method}`));
  return h('div', { class: 'pay-cards' },
    card('pay-card', isCash ? say('pay.cash_due') : say('pay.due'), money.money(isCash ? figures.cashDue : figures.target),
      steps.length > 1 ? steps.join(' ') : say('pay.total_hint')),
    second);
}

/** @param {string} classes @param {string} title @param {string} amount @param {string} detail */
function card(classes, title, amount, detail) {
  return h('div', { class: classes }, h('span', null, title), h('b', { class: 'number', 'aria-live': 'polite' }, amount),
    h('span', { class: 'small' }, detail));
}

/** @param {App} app @param {string} method @param {string} name */
function methodButton(app, method, name) {
  const { say, order, state, money } = app;
  const why = method === 'store_credit' && !order?.customer ? say('pay.needs_customer')
    : method === 'store_credit' && (order?.customer?.store_credit ?? 0) <= 0 ? say('pay.no_credit')
      : app.isOffline && method !== 'cash' ? say('needs_network') : null;
  const detail = why ?? (method === 'store_credit' ? money.money(order?.customer?.store_credit ?? 0) : null);
  return h('button', {
    type: 'button', class: 'pick pay-method', 'aria-pressed': state.pay.method === method ? 'true' : 'false',
    'aria-disabled': why ? 'true' : null,
    onclick: () => { if (!why) changePay(app, { method, given: '', reference: '' }); },
  }, icon(name), h('span', null, say(`method.${method}`), detail ? h('small', { class: 'muted' }, detail) : null));
}

/** @param {App} app */
function quick(app) {
  const { say, money, state } = app;
  const { cashDue, tendered } = payFigures(app);
  const button = (/** @type {number} */ amount, /** @type {any} */ face) => h('button', {
    type: 'button', class: 'pick', key: amount, 'aria-pressed': state.pay.given !== '' && tendered === amount ? 'true' : 'false',
    onclick: () => changePay(app, { given: money.plain(amount) }),
  }, face);
  return h('div', { class: 'pay-quick', role: 'group', 'aria-label': say('pay.quick') },
    button(cashDue, [h('b', { class: 'number' }, money.money(cashDue)), h('small', { class: 'muted' }, say('pay.exact'))]),
    quickAmounts(cashDue, money.exponent).map((amount) => button(amount, h('b', { class: 'number' }, money.short(amount)))));
}

/** @param {App} app */
function entry(app) {
  const { say, money, state } = app;
  const { pay } = state;
  const figures = payFigures(app);
  const isCash = pay.method === 'cash';
  const needsCode = pay.method === 'gift_card';
  return h('div', { class: 'pay-entry' },
    needsCode || pay.method === 'bank_transfer' || pay.method === 'card_terminal' ? h('div', { class: 'field' },
      h('label', { for: 'pay-reference' }, say(`pay.reference_${pay.method}`)),
      h('input',
        {
          class: 'input', id: 'pay-reference', autocomplete: 'off', 'data-scan': 'field', value: pay.reference,
          oninput: (/** @type {any} */ event) => changePay(app, { reference: event.target.value }),
        })) : null,
    h('div', { class: 'pay-given' }, h('label', { for: 'pay-given', class: 'small muted' }, isCash ? say('pay.given') : say('pay.amount')),
      h('input', {
        class: 'input input-money', id: 'pay-given', inputmode: 'decimal', autocomplete: 'off', 'data-scan': 'number', value: pay.given,
        'aria-invalid': figures.isInvalid ? 'true' : null,
        placeholder: money.plain(isCash ? figures.cashDue : Math.min(figures.target, figures.amount)),
        oninput: (/** @type {any} */ event) => changePay(app, { given: event.target.value }),
        onkeydown: (/** @type {KeyboardEvent} */ event) => { if (event.key === 'Enter') { event.preventDefault(); /** @type {any} */ (document.querySelector('.cart-pay'))?.click(); } },
      })),
    figures.missing > 0 && figures.amount > 0 && !(needsCode && !pay.reference.trim())
      ? h('button', {
        type: 'button', class: 'button button-soft button-wide pay-part', 'aria-disabled': state.busy || app.isOffline ? 'true' : null,
        onclick: () => takePart(app),
      },
        say('pay.take', { amount: money.money(figures.amount) })) : null,
    keypad({ press: (key) => changePay(app, { given: pressKey(pay.given, key, money.exponent) }), hasPoint: money.exponent > 0, say }));
}

/** @param {App} app */
function side(app) {
  const { say, state } = app;
  const choice = (/** @type {string} */ name, /** @type {string} */ drawing) => h('label', { class: 'choice' },
    h('input',
      { type: 'radio', name: 'receipt', value: name, checked: state.pay.receipt === name, onchange: () => chooseReceipt(app, name) }),
    h('span', null, say(`receipt.${name}`), h('small', null, say(`receipt.${name}_hint`))), icon(drawing));
  return h('div', { class: 'pay-side' },
    h('fieldset', { class: 'card pay-receipt' }, h('legend', { class: 'small muted' }, say('receipt')),
      choice('print', 'printer'), choice('screen', 'screen'), choice('none', 'close')),
    h('div', { class: 'card' }, h('h2', null, say('pay.split')), h('div', { class: 'pay-split' },
      h('button', { type: 'button', class: 'button', onclick: () => payEqualParts(app) }, say('pay.equal')),
      h('button', { type: 'button', class: 'button', onclick: () => payByItems(app) }, say('pay.by_items')))));
}
