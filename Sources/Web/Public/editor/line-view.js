/** One line: what it is, its chips, quantity, price, tax and amount; and what can be done with it. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { lineAmount } from '../shared/amounts.js';
import { isMeasured, parseQuantity, quantityText, thousandths, wireQuantity } from '../shared/quantity.js';
import { openExplanation } from './explain-view.js';
import { fieldNotes, savedField } from './field-view.js';
import { parseUnitPrice, priceText } from './figures.js';
import { openLineMenu } from './line-menu-view.js';
import { cycleText, lineChips } from './line-chips-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app @param {any} each */
export function line(app, each) {
  const { say, money } = app;
  const key = each.client_id ?? each.id;
  const target = `line:${key}`;
  const rates = app.order.taxes_enabled && each.taxable !== false ? each.tax_rates ?? [] : [];
  const before = each.subtotal !== lineAmount(each) ? each.subtotal : null;
  const cell = (/** @type {string} */ name, /** @type {any} */ ...body) => h('div', { class: `line-${name} number`, role: 'cell' }, ...body);
  return h('div', { class: 'items-row line', role: 'row', key, id: each.id ? `line-${each.id}` : null, tabindex: '-1' },
    h('div', { class: 'line-what', role: 'cell' },
      each.image_url ? h('img', { class: 'line-picture', src: each.image_url, alt: '', loading: 'lazy', width: '40', height: '40' })
        : h('span', { class: 'line-picture', 'aria-hidden': 'true' }, icon(each.variant_id ? 'box' : 'pencil')),
      h('div', { class: 'line-words' },
        h('p', { class: 'line-title', dir: 'auto' }, h('bdi', null, each.title)),
        h('p', { class: 'small muted', dir: 'auto' },
          [each.variant_id ? each.sku : say('line.custom'), stock(app, each)].filter(Boolean).join(' · ')),
        lineChips(app, each),
        each.note ? h('p', { class: 'small line-note', dir: 'auto' }, icon('note', 'icon icon-small'), h('bdi', null, each.note)) : null,
        ['discounts', 'price_rule_id', 'promotions', 'billing_cycle', 'taxable', 'note', 'title'].flatMap((name) =>
          fieldNotes(app, target, name, (value) => shownValue(app, name, value))))),
    cell('quantity', app.isOpen ? quantity(app, target, each)
      : h('span', null, quantityText(thousandths(each.quantity)), ' ', h('span', { class: 'small muted' }, unitOf(app, each)))),
    cell('price', app.isOpen ? price(app, target, each) : h('span', null, priceText(each.unit_price, money.exponent)),
      isCheaper(each) ? h('s', { class: 'small muted' }, priceText(each.list_price, money.exponent)) : null),
    cell('tax', h('span', { class: 'small muted' },
      rates.length ? rates.map((/** @type {any} */ rate) => `${rate.rate}%`).join(' + ') : say('tax.short_none'))),
    cell('amount', h('button', {
      type: 'button', class: 'amount-button strong', 'aria-label': say('line.explain', { title: each.title, amount: money.plain(lineAmount(each)) }),
        onclick: () => openExplanation(app, each.id),
    }, money.plain(lineAmount(each))), before !== null ? h('s', { class: 'small muted' }, money.plain(before)) : null),
    h('div', { class: 'line-more', role: 'cell' }, app.isOpen ? h('button', {
      type: 'button', class: 'button button-quiet button-icon', 'aria-haspopup': 'menu', 'aria-expanded': 'false',
      'aria-label': say('line.more', { title: each.title }), onclick: (/** @type {any} */ event) => openLineMenu(app, each, event.currentTarget),
    }, icon('more')) : null));
}

/** @param {any} each */
const isCheaper = (each) => each.list_price != null && Number(each.list_price) > Number(each.unit_price);

/** @param {App} app @param {any} each */
const unitOf = (app, each) => (isMeasured(each.unit) ? each.unit : each.variant_id || !each.unit ? app.say('unit.piece') : each.unit);

/** @param {App} app @param {any} each */
function stock(app, each) {
  if (!each.variant_id || !app.state.stock.has(each.variant_id)) return '';
  const available = app.state.stock.get(each.variant_id);
  return app.say('line.stock', { count: available, unit: isMeasured(each.unit) ? each.unit : '' }).replace(/\s+/g, ' ');
}

/** @param {App} app @param {string} target @param {any} each */
function quantity(app, target, each) {
  return savedField({
    app, target, name: 'quantity', isBare: true, label: app.say('line.quantity', { title: each.title }),
      text: quantityText(thousandths(each.quantity)),
    classes: 'input-money', inputmode: 'decimal', unit: unitOf(app, each), wrong: app.say('field.quantity'),
    read: (text) => { const read = parseQuantity(text); return read ? wireQuantity(read) : undefined; },
  });
}

/** @param {App} app @param {string} target @param {any} each */
function price(app, target, each) {
  return savedField({
    app, target, name: 'unit_price', isBare: true, label: app.say('line.price', { title: each.title }),
      text: priceText(each.unit_price, app.money.exponent),
    classes: 'input-money', inputmode: 'decimal', wrong: app.say('field.price'), show: (value) => priceText(value, app.money.exponent),
    read: (text) => parseUnitPrice(text, app.money.exponent) ?? undefined,
  });
}

/** @param {App} app @param {string} name @param {any} value */
function shownValue(app, name, value) {
  if (name === 'billing_cycle') return cycleText(app, value);
  if (name === 'discounts' || name === 'promotions') {
    return value.map((/** @type {any} */ one) =>
      one.title ?? (one.value_type === 'percentage' ? `${one.value}%` : app.money.plain(Number(one.value)))).join(', ');
  }
  return String(value);
}
