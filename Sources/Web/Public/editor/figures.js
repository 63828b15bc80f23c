/** What people type into the fields of an order, read exactly, and written the way they would type it. Pure. */
import { decimalText, parseMoney } from '../shared/money.js';

/**
 * A unit price as the API takes it: whole minor units as a number, finer ones as a decimal text with at most four decimals (rule M2).
 * @param {string} text @param {number} exponent @returns {number|string|null}
 */
export function parseUnitPrice(text, exponent) {
  const whole = parseMoney(text, exponent);
  if (whole !== null) return whole < 0 ? null : whole;
  const match = /^(\d{1,12})[.,](\d+)$/.exec(text.replace(/[\s\u00a0\u202f'’]|\p{Sc}/gu, ''));
  if (!match || match[2].length > exponent + 4) return null;
  // "1.234" may be meant as one thousand; with four decimals it is plain.
  if (match[2].length === 3 && exponent < 3 && match[1] !== '0') return null;
  const fraction = match[2].padEnd(exponent, '0');
  const minor = (match[1] + fraction.slice(0, exponent)).replace(/^0+(?=\d)/, '');
  const rest = fraction.slice(exponent).replace(/0+$/, '');
  return rest ? `${minor}.${rest}` : Number(minor);
}

/**
 * "16.65" of 1665, "10.3330" of "1033.3": the text of a field, which reads its own text again.
 * @param {number|string|null|undefined} minor @param {number} exponent
 */
export function priceText(minor, exponent) {
  if (minor === null || minor === undefined) return '';
  return decimalText(minor, exponent).replace(/^([1-9]\d*\.\d{3})$/, exponent < 3 ? '$10' : '$1');
}

/**
 * A percentage as the API takes it: "12.5" of "12,5 %"; null beyond 0 to 100 or finer than four decimals.
 * @param {string} text @returns {string|null}
 */
export function parsePercent(text) {
  const match = /^(\d{1,3})(?:[.,](\d{1,4}))?$/.exec(text.replace(/[\s%]/g, ''));
  if (!match) return null;
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  const whole = String(Number(match[1]));
  const value = Number(match[1]) + (fraction ? 1 : 0);
  if (value > 100) return null;
  return fraction ? `${whole}.${fraction}` : whole;
}

/**
 * Grams of a weight in kilograms: 42600 of "42.6"; null for no weight.
 * @param {string} text
 */
export function parseKilograms(text) {
  const match = /^(\d{1,5})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  return match ? Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0')) : null;
}

/**
 * Millimetres of a package in centimetres: [1250, 400, 400] of "125 × 40 × 40"; null for no package.
 * @param {string} text @returns {[number, number, number]|null}
 */
export function parsePackage(text) {
  const sides = text.split(/[x×*]/i).map((side) => /^\s*(\d{1,4})(?:[.,](\d))?\s*$/.exec(side));
  if (sides.length !== 3 || sides.some((side) => !side)) return null;
  const [a, b, c] = sides.map((side) => Number(side?.[1]) * 10 + Number(side?.[2] ?? 0));
  return a && b && c ? [a, b, c] : null;
}
