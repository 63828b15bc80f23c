/** Where an edit lands: a field of the order, of one of its lines or adjustments, or its shipping line. Pure. */
import { lineKey } from '../shared/order.js';

/** @typedef {import('../shared/types.js').Order} Order */
/**
 * `order`, `line:<key>`, `adjustment:<id>` or `shipping`.
 * @typedef {string} Target
 */

/** @param {Target} target @returns {[string, string]} kind and key */
export function parts(target) {
  const at = target.indexOf(':');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

/**
 * The thing itself as an order has it; null when it is gone.
 * @param {any} order @param {Target} target @returns {any}
 */
export function find(order, target) {
  const [kind, key] = parts(target);
  if (kind === 'line') return order.lines.find((/** @type {any} */ line) => lineKey(line) === key || line.id === key) ?? null;
  if (kind === 'adjustment') return order.adjustments.find((/** @type {any} */ one) => one.id === key) ?? null;
  return order;
}

/**
 * A field's value in a shape that can be compared: what the server computes beside it is left out.
 * @param {any} order @param {Target} target @param {string} field
 */
export function valueAt(order, target, field) {
  if (target === 'shipping') return shippingInput(order.shipping_line);
  const value = find(order, target)?.[field];
  if (field === 'details' && value) return { content_type: value.content_type, body: value.body };
  if (field === 'consent' && value) return { given: value.given, text: value.text };
  if (field === 'promotions') return (value ?? []).map((/** @type {any} */ { id }) => ({ id }));
  if (field === 'discounts') return (value ?? []).map((/** @type {any} */ { amount: _, ...rest }) => rest);
  return value ?? null;
}

/** @param {any} line what `PUT …/shipping_line` takes of a shipping line: a rate is quoted by the server, the rest is as given */
export function shippingInput(line) {
  if (!line) return null;
  const { title, price, rate_id, tax_rates, price_includes_tax, pickup_location_id } = line;
  if (rate_id) return { rate_id, ...(line.package ? { package: line.package } : {}) };
  return { title, price, tax_rates: tax_rates ?? [], price_includes_tax, ...(pickup_location_id ? { pickup_location_id } : {}) };
}

/**
 * Whether two values say the same; a member that is missing, undefined or null says nothing.
 * @param {any} left @param {any} right @returns {boolean}
 */
export function isSame(left, right) {
  const [a, b] = [left ?? null, right ?? null];
  if (a === b) return true;
  if (a === null || b === null) return isEmpty(a ?? b);
  if (typeof a !== 'object' || typeof b !== 'object') return String(a) === String(b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && a.length !== b.length) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => key === 'id' || isSame(a[key], b[key]));
}

/** @param {any} value */
const isEmpty = (value) => value === '' || (typeof value === 'object' && value !== null && !Array.isArray(value)
  && Object.values(value).every((each) => (each ?? null) === null));
