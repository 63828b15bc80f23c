/** After the sale: the change, alone in the middle; the next scan or key begins a new one. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { mailButton } from './receipt-mail-view.js';
import { printReceipt, showReceipt } from './receipt-view.js';

/** @param {import('./app.js').App} app */
export const newSale = (app) => {
  app.set({ left: 'products', done: null });
  setTimeout(() => /** @type {any} */ (document.querySelector('#product-search'))?.focus(), 0);
};

/** @param {import('./app.js').App} app */
export function doneScreen(app) {
  const { say, money, state } = app;
  const { order, change, method } = state.done;
  return h('section', { class: 'done', 'aria-label': say('done.title'), key: 'done' },
    h('h1', { class: 'for-readers' }, say('done.title')),
    h('div', { class: 'done-middle', role: 'status' },
      h('span', { class: 'done-mark' }, icon('check')),
      method === 'cash' ? [h('p', { class: 'muted' }, say('pay.change')), h('p', { class: 'done-change number' }, money.money(change))]
        : [h('p', { class: 'muted' }, say(`method.${method}`)), h('p', { class: 'done-change number' }, money.money(order.total))],
      h('p', { class: 'muted' }, say('done.number', { number: order.number ?? '', total: money.money(order.total) }))),
    h('div', { class: 'done-actions' },
      h('button', { type: 'button', class: 'button', onclick: () => printReceipt(app, order) }, icon('printer'), say('receipt.print')),
      h('button', { type: 'button', class: 'button', onclick: () => showReceipt(app, order) }, icon('screen'), say('receipt.screen')),
      mailButton(app, order),
      h('button', { type: 'button', class: 'button', onclick: () => printReceipt(app, order, { isGift: true }) },
        icon('gift'), say('receipt.gift'))),
    h('button', {
      type: 'button', class: 'button button-main button-big', onclick: () => newSale(app),
      onmount: (/** @type {HTMLElement} */ element) => element.focus(),
    }, say('done.new')));
}
