/** Receipts: the server's own page, printed from a hidden frame or shown in a dialog. Reprints are marked by the server. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogHead } from '../shared/dialog-view.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {{isCopy?: boolean, isGift?: boolean}} Kind */

/** @param {{id: string|null}} order @param {Kind} kind */
function address(order, { isCopy = false, isGift = false }) {
  const query = [isCopy ? 'copy=1' : '', isGift ? 'gift=1' : ''].filter(Boolean).join('&');
  return `/register/receipts/${order.id}${query ? `?${query}` : ''}`;
}

/** @param {App} app @param {{id: string|null}} order @param {Kind} [kind] */
export function printReceipt(app, order, kind = {}) {
  const frame = document.createElement('iframe');
  frame.className = 'receipt-print';
  frame.title = app.say('receipt');
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  frame.src = address(order, kind);
  frame.onload = () => {
    try {
      frame.contentWindow?.addEventListener('afterprint', () => setTimeout(() => frame.remove(), 500));
      frame.contentWindow?.print();
    } catch {
      app.set({ problem: app.say('receipt.failed') });
    }
    setTimeout(() => frame.remove(), 60_000);
  };
  document.body.append(frame);
}

/** @param {App} app @param {{id: string|null, number?: string|null}} order @param {Kind} [kind] */
export function showReceipt(app, order, kind = {}) {
  const { say } = app;
  return ask(({ close, element }) => h('div', { class: 'dialog-frame' },
    dialogHead({ title: say('receipt'), detail: order.number ?? undefined, close, closeLabel: say('close') }),
    h('iframe', { class: 'receipt-frame', src: address(order, kind), title: say('receipt') }),
    h('div', { class: 'dialog-foot' },
      h('button',
        {
          type: 'button', class: 'button', autofocus: true,
          onclick: () => /** @type {any} */ (element.querySelector('iframe'))?.contentWindow?.print(),
        },
        icon('printer'), say('receipt.print')),
      h('button', { type: 'button', class: 'button', onclick: () => close() }, say('close')))));
}
