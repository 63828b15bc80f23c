/** The figures of an order as people read them, taken from the order's own sums. Pure. */

import { partsPerMillion } from './decimals.js';
import { roundedProduct } from './rounding.js';

/** @typedef {import('./types.js').Order} Order */
/** @typedef {import('./types.js').Line} Line */

const WHOLE = 1_000_000;
const lowering = new Set(['discount', 'promotion', 'points']);

/**
 * What the line's own discounts and promotions take off, without its share of what lowers the whole order.
 * @param {Line} line
 */
export function ownDiscount(line) {
  let left = line.subtotal;
  for (const discount of [...line.discounts ?? [], ...line.promotions ?? []]) left -= Math.min(left, discount.amount ?? worth(discount, left, line));
  return line.subtotal - left;
}

/**
 * About what a discount takes off where the sums could not be computed, because a number beyond its range is in a field.
 * @param {import('./types.js').Discount} discount @param {number} base @param {Line} line
 */
function worth(discount, base, line) {
  if (discount.value_type === 'percentage') return roundedProduct(base, partsPerMillion(discount.value, WHOLE) ?? 0, WHOLE) ?? base;
  const fixed = Number(discount.value);
  return discount.per === 'unit' ? roundedProduct(fixed, Math.round(line.quantity * 1000), 1000) ?? fixed : fixed;
}

/**
 * The amount printed at the end of a line.
 * @param {Line} line
 */
export const lineAmount = (line) => line.subtotal - ownDiscount(line);

/**
 * The rows above the total: goods, each discount or fee on the cart, each tax.
 * @param {Order} order @returns {{kind: 'subtotal'|'adjustment'|'tax'|'shipping', title: string, rate?: string, includes?: boolean, amount: number, id?: string}[]}
 */
export function summary(order) {
  const goods = order.lines.reduce((sum, line) => sum + lineAmount(line), 0);
  const adjustments = order.adjustments.map((each) => ({
    kind: /** @type {const} */ ('adjustment'), id: each.id, title: each.title ?? '',
    amount: lowering.has(each.kind) || each.kind === 'credit' ? -each.amount : each.amount,
  }));
  const taxes = (order.tax_lines ?? []).filter(({ amount }) => amount !== 0).map((tax) => ({
    kind: /** @type {const} */ ('tax'), title: tax.title, rate: tax.rate, includes: tax.includes_tax, amount: tax.amount,
  }));
  const shipping = order.shipping_line
    ? [{
      kind: /** @type {const} */ ('shipping'), title: order.shipping_line.title, amount: order.shipping_total ?? order.shipping_line.price,
    }] : [];
  return [{ kind: 'subtotal', title: '', amount: goods }, ...adjustments, ...shipping, ...taxes];
}

/**
 * Captured and not given back. A transfer that somebody claims is no money yet.
 * @param {Order} order
 */
export const takenPayments = (order) => (order.payments ?? []).filter(({ status, amount, refunded }) =>
  ['captured', 'partially_refunded'].includes(status) && amount > (refunded ?? 0));
