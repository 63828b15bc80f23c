/** A line of an order in the refund dialog: how many units come back, and whether they go on the shelf again. */
import { h } from '../shared/render-view.js';
import { quantityText } from '../shared/quantity.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app @param {any} line @param {number} rest thousandths @param {{text: string, restock: boolean}} form @param {() => void} refresh @param {boolean} mayRestock whether the refund brings it back */
export function refundLine(app, line, rest, form, refresh, mayRestock = true) {
  const { say } = app;
  return h('div', { class: 'row refund-line', key: line.id },
    h('div', { class: 'row-words' }, h('label', { for: `refund-${line.id}`, dir: 'auto' }, h('bdi', null, line.title)),
      // What is not in the catalogue has no shelf.
      line.variant_id && mayRestock ? h('label', { class: 'check small muted' },
        h('input', { type: 'checkbox', checked: form.restock, onchange: (/** @type {any} */ event) => { form.restock = event.target.checked; } }),
        say('refund.restock')) : null),
    h('div', { class: 'with-unit refund-count' }, h('input', {
      class: 'input input-money', id: `refund-${line.id}`, inputmode: 'decimal', autocomplete: 'off', value: form.text, placeholder: '0',
      oninput: (/** @type {any} */ event) => { form.text = event.target.value; refresh(); },
    }), h('span', { class: 'unit muted' }, say('refund.of', { count: quantityText(rest) }))));
}
