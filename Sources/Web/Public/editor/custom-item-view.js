/** A custom item: a name, a price, a quantity and its taxes, without a product. */
import { h } from '../shared/render-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { parseQuantity, wireQuantity } from '../shared/quantity.js';
import { uuid } from '../shared/uuid.js';
import { parseUnitPrice } from './figures.js';

/** @typedef {import('./app.js').App} App */

/**
 * The rate sets of the shop at this order's location, each once, and none.
 * @param {App} app @returns {Promise<{label: string, rates: {title: string, rate: string}[]}[]>}
 */
export async function taxChoices(app) {
  const { data } = await app.api.get('/tax_rates?limit=200');
  /** @type {Map<string, any[]>} */
  const sets = new Map();
  for (const rate of data) {
    if (rate.location_id && rate.location_id !== app.order.location_id) continue;
    const key = `${rate.tax_class_id ?? ''}`;
    sets.set(key, [...sets.get(key) ?? [], { title: rate.title ?? rate.name, rate: rate.rate }]);
  }
  const all = [...sets.values()].map((rates) => ({ label: rates.map(({ title, rate }) => `${title} ${rate}%`).join(' + '), rates }));
  const distinct = all.filter((one, index) => all.findIndex(({ label }) => label === one.label) === index);
  return [...distinct, { label: app.say('tax.none'), rates: [] }];
}

/** @param {App} app @param {{title?: string, quantity?: string}} [given] what is known of it already */
export async function customItem(app, given = {}) {
  const item = await askCustomItem(app, given);
  if (item) app.apply({ kind: 'add_line', target: `line:${item.client_id}`, body: item, shown: {} });
  /** @type {HTMLInputElement|null} */ (document.querySelector('#add-product'))?.focus();
  return item ?? null;
}

/** What the item is; nothing when nobody said it. @param {App} app @param {{title?: string, quantity?: string}} [given] @returns {Promise<any>} */
export async function askCustomItem(app, given = {}) {
  const { say, money } = app;
  const taxes = await taxChoices(app).catch(() => [{ label: say('tax.none'), rates: [] }]);
  const form = { title: given.title ?? '', price: '', quantity: given.quantity ?? '1', unit: '', tax: 0, ships: false };
  return ask(({ close, refresh }) => {
    const price = parseUnitPrice(form.price, money.exponent);
    const quantity = parseQuantity(form.quantity);
    const isReady = form.title.trim() !== '' && price !== null && quantity !== null && quantity > 0;
    const input = (/** @type {'title'|'price'|'quantity'|'unit'} */ name, /** @type {any} */ props) => field({
      label: say(`custom.${name}`, { currency: money.currency }), id: `custom-${name}`, value: form[name], ...props,
      oninput: (/** @type {any} */ event) => { form[name] = event.target.value; refresh(); },
    });
    const body = () => ({
      client_id: uuid(), title: form.title.trim(), unit_price: price, quantity: wireQuantity(quantity ?? 1000), tax_rates: taxes[form.tax].rates,
      requires_shipping: form.ships, ...(form.unit.trim() ? { unit: form.unit.trim() } : {}),
    });
    return dialogForm({ title: say('custom.new'), say, close, isReady, submitLabel: say('custom.add'), submit: () => close(body()) },
      input('title', { autofocus: true, maxlength: 1000, dir: 'auto' }),
      h('div', { class: 'fields fields-three' }, input('quantity', { inputmode: 'decimal', class: 'input input-money' }),
        input('unit', { maxlength: 20, dir: 'auto' }),
        input('price', { inputmode: 'decimal', class: 'input input-money' })),
      h('div', { class: 'field' }, h('label', { for: 'custom-tax' }, say('custom.tax')),
        h('select', { class: 'select', id: 'custom-tax', onchange: (/** @type {any} */ event) => { form.tax = Number(event.target.value); } },
          taxes.map(({ label }, index) => h('option', { value: String(index), key: index, selected: index === form.tax }, label)))),
      h('label', { class: 'check' }, h('input',
        { type: 'checkbox', checked: form.ships, onchange: (/** @type {any} */ event) => { form.ships = event.target.checked; } }),
        say('custom.ships')));
  });
}
