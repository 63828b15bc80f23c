/** One line of the cart; the chosen one opens its stepper and actions. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { isMeasured, quantityLabel, thousandths, wireQuantity } from '../shared/quantity.js';
import { lineAmount } from '../shared/amounts.js';
import { discountLine } from './discount-view.js';
import { lineKey } from '../shared/order.js';
import { noteOnLine } from './note-view.js';
import { askQuantity } from './quantity-view.js';
import { unbroken } from './tiles-view.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../shared/types.js').Line} Line */

/** @param {App} app @param {Line} line */
export function unitOf(app, line) {
  return line.unit ?? app.catalog.index.variants.get(line.variant_id ?? '')?.variant?.unit ?? null;
}

/** @param {App} app @param {Line} line @param {boolean} isChosen */
export function cartLine(app, line, isChosen) {
  const key = lineKey(line);
  const unit = unitOf(app, line);
  const amount = lineAmount(line);
  const before = amount !== line.subtotal ? line.subtotal : null;
  return h('li', { class: `line${isChosen ? ' is-chosen' : ''}`, key },
    h('button', {
      type: 'button', class: 'line-main', 'aria-expanded': isChosen ? 'true' : 'false',
      onclick: () => { app.cart.chosen = isChosen ? null : key; app.refresh(); },
    },
    h('span', { class: 'line-quantity number' }, h('b', null, quantityLabel(thousandths(line.quantity), unit)),
      isMeasured(unit) ? h('small', { class: 'muted' }, unit) : null),
    h('span', { class: 'line-what' }, h('span', { class: 'line-title', dir: 'auto' }, unbroken(line.title)),
      h('small', { class: 'muted', dir: 'auto' }, facts(app, line, unit))),
    h('span', { class: 'line-amount number' }, h('b', null, app.money.money(amount)),
      before !== null ? h('s', { class: 'muted small' }, app.money.money(before)) : null)),
    isChosen ? tools(app, line, key, unit) : null);
}

/**
 * The small line: unit price, discount, note, what kind it is.
 * @param {App} app @param {Line} line @param {string|null} unit
 */
function facts(app, line, unit) {
  const { say, money } = app;
  const parts = [];
  const price = money.unitPrice(line.unit_price);
  if (!line.variant_id) parts.push(say('line.custom'));
  if (line.variant_id || line.quantity !== 1) parts.push(isMeasured(unit) ? `${price} / ${unit}` : say('line.each', { price }));
  if (line.variant_id && line.list_price != null && String(line.list_price) !== String(line.unit_price)) parts.push(say('line.price_changed',
    { price: money.unitPrice(line.list_price) }));
  for (const discount of line.discounts ?? []) {
    parts.push(discount.value_type === 'percentage' ? say('line.percent_off', { percent: String(discount.value) }) : say('line.amount_off',
      { amount: money.money(Number(discount.value)) }));
    if (discount.reason) parts.push(discount.reason);
  }
  if (line.preorder) parts.push(say('line.preorder'));
  if (line.note) parts.push(line.note);
  return parts.join(' · ');
}

/** @param {App} app @param {Line} line @param {string} key @param {string|null} unit */
function tools(app, line, key, unit) {
  const { say, cart } = app;
  return h('div', { class: 'line-tools', role: 'group', 'aria-label': line.title },
    h('div', { class: 'stepper' },
      h('button', { type: 'button', 'aria-label': say('line.less'), onclick: () => cart.step(key, -1) }, icon('minus')),
      h('button',
        { type: 'button', 'aria-label': say('line.quantity', { quantity: line.quantity }), onclick: () => typeQuantity(app, line, unit) },
        quantityLabel(thousandths(line.quantity), unit)),
      h('button', { type: 'button', 'aria-label': say('line.more'), onclick: () => cart.step(key, 1) }, icon('plus'))),
    h('button',
      { type: 'button', class: 'button button-quiet line-tool', 'aria-label': say('line.discount'), onclick: () => discountLine(app, key) },
      icon('percent'), h('span', null, say('line.discount'))),
    h('button',
      { type: 'button', class: 'button button-quiet line-tool', 'aria-label': say('line.note'), onclick: () => noteOnLine(app, key) },
      icon('note'), h('span', null, say('line.note'))),
    h('button',
      {
        type: 'button', class: 'button button-quiet button-icon button-stop line-remove', 'aria-label': say('line.remove'),
        title: say('line.remove'), onclick: () => removeLine(app, key),
      },
      icon('trash')));
}

/** @param {App} app @param {Line} line @param {string|null} unit */
async function typeQuantity(app, line, unit) {
  const quantity = await askQuantity(app, { title: line.title, unit, price: line.unit_price, quantity: thousandths(line.quantity) });
  if (quantity !== undefined) await app.cart.changeLine(lineKey(line), () => ({ quantity: wireQuantity(quantity) }));
}

/** @param {App} app @param {string} key */
export async function removeLine(app, key) {
  const line = await app.cart.removeLine(key);
  if (!line) return;
  app.toasts.show(app.say('line.removed', { title: line.title }),
    { icon: 'trash', actions: [{ label: app.say('undo'), icon: 'undo', run: () => app.cart.putBack(line) }] });
}
