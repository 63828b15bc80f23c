/**
 * What a refund will do, before it is asked for: what lines are worth, and which payment gives back how much. The server decides; this is
 * the same cut (rules M12 and M14 of docs/rules.md), so that nobody presses a button without knowing where the money goes. Pure.
 */
import { roundedProduct } from './rounding.js';
import { thousandths } from './quantity.js';

/** @typedef {{payment: any, method: string, amount: number, rounding: number}} Part */

const CAPTURED = new Set(['captured', 'partially_refunded', 'refunded']);

/** Payments that money can come back from, the newest first. @param {any} order @returns {any[]} */
export const sources = (order) => [...(order.payments ?? [])].reverse()
  .filter(({ status, amount, refunded }) => CAPTURED.has(status) && amount > (refunded ?? 0));

/** Minor units that can still be given back. @param {any} order @param {string|null} paymentID */
export const refundable = (order, paymentID = /** @type {string|null} */ (null)) => sources(order)
  .filter((payment) => !paymentID || payment.id === paymentID)
  .reduce((sum, payment) => sum + payment.amount - (payment.refunded ?? 0), 0);

/** `payable × part ÷ whole`, rounded towards zero. @param {number} payable @param {number} part @param {number} whole */
const cumulative = (payable, part, whole) => Number((BigInt(payable) * BigInt(part)) / BigInt(whole));

/**
 * What units of lines are worth; the last units bring what is left of the money.
 * @param {any} order @param {{line_id: string, quantity: number}[]} parts thousandths
 */
export function worthOf(order, parts) {
  const asked = new Map(parts.map((part) => [part.line_id, part.quantity]));
  const isEverything = order.lines.every((/** @type {any} */ line) =>
    (asked.get(line.id) ?? 0) === thousandths(line.quantity) - thousandths(line.refunded_quantity ?? 0))
    && !order.shipping_line && !order.adjustments.some((/** @type {any} */ one) => one.kind === 'fee' || one.kind === 'debit');
  if (isEverything) return refundable(order);
  return order.lines.reduce((/** @type {number} */ sum, /** @type {any} */ line) => {
    const whole = thousandths(line.quantity);
    const before = thousandths(line.refunded_quantity ?? 0);
    const after = Math.min(whole, before + (asked.get(line.id) ?? 0));
    return sum + cumulative(line.total, after, whole) - cumulative(line.total, before, whole);
  }, 0);
}

/**
 * Cuts an amount over the payments it comes from, the newest first; cash is rounded to coins, never above what is left.
 * @param {any} order @param {number} amount @param {{paymentID?: string|null, method?: string|null, cashStep?: number}} options
 * @returns {Part[]} empty where more is asked than there is
 */
export function planRefund(order, amount, { paymentID = null, method = null, cashStep = 1 }) {
  let left = amount;
  /** @type {Part[]} */
  const parts = [];
  for (const payment of sources(order)) {
    if (left <= 0) break;
    if (paymentID && payment.id !== paymentID) continue;
    const available = payment.amount - (payment.refunded ?? 0);
    const share = Math.min(left, available);
    left -= share;
    const way = method ?? payment.method;
    const payable = way === 'cash' && share < available ? Math.min((roundedProduct(share, 1, cashStep) ?? share) * cashStep, available) : share;
    if (payable > 0) parts.push({ payment, method: way, amount: payable, rounding: payable - share });
  }
  return left > 0 ? [] : parts;
}
