/** Sales as a cashier reads them: which stand in which tab, the one word for each, what of their history is worth telling. Pure. */
import { thousandths } from '../shared/quantity.js';

/** @typedef {import('../shared/types.js').Order} Order */
/** @typedef {'store'|'online'} Tab */
/** @typedef {{id: string, type: string, created_at: string, actor: {kind: string, id: string|null}, data: any, reason?: string|null}} Event_ */

/** Everything that was not sold at a counter, and is sent or fetched. */
export const onlineChannels = ['online_store', 'facebook', 'instagram', 'line', 'web_chat', 'phone', 'back_office', 'api'];

/**
 * The query of a tab's list; of the online orders all, or those of which something is still here.
 * @param {Tab} tab @param {string} location @param {boolean} [isOpen]
 */
export function listPath(tab, location, isOpen = false) {
  if (tab === 'store') return `/orders?channel=register&status=placed,closed&location_id=${location}&limit=50`;
  const which = isOpen ? 'placed&fulfillment_status=unfulfilled,partially_fulfilled,ready_for_pickup' : 'placed,closed';
  return `/orders?channel=${onlineChannels.join(',')}&status=${which}&limit=50`;
}

/** The query of what came in online and nobody has taken in hand; the order list has no field for the last part. */
export const waitingPath = `/orders?channel=${onlineChannels.join(',')}&status=placed&fulfillment_status=unfulfilled&limit=100`;

/**
 * Packages that count.
 * @param {Order} order @returns {any[]}
 */
export const packages = (order) => (order.shipments ?? []).filter(({ status }) => status !== 'canceled');

/**
 * Whether it came in online and nobody has begun with it.
 * @param {Order} order
 */
export const isNew = (order) => order.status === 'placed' && order.fulfillment_status === 'unfulfilled' && packages(order).length === 0
  && onlineChannels.includes(order.channel ?? '');

/**
 * When it became a sale.
 * @param {Order} order
 */
export const soldAt = (order) => order.placed_at ?? order.created_at;

/**
 * One list of several: the newest sale first, each once, the later reading of it.
 * @param {...Order[]} lists
 */
export function merged(...lists) {
  /** @type {Map<string, Order>} */
  const all = new Map();
  for (const order of lists.flat()) {
    const known = all.get(order.id ?? '');
    if (!known || known.version <= order.version) all.set(order.id ?? '', order);
  }
  return [...all.values()].sort((a, b) => soldAt(b).localeCompare(soldAt(a)) || (b.id ?? '').localeCompare(a.id ?? ''));
}

/**
 * How far the goods of an order are, where there are goods to send or to fetch.
 * @param {Order} order @returns {string|null}
 */
export function goodsWord(order) {
  const all = packages(order);
  const has = (/** @type {string} */ status) => all.some((each) => each.status === status);
  switch (order.fulfillment_status) {
    case 'fulfilled': return has('delivered') ? 'delivered' : has('picked_up') ? 'picked_up' : 'completed';
    case 'shipped': return has('failed') ? 'delivery_failed' : 'shipped';
    case 'ready_for_pickup': return 'ready_for_pickup';
    case 'partially_fulfilled': return has('failed') ? 'delivery_failed' : 'partly_shipped';
    case 'unfulfilled': return has('failed') ? 'delivery_failed' : all.length ? 'preparing' : null;
    default: return null;
  }
}

/**
 * The one word of a row. A counter sale whose goods went over the counter is completed; what is sent says how far it is.
 * @param {Order} order
 */
export function statusOf(order) {
  if (order.status === 'canceled') return 'canceled';
  if (order.payment_status === 'refunded') return 'refunded';
  if (order.display_status === 'returned') return 'returned';
  if (order.channel === 'register' && packages(order).length === 0) {
    return order.payment_status === 'partially_refunded' ? 'partially_refunded' : order.display_status ?? order.status;
  }
  return goodsWord(order) ?? moneyWord(order);
}

/**
 * How the money stands.
 * @param {Order} order
 */
export function moneyWord(order) {
  if (order.display_status === 'payment_check') return 'payment_check';
  if (['paid', 'overpaid'].includes(order.payment_status ?? '')) return 'paid';
  if (['refunded', 'partially_refunded', 'partially_paid'].includes(order.payment_status ?? '')) return String(order.payment_status);
  return 'awaiting_payment';
}

/**
 * The words beside a name: how far it is and, where that does not say it, how the money stands.
 * @param {Order} order
 */
export function chipsOf(order) {
  const first = statusOf(order);
  const money = moneyWord(order);
  const isTold = first === money || ['paid', 'refunded', 'canceled', 'returned'].includes(first) || money === 'paid' || money === 'refunded';
  return isTold ? [first] : [first, money];
}

/**
 * Whether something of it is still to be sent, to be handed over, or on its way.
 * @param {Order} order
 */
export const hasGoodsToMove = (order) => order.status === 'placed' && !['not_required', 'fulfilled', undefined].includes(order.fulfillment_status);

/**
 * Grams of all packages, where each says its own.
 * @param {Order} order @returns {number|null}
 */
export function weightOf(order) {
  const all = packages(order);
  if (all.length === 0 || all.some((each) => each.package?.weight_g == null)) return null;
  return all.reduce((sum, each) => sum + each.package.weight_g, 0);
}

/** @param {Order} order */
export const piecesOf = (order) => order.lines.reduce((sum, line) => sum + (thousandths(line.quantity) % 1000 === 0 && !line.unit ? line.quantity : 1), 0);

/** What a cashier wants to know of an order's history; the rest stands on its page in the office. */
const told = new Set([
  'order.placed', 'order.shipped', 'order.ready_for_pickup', 'order.picked_up', 'order.handed_over', 'order.delivered', 'order.delivery_failed',
  'order.fulfillment_undone', 'order.canceled', 'order.refunded', 'order.edited', 'order.return_requested', 'order.return_received', 'order.return_rejected',
  'order.exchanged', 'order.credited', 'order.reopened', 'order.closed', 'payment.captured', 'payment.failed', 'payment.claimed', 'payment.rejected',
  'message.sent', 'message.failed', 'message.canceled',
]);

/**
 * The history as rows, newest first: which words, with which values, by whom.
 * @param {Event_[]} events oldest first @param {Order} order
 * @returns {{id: string, at: string, key: string, values: {amount?: number, courier?: string, number?: string, kind?: string, reason?: string}, staff: string|null}[]}
 */
export function history(events, order) {
  return events.filter(({ type, data }) => told.has(type) || (type === 'order.updated' && ['pending', 'packed'].includes(data?.shipment_status))).map((event) => {
    const data = event.data ?? {};
    const payment = order.payments.find(({ id }) => id === data.payment_id);
    return {
      id: event.id, at: event.created_at, key: keyOf(event, payment),
      values: {
        ...(payment ? { amount: payment.amount } : {}), ...(data.amount ? { amount: Number(data.amount) } : {}),
        ...(data.courier ? { courier: data.courier, number: data.tracking_number ?? '' } : {}), ...(data.kind ? { kind: data.kind } : {}),
        ...(event.reason || data.reason ? { reason: event.reason ?? data.reason } : {}),
      },
      staff: event.actor?.kind === 'staff' ? event.actor.id : null,
    };
  }).reverse();
}

/**
 * Which words tell an event.
 * @param {Event_} event @param {import('../shared/types.js').Payment|undefined} payment
 */
function keyOf({ type, data }, payment) {
  if (type === 'payment.captured') return payment ? `paid.${payment.method}` : 'payment.taken';
  if (type === 'order.updated') return data.shipment_status === 'packed' ? 'order.packed' : 'order.preparing';
  if (type === 'order.shipped' && data?.courier) return data.partial ? 'order.partly_shipped' : 'order.shipped_with';
  return type;
}
