/** Quantities, unit prices and percentages as exact integers: read by the grammar of the API, `0|[1-9][0-9]*` and a few decimals (rule M1). */

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
/** @type {Record<number, RegExp>} */
const GRAMMAR = { 3: /^(0|[1-9][0-9]{0,15})(?:\.([0-9]{1,3}))?$/, 4: /^(0|[1-9][0-9]{0,15})(?:\.([0-9]{1,4}))?$/ };

/**
 * A decimal in units of 10^-places: (12.5, 3) is 12500. A BigInt where a float could not hold it; null for anything that is no
 * such decimal or above `most`.
 * @param {number|string} value @param {3|4} places @param {number} most
 * @returns {number|bigint|null}
 */
export function scaled(value, places, most) {
  const match = GRAMMAR[places].exec(String(value));
  if (!match) return null;
  const exact = BigInt(match[1] + (match[2] ?? '').padEnd(places, '0'));
  if (exact > BigInt(most)) return null;
  return exact > SAFE ? exact : Number(exact);
}

/**
 * Parts per million of a percentage: "8.875" is 88750; null beyond `most`.
 * @param {number|string} text @param {number} most
 */
export function partsPerMillion(text, most) {
  const ppm = scaled(text, 4, most);
  return ppm === null ? null : Number(ppm);
}

/**
 * The percentage of parts per million without trailing zeros: 88750 is "8.875".
 * @param {number} ppm
 */
export function percentText(ppm) {
  const fraction = String(ppm % 10_000).padStart(4, '0').replace(/0+$/, '');
  const whole = String(Math.floor(ppm / 10_000));
  return fraction ? `${whole}.${fraction}` : whole;
}
