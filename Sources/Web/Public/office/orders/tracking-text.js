/** A list of tracking numbers as it is typed, pasted and scanned into one text. Pure. */
import { numberOf } from './order-facts.js';

/** @typedef {{text: string, caret: number}} Typed */

/** A line for each order, waiting for its number. @param {any[]} orders */
export const linesFor = (orders) => orders.map((order) => `${numberOf(order)}\t`).join('\n');

/** Whether an order can be shipped from a list. @param {any} order */
export const isShippable = (order) => order.status === 'placed' && order.fulfillment_status !== 'not_required';

/** Whether a line has an order's number and waits for the tracking number. @param {string} line */
const isWaiting = (line) => /^\S+[\t,;]\s*$/.test(line);

/** First and last place of the line around a place. @param {string} text @param {number} at */
function lineAt(text, at) {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  return { start, end: end < 0 ? text.length : end };
}

/**
 * Where Enter leads from a line that is complete: behind the next order that waits for its number; null where Enter makes a new line.
 * @param {Typed} typed
 */
export function nextPlace({ text, caret }) {
  const { end } = lineAt(text, caret);
  if (caret < end && text.slice(caret, end).trim() !== '') return null;
  let start = end + 1;
  while (start <= text.length - 1) {
    const line = lineAt(text, start);
    if (isWaiting(text.slice(line.start, line.end))) return line.end;
    start = line.end + 1;
  }
  return null;
}

/**
 * A column of numbers pasted behind orders that wait for them, each to its own line; null where it is any other text.
 * @param {Typed} typed @param {string} pasted @returns {Typed|null}
 */
export function pasteColumn({ text, caret }, pasted) {
  const numbers = pasted.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
  if (numbers.length < 2 || numbers.some((number) => /[\t,;\s]/.test(number))) return null;
  let now = text;
  let at = caret;
  for (const [index, number] of numbers.entries()) {
    const line = lineAt(now, at);
    if (!isWaiting(now.slice(line.start, line.end))) return index === 0 ? null : { text: `${now}\n${numbers.slice(index).join('\n')}`, caret: at };
    now = `${now.slice(0, line.end)}${number}${now.slice(line.end)}`;
    at = line.end + number.length;
    const next = nextPlace({ text: now, caret: at });
    if (index < numbers.length - 1) at = next ?? now.length;
  }
  return { text: now, caret: at };
}

/** How many lines say something. @param {string} text */
export const countLines = (text) => text.split('\n').filter((line) => line.trim() !== '').length;

/**
 * Those rows that were not done, to be corrected: number, tracking number and courier.
 * @param {{number: string, tracking_number: string, courier: string|null, result: string}[]} rows
 */
export const failedText = (rows) => rows.filter((row) => row.result === 'failed')
  .map((row) => [row.number, row.tracking_number, row.courier].filter((part, at) => at < 2 || part).map((part) => part ?? '').join('\t')).join('\n');
