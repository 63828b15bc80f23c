/**
 * A change of a placed order while it is made: what is on it, what was done to it, and what the server is asked for. Pure.
 */
import { parseMoney } from '../shared/money.js';
import { parseQuantity, quantityText, thousandths, wireQuantity } from '../shared/quantity.js';
import { parseUnitPrice, priceText } from './figures.js';

/**
 * @typedef {{id: string, title: string, sku: string|null, unit: string|null, variant_id: string|null, text: string, known: string, price: string,
 *   knownPrice: string, least: number, isGone: boolean, isNew: boolean, body: any}} Row `least` is what has to stay, in thousandths
 * @typedef {{rows: Row[], discount: any, gone: Set<string>, shipping: {title: string, price: string}, knownShipping: {title: string, price: string},
 *   reason: string, refund: boolean, notify: boolean}} Form
 */

const OUT = new Set(['picked_up', 'handed_over', 'shipped', 'delivered', 'failed']);

/**
 * How much of a line has left the shop or was given back, in thousandths.
 * @param {any} order @param {any} line
 */
export function settled(order, line) {
  const isOverTheCounter = !order.shipping_line && (order.channel === 'register' || order.register_id) && line.requires_shipping && !line.preorder;
  const out = isOverTheCounter ? thousandths(line.quantity) : (order.shipments ?? []).filter((/** @type {any} */ one) => OUT.has(one.status))
    .flatMap((/** @type {any} */ one) => one.lines).filter((/** @type {any} */ one) => one.line_id === line.id)
    .reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + thousandths(one.quantity), 0);
  return Math.min(thousandths(line.quantity), Math.max(out, thousandths(line.refunded_quantity ?? 0)));
}

/** @param {any} order @param {number} exponent @returns {Form} */
export function startEdit(order, exponent) {
  const shipping = { title: order.shipping_line?.title ?? '', price: order.shipping_line ? priceText(order.shipping_line.price, exponent) : '' };
  return {
    rows: order.lines.map((/** @type {any} */ line) => {
      const text = quantityText(thousandths(line.quantity));
      const price = priceText(line.unit_price, exponent);
      return { id: line.id, title: line.title, sku: line.sku, unit: line.unit, variant_id: line.variant_id, text, known: text, price, knownPrice: price,
        least: settled(order, line), isGone: false, isNew: false, body: null };
    }),
    discount: null, gone: new Set(), shipping, knownShipping: { ...shipping }, reason: '', refund: true, notify: true,
  };
}

/** @param {Row} row @returns {number|null} thousandths, null for what is no quantity of it */
export function quantityOf(row) {
  const quantity = parseQuantity(row.text);
  return quantity === null || quantity === 0 ? null : quantity;
}

/** One more or one less, never below what has to stay; from one piece less takes the line off. @param {Row} row @param {number} step whole units */
export function stepped(row, step) {
  const next = (parseQuantity(row.text) ?? thousandths(row.known || '0')) + step * 1000;
  if (next <= 0 && row.least === 0) return { ...row, isGone: true };
  return { ...row, text: quantityText(Math.max(next, row.least, 1)) };
}

/** What keeps a row from being asked for: `quantity`, `least` or `price`; null where nothing does. @param {Row} row @param {number} exponent */
export function trouble(row, exponent) {
  if (row.isGone) return null;
  const quantity = quantityOf(row);
  if (quantity === null) return 'quantity';
  if (quantity < row.least) return 'least';
  return parseUnitPrice(row.price, exponent) === null && (row.price !== row.knownPrice) ? 'price' : null;
}

/**
 * The body of the request, null while something typed cannot be read.
 * @param {Form} form @param {any} order @param {number} exponent @returns {any}
 */
export function bodyOf(form, order, exponent) {
  if (form.rows.some((row) => trouble(row, exponent))) return null;
  const lines = form.rows.flatMap((row) => {
    if (row.isNew) return row.isGone ? [] : [{ ...row.body, quantity: wireQuantity(quantityOf(row) ?? 1000), ...newPrice(row, exponent) }];
    if (row.isGone) return [{ line_id: row.id, remove: true }];
    const change = { ...(row.text === row.known ? {} : { quantity: wireQuantity(quantityOf(row) ?? 1000) }), ...newPrice(row, exponent) };
    return Object.keys(change).length ? [{ line_id: row.id, ...change }] : [];
  });
  const adjustments = [...[...form.gone].map((id) => ({ id, remove: true })), ...(form.discount ? [{ kind: 'discount', ...form.discount }] : [])];
  const shipping = shippingOf(form, order, exponent);
  if (shipping === undefined) return null;
  return { lines, adjustments, ...(shipping === 'same' ? {} : { shipping_line: shipping }) };
}

/** @param {Row} row @param {number} exponent */
function newPrice(row, exponent) {
  return row.price === row.knownPrice ? {} : { unit_price: parseUnitPrice(row.price, exponent) };
}

/** @param {Form} form @param {any} order @param {number} exponent `undefined` while it cannot be read */
function shippingOf(form, order, exponent) {
  const { title, price } = form.shipping;
  if (title === form.knownShipping.title && price === form.knownShipping.price) return 'same';
  if (!title.trim() && !price.trim()) return null;
  const amount = parseMoney(price, exponent);
  if (!title.trim() || amount === null || amount < 0) return undefined;
  const known = order.shipping_line;
  return { title: title.trim(), price: amount, tax_rates: known?.tax_rates ?? [], price_includes_tax: known?.price_includes_tax ?? order.prices_include_tax,
    ...(known?.pickup_location_id ? { pickup_location_id: known.pickup_location_id } : {}) };
}

/** Whether anything was changed. @param {any} body of {@link bodyOf} */
export const isChanged = (body) => body === null || body.lines.length > 0 || body.adjustments.length > 0 || 'shipping_line' in body;
