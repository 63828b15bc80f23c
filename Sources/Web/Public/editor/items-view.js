/** The lines of the order, and the search that adds to them. */
import { h } from '../shared/render-view.js';
import { addProduct } from './add-view.js';
import { line } from './line-view.js';
import { here } from './section-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function items(app) {
  const { say, order } = app;
  const taxes = app.isOpen
    ? h('label', { class: 'switch' }, h('span', null, say(order.taxes_enabled ? 'taxes.on' : 'taxes.off')), h('input', {
      type: 'checkbox', role: 'switch', checked: order.taxes_enabled, 'aria-label': say('taxes'),
      onchange: (/** @type {any} */ event) => app.edit('order', { taxes_enabled: event.target.checked }),
    }))
    : h('span', { class: 'small muted' }, say(order.taxes_enabled ? 'taxes.on' : 'taxes.off'));
  return [
    h('div', { class: 'card-head items-head', key: 'head' }, h('h2', { id: 'items-title' }, say('section.items')), here(app, 'items'), taxes),
    order.lines.length ? h('div', { class: 'items', key: 'lines', role: 'table', 'aria-labelledby': 'items-title' },
      h('div', { class: 'items-row items-names', role: 'row' }, ['product', 'quantity', 'price', 'tax', 'amount'].map((name) =>
        h('span', { role: 'columnheader', class: name === 'product' ? 'line-what' : `line-${name} number`, key: name }, say(`items.${name}`))),
      h('span', { role: 'columnheader', class: 'for-readers' }, say('more'))),
      order.lines.map((/** @type {any} */ each) => line(app, each)))
      : h('p', { class: 'items-none muted', key: 'none' }, say(app.isOpen ? 'items.none' : 'items.none_locked')),
    app.isOpen ? addProduct(app) : null,
  ];
}
