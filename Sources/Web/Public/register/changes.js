/**
 * What changed while an order was held, and the edits each choice means. A choice is 'keep' (the first button) or 'take' (the second).
 * @typedef {{line_id: string, kind: 'price'|'stock'|'unavailable', before: any, after: any}} Change
 * @typedef {'keep'|'take'} Choice
 */
import { uuid } from '../shared/uuid.js';
import { lineKey, withTotals } from '../shared/order.js';

/** @typedef {import('../shared/types.js').Order} Order */
/** @typedef {import('../shared/types.js').Line} Line */

/** @param {any} value the number itself, or an object that names it */
export const amountIn = (value) => (value && typeof value === 'object' ? value.unit_price ?? value.price ?? value.available ?? value.quantity ?? 0 : value ?? 0);

/** @param {Change} change */
export const changeKey = (change) => `${change.line_id}/${change.kind}`;

/** @param {Change[]} changes @param {'held'|'current'} prices the shop's setting @returns {Map<string, Choice>} */
export function firstChoices(changes, prices) {
  return new Map(changes.map((change) => [changeKey(change), change.kind === 'price' && prices === 'current' ? 'take' : 'keep']));
}

/**
 * The queue's operations for one choice. Stock: keep sells what is there, take sells all and marks the rest as pre-order.
 * Gone: keep turns the line into a custom item of the same price, take removes it.
 * @param {Change} change @param {Choice} choice @param {Order} order
 * @returns {{kind: string, payload: any}[]}
 */
export function editsFor(change, choice, order) {
  const line = order.lines.find(({ id }) => id === change.line_id);
  if (!line) return [];
  const key = lineKey(line);
  if (change.kind === 'price') {
    const use = choice === 'take' ? 'current' : 'held';
    return [{ kind: 'line_price', payload: { line: key, body: { use }, price: amountIn(change.after) } }];
  }
  const remove = { kind: 'remove_line', payload: { line: key } };
  if (change.kind === 'unavailable') return choice === 'take' ? [remove] : [remove, asCustomItem(line)];
  const left = Math.max(0, Number(amountIn(change.after)));
  if (choice === 'keep') return left === 0 ? [remove] : [{ kind: 'set_line', payload: { line: key, body: { quantity: left } } }];
  if (left === 0) return [{ kind: 'set_line', payload: { line: key, body: { preorder: true } } }];
  return [{ kind: 'set_line', payload: { line: key, body: { quantity: left } } }, preorder(line, rest(line.quantity, left))];
}

/** @param {number} whole @param {number} part */
const rest = (whole, part) => (Math.round(whole * 1000) - Math.round(part * 1000)) / 1000;

/**
 * A product that is no longer sold stays in the order by its name and held price.
 * @param {Line} line
 */
function asCustomItem(line) {
  const { title, quantity, unit_price, tax_rates, price_includes_tax } = line;
  const body = { client_id: uuid(), title, quantity, unit_price, tax_rates, price_includes_tax, discounts: plain(line.discounts) };
  return { kind: 'add_line', payload: { body } };
}

/** @param {Line} line @param {number} quantity */
function preorder(line, quantity) {
  const { title, unit_price, list_price, tax_rates, price_includes_tax, unit } = line;
  const body = { client_id: uuid(), variant_id: line.variant_id, quantity, preorder: true };
  return { kind: 'add_line', payload: { body, shown: { title, unit_price, list_price, tax_rates, price_includes_tax, unit } } };
}

/**
 * Discounts as they are sent: without what the server worked out.
 * @param {import('../shared/types.js').Discount[]} discounts
 */
export function plain(discounts) {
  return discounts.map(({ value_type, value, per, title, reason }) => ({
    value_type, value, ...(per ? { per } : {}), ...(title ? { title } : {}), ...(reason ? { reason } : {}),
  }));
}

/**
 * The order as it would be with these choices, for the total beside the struck one.
 * @param {Order} order @param {Change[]} changes @param {Map<string, Choice>} choices
 */
export function preview(order, changes, choices) {
  let lines = order.lines;
  for (const change of changes) {
    const choice = choices.get(changeKey(change));
    const isIt = (/** @type {import('../shared/types.js').Line} */ line) => line.id === change.line_id;
    const left = Math.max(0, Number(amountIn(change.after)));
    if (change.kind === 'price' && choice === 'take') lines = lines.map((line) => (isIt(line) ? {
      ...line, unit_price: amountIn(change.after),
    } : line));
    else if (change.kind === 'stock' && choice === 'keep' && left > 0) lines = lines.map((line) => (isIt(line) ? { ...line, quantity: left } : line));
    else if ((change.kind === 'stock' && choice === 'keep') || (change.kind === 'unavailable' && choice === 'take')) lines = lines.filter((line) => !isIt(line));
  }
  return withTotals({ ...order, lines });
}
