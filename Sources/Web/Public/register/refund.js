/** What can still be given back, and what it is worth: cumulative shares of what was paid for a line (M14), so that the last unit closes it exactly. */

/** @typedef {import('../shared/types.js').Order} Order */
/** @typedef {import('../shared/types.js').Line} Line */

const units = (/** @type {number|string|undefined} */ quantity) => Math.round(Number(quantity ?? 0) * 1000);

/**
 * Thousandths not yet given back.
 * @param {Line} line
 */
export const refundableUnits = (line) => Math.max(0, units(line.quantity) - units(line.refunded_quantity));

/**
 * A(j): the share of the first j of n units, cut down.
 * @param {number} total @param {number} all @param {number} taken
 */
const share = (total, all, taken) => (all === 0 ? 0 : Number((BigInt(total) * BigInt(taken)) / BigInt(all)));

/** @param {Order} order @param {Map<string, number>} chosen line id → thousandths */
export function refundWorth(order, chosen) {
  let worth = 0;
  let isAll = order.lines.length > 0;
  for (const line of order.lines) {
    const wanted = Math.min(chosen.get(line.id ?? '') ?? 0, refundableUnits(line));
    const before = units(line.refunded_quantity);
    worth += share(line.total, units(line.quantity), before + wanted) - share(line.total, units(line.quantity), before);
    isAll = isAll && wanted === refundableUnits(line);
  }
  const left = order.amount_paid - order.amount_refunded;
  const isPlain = !order.shipping_line && !order.adjustments.some(({ kind }) => kind === 'fee' || kind === 'debit');
  return isAll && isPlain ? left : Math.min(worth, left);
}
