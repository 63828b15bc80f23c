/**
 * The cart as the cashier sees it: the order as the server last told it, with the operations that are still on their way laid over it.
 * Pure: no page, no network, no clock. `project` never changes what it is given.
 */
import { lineKey, withTotals } from '../shared/order.js';

/** @typedef {import('../shared/types.js').Order} Order */
/** @typedef {import('../shared/types.js').Line} Line */
/** @typedef {import('../shared/types.js').Operation} Operation */

/**
 * An order that exists only here so far.
 * @param {any} payload the body of `POST /orders` @param {string} at @returns {Order}
 */
export function draft(payload, at) {
  return {
    id: null, client_id: payload.client_id, number: null, draft_number: null, status: 'draft', display_status: 'draft', version: 0,
    hold: null, lease: null, currency: payload.currency, prices_include_tax: payload.prices_include_tax ?? true,
    taxes_enabled: payload.taxes_enabled ?? true, tax_rounding: payload.tax_rounding ?? 'document', rounding: payload.rounding ?? 'half_up',
    customer_id: null, customer: null, lines: [], adjustments: [], shipping_line: null, tax_lines: [],
    subtotal: 0, discount_total: 0, tax_total: 0, total: 0, cash_rounding: 0, amount_paid: 0, amount_refunded: 0, amount_due: 0,
    note: null, tags: [], payments: [], register_id: payload.register_id ?? null, location_id: payload.location_id ?? null, created_at: at,
  };
}

/** @param {Line[]} lines @param {string} key @param {(line: Line) => Line} change */
const changeLine = (lines, key, change) => lines.map((line) => (lineKey(line) === key ? change(line) : line));

/** @type {Record<string, (order: Order, operation: Operation) => Order>} One entry for each kind of operation. */
const effects = {
  create_order: (order) => order,
  add_line: (order, { payload }) => ({
    ...order,
    lines: [...order.lines, {
      id: null, variant_id: null, discounts: [], subtotal: 0, discount_total: 0, tax_total: 0, total: 0, ...payload.shown, ...payload.body,
    }],
  }),
  set_line: (order, { payload }) => ({
    ...order, lines: changeLine(order.lines, payload.line, (line) => ({ ...line, ...payload.body })),
  }),
  line_price: (order, { payload }) => ({
    ...order,
    lines: changeLine(order.lines, payload.line, (line) =>
      payload.body.use === 'current' && payload.price != null ? { ...line, unit_price: payload.price } : line),
  }),
  remove_line: (order, { payload }) => ({ ...order, lines: order.lines.filter((line) => lineKey(line) !== payload.line) }),
  add_adjustment: (order, { id, payload }) => ({ ...order, adjustments: [...order.adjustments, { id, amount: 0, ...payload.body }] }),
  remove_adjustment: (order, { payload }) => ({
    ...order, adjustments: order.adjustments.filter((adjustment) => adjustment.id !== payload.adjustment),
  }),
  patch_order: (order, { payload }) => ({ ...order, ...payload.body, ...payload.shown }),
  hold: (order, { at, payload }) => ({
    ...order, display_status: 'on_hold', lease: null,
    hold: {
      label: payload.body.label ?? order.hold?.label ?? null, register_id: payload.body.register_id, staff_id: payload.staff ?? null,
      held_at: order.hold?.held_at ?? at, expires_at: payload.body.expires_at ?? null, reserves_stock: payload.body.reserve_stock ?? false,
    },
  }),
  retrieve: (order) => ({ ...order, display_status: 'draft', hold: null }),
  delete_order: (order) => ({ ...order, status: 'canceled', display_status: 'canceled' }),
  restore_order: (order) => ({ ...order, status: 'draft', display_status: order.hold ? 'on_hold' : 'draft' }),
  pay: (order) => order,
  complete: (order) => order,
};

/**
 * @param {Order|null} base the server's last answer; null before the first
 * @param {Operation[]} operations in the order they were made; refused ones change nothing
 * @returns {Order|null}
 */
export function project(base, operations) {
  let order = base;
  let touched = false;
  for (const operation of operations) {
    if (operation.state === 'rejected') continue;
    if (operation.kind === 'create_order') order ??= draft({ ...operation.payload.shown, ...operation.payload.body }, operation.at);
    if (!order) continue;
    order = (effects[operation.kind] ?? ((same) => same))(order, operation);
    touched = true;
  }
  return order && touched ? withTotals(order) : order;
}

/**
 * Pieces count by quantity, weighed goods as one item each.
 * @param {Order|null} order
 */
export function itemCount(order) {
  if (!order) return 0;
  return order.lines.reduce((sum, line) => sum + (Number.isInteger(line.quantity) && !line.unit ? line.quantity : 1), 0);
}

/**
 * How much of a variant is in the cart.
 * @param {Order|null} order @returns {Map<string, number>} thousandths by variant
 */
export function quantitiesByVariant(order) {
  const sums = new Map();
  for (const line of order?.lines ?? []) {
    if (line.variant_id) sums.set(line.variant_id, (sums.get(line.variant_id) ?? 0) + Math.round(line.quantity * 1000));
  }
  return sums;
}
