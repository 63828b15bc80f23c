/** What is said once: a total that the server counts otherwise, an edit that was refused and has no field of its own. */
import { computeTotals } from '../shared/totals.js';
import { loadSides } from './sides.js';

/** @typedef {import('./app.js').App} App */

/**
 * The server's answer against what this page expected: its rules may have changed prices, and its sums must be those of our own function.
 * @param {App} app @param {{edit: import('./edits.js').Edit, before: any}} event
 */
export function tellSaved(app, { edit, before }) {
  const after = app.saver.base;
  if (edit.fields && 'customer_id' in edit.fields) loadSides(app, ['customer', 'cards']);
  app.state.difference = difference(before,
    app.order) ?? (mistaken(after) ? { old: computeTotals(after).total, now: after.total, prices: 0 } : app.state.difference);
}

/** @param {any} before as shown while the edit was on its way @param {any} after */
export function difference(before, after) {
  if (before.total === after.total || before.version + 1 < after.version) return null;
  const known = new Map(before.lines.filter((/** @type {any} */ line) => line.id).map((/** @type {any} */ line) => [line.id, line]));
  const prices = after.lines.filter((/** @type {any} */ line) =>
    known.has(line.id) && String(known.get(line.id).unit_price) !== String(line.unit_price));
  // A line that was just added comes with its price; nobody has seen another one yet.
  const isNew = after.lines.some((/** @type {any} */ line) => !known.has(line.id));
  return isNew && prices.length === 0 ? null : { old: before.total, now: after.total, prices: prices.length };
}

/** @param {any} order */
function mistaken(order) {
  try {
    return computeTotals(order).total !== order.total;
  } catch {
    return false;
  }
}

/** @param {App} app @param {{edit: import('./edits.js').Edit, problem: any}} event */
export function tellRefused(app, { edit, problem }) {
  if (edit.kind === 'set' || problem.code === 'order_locked') return;
  app.saver.drop(edit.id);
  app.toasts.show(app.explain(problem), { icon: 'warning', seconds: 20 });
}
