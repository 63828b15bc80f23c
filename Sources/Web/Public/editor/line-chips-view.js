/** The chips under a line: price rule, promotions, own discounts, override, billing cycle, what is short. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { quantityText, thousandths } from '../shared/quantity.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app @param {any} each */
export function lineChips(app, each) {
  const { say } = app;
  const chips = [];
  const chip = (/** @type {string} */ key, /** @type {string} */ kind, /** @type {string|null} */ drawing, /** @type {any} */ text) => chips.push(
    h('span', { class: `chip ${kind}`, key }, drawing ? icon(drawing) : null, h('bdi', { class: 'clip' }, text)));
  if (each.price_rule_id) chip('rule', 'chip-soft', 'tag', [each.price_rule_title ?? say('line.rule'), percentOff(each)].filter(Boolean).join(' '));
  else if (isOverride(each)) chip('override', 'chip-plain', 'pencil',
    each.price_reason ? say('line.override_for', { reason: each.price_reason }) : say('line.override'));
  for (const promotion of each.promotions ?? []) chip(promotion.id, 'chip-soft', 'percent',
    `${promotion.title ?? promotion.code ?? ''} ${worth(app, promotion)}`);
  for (const [index, discount] of (each.discounts ?? []).entries()) {
    chip(`discount-${index}`, 'chip-soft', 'percent', `${discount.title ?? discount.reason ?? say('discount.own')} ${worth(app, discount)}`);
  }
  if (each.billing_cycle) chip('cycle', 'chip-plain', 'undo', cycleText(app, each.billing_cycle));
  if (each.taxable === false) chip('untaxed', 'chip-plain', null, say('line.untaxed'));
  if (each.preorder) chip('preorder', 'chip-warn', 'clock', say('line.preorder'));
  const short = missing(app, each);
  if (short) chip('short', 'chip-warn', 'warning', short);
  return chips.length ? h('div', { class: 'chips' }, chips) : null;
}

/** @param {any} each a price of its own, not the catalogue's */
export const isOverride = (each) => Boolean(each.variant_id) && !each.price_rule_id && each.list_price != null && String(each.list_price) !== String(each.unit_price);

/** @param {any} each "−10%" where the rule makes a round percentage of the list price */
function percentOff({ list_price, unit_price }) {
  const [list, unit] = [Number(list_price), Number(unit_price)];
  if (!list || !Number.isFinite(unit) || unit >= list) return '';
  const tenths = Math.round(((list - unit) * 1000) / list);
  return `\u2212${tenths % 10 ? (tenths / 10).toFixed(1) : tenths / 10}%`;
}

/** @param {App} app @param {any} discount */
export function worth(app, discount) {
  if (discount.value_type === 'percentage') return `\u2212${discount.value}%`;
  return `\u2212${app.money.plain(Number(discount.value))}${discount.per === 'unit' ? ` ${app.say('discount.each')}` : ''}`;
}

/** @param {App} app @param {{interval: string, count: number}|null} cycle */
export function cycleText(app, cycle) {
  return cycle ? app.say(`cycle.${cycle.interval}`, { count: cycle.count }) : app.say('cycle.once');
}

/** @param {App} app @param {any} each what is missing on the shelf, as the gate would say it */
function missing(app, each) {
  const failure = (app.state.requirements ?? []).find((/** @type {any} */ one) => one.line_id && one.line_id === each.id);
  if (!failure) return '';
  if (failure.code !== 'out_of_stock') return failure.message;
  const available = thousandths(Math.max(0, Number(app.state.stock.get(each.variant_id) ?? 0)));
  const wanted = app.order.lines.filter((/** @type {any} */ line) => line.variant_id === each.variant_id)
    .reduce((/** @type {number} */ sum, /** @type {any} */ line) => sum + thousandths(line.quantity), 0);
  const place = app.boot.page.locations.find((/** @type {any} */ one) => one.id === app.order.location_id)?.name ?? '';
  return app.say('line.short', { count: quantityText(Math.max(0, wanted - available)), place });
}
