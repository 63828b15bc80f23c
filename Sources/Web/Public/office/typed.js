/**
 * What a person typed into a field, as the API wants it. Nothing is guessed: text that can be read in two ways is a problem,
 * told with a key of the catalogue below `office.form.`.
 * @typedef {{value: any} | {problem: string, values?: Record<string, string>}} Typed
 */
import { parseMoney } from '../shared/money.js';

const blanks = /[\s\u00a0\u202f'’]|\p{Sc}/gu;

/**
 * Minor units: "12,50" is 1250.
 * @param {string} text @param {number} exponent @returns {Typed}
 */
export function readMoney(text, exponent) {
  if (!text.trim()) return { value: null };
  const minor = parseMoney(text, exponent);
  return minor === null ? moneyProblem(text, exponent) : { value: minor };
}

/**
 * Minor units with up to four more decimals, as text: "10.333" of a currency with two is "1033.3".
 * @param {string} text @param {number} exponent @returns {Typed}
 */
export function readUnitPrice(text, exponent) {
  if (!text.trim()) return { value: null };
  const minor = parseMoney(text, exponent);
  if (minor !== null) return minor < 0 ? moneyProblem(text, exponent) : { value: String(minor) };
  const match = /^(\d+)[.,](\d+)$/.exec(text.replace(blanks, ''));
  const isThousands = match?.[2].length === 3 && exponent !== 3 && match[1].length <= 3 && Number(match[1]) > 0;
  if (!match || isThousands || match[2].length > exponent + 4) return moneyProblem(text, exponent);
  const whole = (match[1] + match[2].slice(0, exponent)).replace(/^0+(?=\d)/, '');
  const rest = match[2].slice(exponent).replace(/0+$/, '');
  return { value: rest ? `${whole}.${rest}` : whole };
}

/** @param {string} text @param {number} exponent @returns {Typed} */
function moneyProblem(text, exponent) {
  const isAmbiguous = /^\d{1,3}[.,]\d{3}$/.test(text.replace(blanks, ''));
  if (isAmbiguous) return { problem: 'ambiguous', values: { text: text.trim() } };
  return { problem: 'needs_money', values: { example: exponent === 0 ? '1250' : `12.${'5'.padEnd(exponent, '0')}` } };
}

/**
 * A percentage as decimal text: "12,5 %" is "12.5".
 * @param {string} text @returns {Typed}
 */
export function readPercentage(text) {
  const clean = text.replace(/[\s\u00a0\u202f%]/g, '');
  if (!clean) return { value: null };
  const match = /^(\d{1,4})(?:[.,](\d{1,4}))?$/.exec(clean);
  if (!match) return { problem: 'needs_number', values: { example: '12.5' } };
  return { value: plain(match[1], match[2] ?? '') };
}

/**
 * A number with at most so many decimals.
 * @param {string} text @param {number} decimals @returns {Typed}
 */
export function readNumber(text, decimals) {
  const clean = text.replace(/[\s\u00a0\u202f'’]/g, '').replace('\u2212', '-');
  if (!clean) return { value: null };
  if (decimals > 0 && /^-?[1-9]\d{0,2},\d{3}$/.test(clean)) return { problem: 'ambiguous', values: { text: text.trim() } };
  const match = /^(-?)(\d{1,13})(?:[.,](\d+))?$/.exec(clean);
  if (!match || (match[3] ?? '').length > decimals) {
    return { problem: 'needs_number', values: { example: decimals > 0 ? '2.5' : '12' } };
  }
  return { value: Number(match[1] + plain(match[2], match[3] ?? '')) };
}

/** @param {string} whole @param {string} fraction */
function plain(whole, fraction) {
  const rest = fraction.replace(/0+$/, '');
  const digits = whole.replace(/^0+(?=\d)/, '');
  return rest ? `${digits}.${rest}` : digits;
}

/**
 * A moment on the clock of a time zone, "2026-11-21T14:05", as RFC 3339 in UTC.
 * @param {string} text @param {string} zone @returns {Typed}
 */
export function readMoment(text, zone) {
  if (!text) return { value: null };
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/.exec(text);
  if (!match) return { problem: 'needs_moment' };
  const [year, month, day, hour, minute] = match.slice(1).map(Number);
  const wall = Date.UTC(year, month - 1, day, hour, minute);
  // Twice, because the zone's distance from UTC is known only at a moment, and the first one is a guess.
  const guess = wall - ahead(wall, zone);
  return { value: new Date(wall - ahead(guess, zone)).toISOString() };
}

/**
 * Milliseconds by which the zone's clock is ahead of UTC at a moment.
 * @param {number} moment @param {string} zone
 */
function ahead(moment, zone) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric',
  });
  /** @type {Record<string, number>} */
  const parts = {};
  for (const { type, value } of format.formatToParts(moment)) parts[type] = Number(value);
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute) - moment;
}
