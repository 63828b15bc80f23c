/** A custom item: a name, a price, perhaps a tax. Also the way out of an unknown code. */
import { h } from '../shared/render-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { parseQuantity } from '../shared/quantity.js';

/** @typedef {import('./app.js').App} App */

/**
 * The rate sets the catalogue knows, each once, the most common first.
 * @param {App} app @returns {{label: string, rates: any[]|undefined}[]}
 */
function taxChoices(app) {
  /** @type {Map<string, {label: string, rates: any[], count: number}>} */
  const sets = new Map();
  for (const { variants } of app.catalog.products) {
    for (const { tax_rates } of variants) {
      if (!tax_rates) continue;
      const label = tax_rates.map(({ title, rate }) => `${title} ${rate}%`).join(' + ') || app.say('tax.none');
      const known = sets.get(label);
      if (known) known.count += 1;
      else sets.set(label, { label, rates: tax_rates, count: 1 });
    }
  }
  const untaxed = app.say('tax.none');
  if (!sets.has(untaxed)) sets.set(untaxed, { label: untaxed, rates: [], count: 0 });
  return [...sets.values()].sort((a, b) => b.count - a.count);
}

/** @param {App} app @param {{code?: string}} from */
export async function addCustomItem(app, { code } = {}) {
  const { say, money } = app;
  const taxes = taxChoices(app);
  const form = { title: '', price: '', quantity: '1', tax: 0 };
  const item = await ask(({ close, refresh }) => {
    const price = money.parse(form.price);
    const quantity = parseQuantity(form.quantity);
    const isReady = form.title.trim() !== '' && price !== null && price >= 0 && quantity !== null && quantity > 0;
    const input = (/** @type {'title'|'price'|'quantity'} */ name, /** @type {any} */ props) => field({
      label: say(`custom.${name}`, { currency: money.currency }), id: `custom-${name}`, value: form[name], ...props,
      oninput: (/** @type {any} */ event) => { form[name] = event.target.value; refresh(); },
    });
    return dialogForm({
      title: say('custom.title_new'), detail: code ? say('scan.unknown', { code }) : null, say, close, isReady,
      submitLabel: say('custom.add'),
      submit: () => close({
        title: form.title.trim(), unit_price: price ?? 0, quantity: quantity ?? 1000,
        ...(taxes[form.tax]?.rates ? { tax_rates: taxes[form.tax].rates } : {}),
        ...(code ? { sku: code } : {}),
      }),
    },
    input('title', { autofocus: true, maxlength: 200, dir: 'auto' }),
    h('div', { class: 'fields fields-two' }, input('price', { inputmode: 'decimal', class: 'input input-money', 'data-scan': 'number' }),
      input('quantity', { inputmode: 'decimal', class: 'input input-money', 'data-scan': 'number' })),
    taxes.length > 1 ? h('div', { class: 'field' }, h('label', { for: 'custom-tax' }, say('custom.tax')),
      h('select', { class: 'input', id: 'custom-tax', onchange: (/** @type {any} */ event) => { form.tax = Number(event.target.value); } },
        taxes.map(({ label }, index) => h('option', { value: String(index) }, label)))) : null);
  });
  if (!item) return;
  if (app.state.left === 'done') app.set({ left: 'products', done: null });
  await app.cart.addCustomItem(item);
  app.set({ unknown: null });
}
