/** Quantities in thousandths (M1): 1350 is 1.350 kg. Text in, text out; the wire carries a plain JSON number. */

export const MOST = 1_000_000_000;

/**
 * Thousandths of a quantity as the API writes it.
 * @param {number|string} quantity
 */
export function thousandths(quantity) {
  const parsed = parseQuantity(String(quantity));
  return parsed === null ? 0 : parsed;
}

/**
 * Reads "1.35" or "1,35"; null when it is no quantity, above a million or finer than a thousandth.
 * @param {string} text
 */
export function parseQuantity(text) {
  const match = /^\s*(\d{1,7})?(?:[.,](\d{1,3}))?\s*$/.exec(text);
  if (!match || (match[1] === undefined && match[2] === undefined)) return null;
  const value = Number(match[1] ?? 0) * 1000 + Number((match[2] ?? '').padEnd(3, '0'));
  return value <= MOST ? value : null;
}

/**
 * "1.35", "2": no trailing zeros.
 * @param {number} value thousandths
 */
export function quantityText(value) {
  const whole = Math.trunc(value / 1000);
  const rest = String(Math.abs(value % 1000)).padStart(3, '0').replace(/0+$/, '');
  return rest ? `${whole}.${rest}` : String(whole);
}

/**
 * "1.350" for goods sold by measure, "2" for pieces.
 * @param {number} value thousandths @param {string|null|undefined} unit
 */
export function quantityLabel(value, unit) {
  if (!isMeasured(unit)) return quantityText(value);
  return `${Math.trunc(value / 1000)}.${String(value % 1000).padStart(3, '0')}`;
}

/**
 * The number the API expects.
 * @param {number} value thousandths
 */
export function wireQuantity(value) {
  return Number(quantityText(value));
}

/**
 * Whether goods of this unit are weighed or measured rather than counted.
 * @param {string|null|undefined} unit
 */
export function isMeasured(unit) {
  return Boolean(unit) && !['piece', 'pieces', 'pc', 'pcs', 'each', 'unit', 'item'].includes(String(unit).toLowerCase());
}
