/** The foot of the cart: sums, the total, Hold and Pay. It never scrolls, and its buttons never move. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { summary, takenPayments } from '../shared/amounts.js';
import { itemCount } from './order.js';
import { holdCart, openHeld } from './hold-view.js';
import { completeSale, payFigures, removePayment, startPayment } from './pay-view.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../shared/types.js').Order} Order */

/** @param {App} app @param {Order|null} order */
export function cartFoot(app, order) {
  const { say, money, state } = app;
  const isPaying = state.left === 'payment' && order;
  const total = money.money(order?.total ?? 0);
  const isLong = total.replace(/\D/g, '').length > 9;
  const tax = order?.tax_lines?.reduce((sum, { amount }) => sum + amount, 0) ?? 0;
  return h('div', { class: 'cart-foot' },
    isPaying ? tenders(app, order) : order?.lines.length ? sums(app, order) : null,
    h('div', { class: 'cart-total' },
      h('div', null, h('b', null, say('total')), h('span', { class: 'small muted' }, counts(app, order)),
        tax ? h('span', { class: 'small muted cart-tax number' }, say('cart.tax', { amount: money.money(tax) })) : null),
      h('b', { class: `number cart-amount${isLong ? ' is-long' : ''}${order?.lines.length ? '' : ' muted'}` }, total)),
    h('div', { class: 'cart-buttons' }, isPaying ? payButtons(app) : app.cart.isEmpty ? emptyButtons(app) : sellButtons(app)));
}

/** @param {App} app @param {Order|null} order */
function counts(app, order) {
  const lines = order?.lines.length ?? 0;
  const items = app.say('items', { count: itemCount(order) });
  return lines > 8 ? `${items} · ${app.say('lines', { count: lines })}` : items;
}

/** @param {App} app @param {Order} order */
function sums(app, order) {
  const { say, money } = app;
  return h('dl', { class: 'cart-sums muted' }, summary(order).map((row) => {
    const title = row.kind === 'subtotal' ? say('subtotal')
      : row.kind === 'tax' ? say(row.includes ? 'tax.included' : 'tax.added',
        { title: row.title, rate: row.rate ?? '' }) : row.title || say('discount');
    return h('div', { key: `${row.kind}-${row.id ?? row.title + row.rate}` }, h('dt', { class: 'clip', dir: 'auto' }, title),
      row.kind === 'adjustment'
        ? h('dd', { class: 'cart-adjustment' },
          h('button',
            {
              type: 'button', class: 'link small', 'aria-label': `${say('remove')} ${title}`,
              onclick: () => app.cart.removeAdjustment(row.id ?? ''),
            },
            say('remove')),
          h('span', { class: 'number' }, money.money(row.amount)))
        : h('dd', { class: 'number' }, money.money(row.amount)));
  }));
}

/** @param {App} app @param {Order} order */
function tenders(app, order) {
  const { say, money, state } = app;
  const figures = payFigures(app);
  const now = figures.amount > 0 ? h('div', null,
    h('dt', null, say(`method.${state.pay.method}`), ' ', h('span', { class: 'chip chip-plain' }, say('pay.now'))),
    h('dd', { class: 'number strong' }, money.money(figures.counted))) : null;
  return h('dl', { class: 'cart-sums' },
    takenPayments(order).map((payment) => h('div', { key: payment.id },
      h('dt', null, say(`method.${payment.method}`), ' ', h('span', { class: 'chip chip-paid' }, icon('check'), say('pay.taken'))),
      h('dd', { class: 'cart-adjustment' },
        h('button', { type: 'button', class: 'link small', onclick: () => removePayment(app, payment) }, say('remove')),
        h('span', { class: 'number strong' }, money.money(payment.amount))))),
    now, figures.rounding ? h('div', { class: 'muted' }, h('dt', null, say('pay.rounding')),
      h('dd', { class: 'number' }, money.money(figures.rounding))) : null);
}

/** @param {App} app */
function sellButtons(app) {
  const { say } = app;
  return [h('button', { type: 'button', class: 'button button-big cart-hold', key: 'first', onclick: () => holdCart(app) },
    icon('hold'), say('hold')),
    h('button', { type: 'button', class: 'button button-main button-big cart-pay', key: 'second', onclick: () => startPayment(app) },
      say('pay'))];
}

/** @param {App} app */
function emptyButtons(app) {
  const { say, held } = app;
  return [h('button', {
    type: 'button', class: 'button button-big cart-hold cart-held', key: 'first', onclick: () => openHeld(app),
  }, icon('held'),
    say('held.button', { count: `${held.count}${held.countsMore ? '+' : ''}` })),
  h('button', { type: 'button', class: 'button button-big cart-pay', key: 'second', 'aria-disabled': 'true', title: say('cart.is_empty') },
    say('pay'), h('span', { class: 'for-readers' }, say('cart.is_empty')))];
}

/** @param {App} app */
function payButtons(app) {
  const { say, money, state } = app;
  const { missing } = payFigures(app);
  const why = app.isOffline ? say('needs_network') : missing > 0 ? say('pay.missing', { amount: money.money(missing) }) : null;
  return [h('button', { type: 'button', class: 'button button-big cart-hold', key: 'first', onclick: () => holdCart(app) },
    icon('hold'), say('hold')),
    h('button', { type: 'button', class: 'button button-main button-big cart-pay', key: 'second', 'aria-disabled': why || state.busy ? 'true' : null, onclick: () => { if (!why) completeSale(app); } },
      state.busy === 'pay' ? say('pay.busy') : h('span', null, say('pay.complete'), why ? h('small', null, why) : null))];
}
