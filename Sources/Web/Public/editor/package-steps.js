/** What a package may become next, most likely first. Pure; the shop's own table has the last word. */

/** @typedef {'packed'|'ready_for_pickup'|'picked_up'|'handed_over'|'shipped'|'delivered'|'failed'|'canceled'} PackageStatus */

/** @type {Record<string, PackageStatus[]>} */
const next = {
  pending: ['packed', 'shipped', 'ready_for_pickup', 'handed_over', 'canceled'],
  packed: ['shipped', 'ready_for_pickup', 'handed_over', 'canceled'],
  ready_for_pickup: ['picked_up', 'canceled'],
  shipped: ['delivered', 'failed'],
  failed: ['shipped', 'canceled'],
};

/** Still to be dealt with: what is in it may change. @param {any} shipment */
export const isOpenPackage = (shipment) => shipment.status === 'pending' || shipment.status === 'packed';

/**
 * The states a package may go to. Before the order is placed it may only be packed; one that is fetched is laid out rather than sent.
 * @param {any} order @param {any} shipment @returns {PackageStatus[]}
 */
export function packageSteps(order, shipment) {
  const all = next[shipment.status] ?? [];
  if (order.status === 'canceled') return [];
  if (!order.placed_at) return all.filter((status) => status === 'packed');
  if (order.status !== 'placed') return [];
  if (!isOpenPackage(shipment)) return all;
  // What is still here is taken apart rather than called off.
  const steps = all.filter((status) => status !== 'canceled');
  const first = order.shipping_line?.pickup_location_id ? 'ready_for_pickup' : 'shipped';
  return [...steps.filter((status) => status === first), ...steps.filter((status) => status !== first)];
}

/** What came of a package that is not on its way to anybody any more. @param {any} shipment */
export const isDone = (shipment) => ['picked_up', 'handed_over', 'delivered', 'canceled'].includes(shipment.status);

/** The chip's colour. @param {any} shipment */
export function packageChip(shipment) {
  switch (shipment.status) {
    case 'shipped': case 'ready_for_pickup': return 'chip-shipped';
    case 'delivered': case 'picked_up': case 'handed_over': return 'chip-paid';
    case 'failed': return 'chip-returned';
    case 'packed': return 'chip-soft';
    default: return 'chip-plain';
  }
}
