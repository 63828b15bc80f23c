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
export const printReceipt = (app, order, kind = {}) => printPage(app, address(order, kind), app.say('receipt'), app.say('receipt.failed'));

/**
 * What goes into the parcel.
 * @param {App} app @param {{id: string|null}} order
 */
export const printPackingSlip = (app, order) => printPage(app, `/admin/orders/${order.id}/packing-slip`, app.say('packing_slip'), app.say('packing_slip.failed'));

/**
 * Prints a page of the server's from a hidden frame.
 * @param {App} app @param {string} source @param {string} title @param {string} failed said when it cannot be printed
 */
function printPage(app, source, title, failed) {
  const frame = document.createElement('iframe');
  frame.className = 'receipt-print';
  frame.title = title;
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  frame.src = source;
  frame.onload = () => {
    try {
      frame.contentWindow?.addEventListener('afterprint', () => setTimeout(() => frame.remove(), 500));
      frame.contentWindow?.print();
    } catch {
      app.set({ problem: failed });
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
