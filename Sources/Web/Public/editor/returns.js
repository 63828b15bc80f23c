/** What of an order can come back, and how its returns stand; the server decides, this only says beforehand what it will. */
import { thousandths } from '../shared/quantity.js';

/** Packages in these states are out of the shop. */
const OUT = new Set(['picked_up', 'handed_over', 'shipped', 'delivered', 'failed']);

/** @param {any} order @param {any} line thousandths that left the shop */
function out(order, line) {
  const isCounter = !order.shipping_line && (order.channel === 'register' || order.register_id);
  if (!line.preorder && (isCounter || !line.requires_shipping)) return thousandths(line.quantity);
  return (order.shipments ?? []).filter((/** @type {any} */ one) => OUT.has(one.status)).flatMap((/** @type {any} */ one) => one.lines)
    .filter((/** @type {any} */ content) => content.line_id === line.id).reduce((/** @type {number} */ sum, /** @type {any} */ content) => sum + thousandths(content.quantity), 0);
}

/** @param {any} item @param {string} lineID thousandths of a line that came back with a return, or still may */
const claimed = (item, lineID) => item.lines.filter((/** @type {any} */ part) => part.line_id === lineID && part.status !== 'rejected')
  .reduce((/** @type {number} */ sum, /** @type {any} */ part) => sum + thousandths(part.quantity), 0);

/** @param {any} order @param {string} lineID @param {string} [returnID] thousandths of a line whose money went back for a return, or for any */
const refundedFor = (order, lineID, returnID) => (order.refunds ?? []).filter((/** @type {any} */ one) => one.return_id && (!returnID || one.return_id === returnID))
  .flatMap((/** @type {any} */ one) => one.lines).filter((/** @type {any} */ part) => part.line_id === lineID)
  .reduce((/** @type {number} */ sum, /** @type {any} */ part) => sum + thousandths(part.quantity), 0);

/** @param {any} order @param {any} line thousandths that can still be asked back */
export function returnable(order, line) {
  const inReturns = (order.returns ?? []).reduce((/** @type {number} */ sum, /** @type {any} */ item) => sum + claimed(item, line.id), 0);
  const without = Math.max(0, thousandths(line.refunded_quantity ?? 0) - refundedFor(order, line.id));
  return Math.max(0, out(order, line) - inReturns - without);
}

/** @param {any} order the lines of which something can be asked back */
export const returnableLines = (order) => (['placed', 'closed'].includes(order.status)
  ? order.lines.map((/** @type {any} */ line) => ({ line, rest: returnable(order, line) })).filter((/** @type {any} */ one) => one.rest > 0) : []);

/** @param {any} order @param {any} item the lines of a return for which no money went back yet */
export const refundableLines = (order, item) => order.lines
  .map((/** @type {any} */ line) => ({ line, rest: Math.min(claimed(item, line.id) - refundedFor(order, line.id, item.id), thousandths(line.quantity) - thousandths(line.refunded_quantity ?? 0)) }))
  .filter((/** @type {any} */ one) => one.rest > 0);

/** @param {any} item the parts that nobody has decided about */
export const openParts = (item) => item.lines.filter((/** @type {any} */ part) => part.status === 'requested');

/** @param {any} order whether there is anything to say of returns */
export const hasReturns = (order) => (order.returns ?? []).length > 0 || returnableLines(order).length > 0;
