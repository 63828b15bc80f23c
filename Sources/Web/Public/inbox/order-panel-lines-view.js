/** The lines of the order in the panel: steps, a number or a price typed, and a way out for each. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { lineAmount } from '../shared/amounts.js';
import { parseQuantity, quantityText, thousandths, wireQuantity } from '../shared/quantity.js';
import { fieldNotes, savedField } from '../editor/field-view.js';
import { parseUnitPrice, priceText } from '../editor/figures.js';
import { removeLine } from '../editor/line-menu-view.js';

/** @typedef {import('../editor/app.js').App} App */

/** @param {App} app */
export function panelLines(app) {
  const { order } = app;
  const say = app.office.words('order_panel.');
  if (!order.lines.length) return h('p', { class: 'small muted panel-none', key: 'none' }, say(app.isOpen ? 'none' : 'none_locked'));
  return h('ul', { class: 'panel-lines', key: 'lines', 'aria-label': say('lines') }, order.lines.map((/** @type {any} */ line) => panelLine(app, line, say)));
}

/** @param {App} app @param {any} line @param {any} say */
function panelLine(app, line, say) {
  const key = line.client_id ?? line.id;
  const target = `line:${key}`;
  const { money } = app;
  return h('li', { class: 'panel-item', key, id: line.id ? `line-${line.id}` : null },
    line.image_url ? h('img', { class: 'line-picture', src: line.image_url, alt: '', width: '40', height: '40' })
      : h('span', { class: 'line-picture', 'aria-hidden': 'true' }, icon(line.variant_id ? 'box' : 'tag')),
    h('div', { class: 'panel-item-words' },
      h('p', { dir: 'auto' }, h('bdi', null, line.title), line.variant_id ? null : [' ', h('span', { class: 'chip chip-plain' }, say('new_item'))]),
      stock(app, line, say),
      app.isOpen ? h('div', { class: 'panel-count' }, stepper(app, target, line, say), h('span', { class: 'muted', 'aria-hidden': 'true' }, '×'), price(app, target, line))
        : h('p', { class: 'small muted' }, `${quantityText(thousandths(line.quantity))} × ${priceText(line.unit_price, money.exponent)}`),
      app.isOpen ? ['title', 'note', 'discounts'].flatMap((name) => fieldNotes(app, target, name)) : null),
    h('div', { class: 'panel-amount' }, h('b', { class: 'number' }, money.plain(lineAmount(line))),
      app.isOpen ? h('button', { type: 'button', class: 'button button-quiet button-icon button-small', 'aria-label': say('remove', { title: line.title }),
        onclick: () => removeLine(app, target, line) }, icon('trash', 'icon icon-small')) : null));
}

/** Said only where it matters: fewer are there than wanted. @param {App} app @param {any} line @param {any} say */
function stock(app, line, say) {
  const available = app.state.stock.get(line.variant_id);
  if (!app.isOpen || available === undefined || available === null || Number(available) >= Number(line.quantity)) return null;
  return h('p', { class: 'small panel-short' }, icon('warning', 'icon icon-small'), Number(available) > 0 ? say('suggest.stock', { count: String(available) }) : say('suggest.out'));
}

/** @param {App} app @param {string} target @param {any} line @param {any} say */
function stepper(app, target, line, say) {
  const now = thousandths(line.quantity);
  const step = (/** @type {number} */ by) => {
    const next = now + by;
    if (next <= 0) removeLine(app, target, line);
    else app.edit(target, { quantity: wireQuantity(next) });
  };
  const button = (/** @type {string} */ name, /** @type {string} */ drawing, /** @type {number} */ by) => h('button', {
    type: 'button', class: 'panel-step', 'aria-label': say(name, { title: line.title }), onclick: () => step(by),
  }, icon(drawing, 'icon icon-small'));
  return h('div', { class: 'panel-steps', role: 'group', 'aria-label': app.say('line.quantity', { title: line.title }) }, button('fewer', 'minus', -1000),
    savedField({
      app, target, name: 'quantity', isBare: true, label: app.say('line.quantity', { title: line.title }), text: quantityText(now), inputmode: 'decimal',
      classes: 'number', wrong: app.say('field.quantity'), read: (text) => { const read = parseQuantity(text); return read ? wireQuantity(read) : undefined; },
    }), button('more', 'plus', 1000));
}

/** @param {App} app @param {string} target @param {any} line */
function price(app, target, line) {
  const { money } = app;
  if (line.variant_id && !app.office.may('override_price')) return h('span', { class: 'number small muted' }, priceText(line.unit_price, money.exponent));
  return savedField({
    app, target, name: 'unit_price', isBare: true, label: app.say('line.price', { title: line.title }), text: priceText(line.unit_price, money.exponent),
    inputmode: 'decimal', classes: 'input-money', wrong: app.say('field.price'), show: (value) => priceText(value, money.exponent),
    read: (text) => parseUnitPrice(text, money.exponent) ?? undefined,
  });
}
