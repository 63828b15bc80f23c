/** What every page needs to know of an order: what its parts are called here, and its sums. Pure. */
import { computeTotals } from './totals.js';

/** @typedef {import('./types.js').Order} Order */
/** @typedef {import('./types.js').Line} Line */

/**
 * What a line is called here until, and after, the server gave it an id.
 * @param {Line} line
 */
export const lineKey = (line) => line.client_id ?? line.id ?? '';

/** @param {Order} order */
export const orderKey = (order) => order.client_id ?? order.id ?? '';

/**
 * Lays computed sums over an order.
 * @param {Order} order @returns {Order}
 */
export function withTotals(order) {
  const totals = computeTotals(order);
  const due = Math.max(0, totals.total + order.cash_rounding - order.amount_paid);
  return { ...order, ...totals, amount_due: due };
}

/**
 * What a customer is called: by name, else by whatever they gave.
 * @param {import('./types.js').Customer|null|undefined} customer
 */
export const customerName = (customer) => customer?.name || customer?.company || customer?.email || customer?.phone || '';
