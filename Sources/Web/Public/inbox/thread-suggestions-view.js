/** Suggested lines under the message they were read from; a press puts one into the order beside the thread, or into a new one. */
import { suggestedLines } from './order-panel-suggestions-view.js';
import { lineOf, worthReading } from './suggested-lines.js';
import { suggestionStrip } from './suggested-lines-view.js';

/** @typedef {import('./desk.js').Desk} Desk */
/** @typedef {import('./suggested-lines.js').Offered} Offered */

/** Whose changes a desk draws already. @type {WeakSet<object>} */
const followed = new WeakSet();

/** @param {Desk} desk @param {any} message */
export function suggestionsUnder(desk, message) {
  const { thread, host } = desk;
  if (!thread || !host.panelSay || message.direction !== 'in' || !host.may('edit_orders')) return null;
  const lines = suggestedLines(host.api, thread.id);
  if (!followed.has(lines)) {
    followed.add(lines);
    lines.addEventListener('change', () => desk.refresh());
  }
  const wanted = worthReading(thread.messages);
  // What was answered is settled; what is left of it stands in the order as long as that is a draft.
  if (!wanted.some(({ id }) => id === message.id)) return null;
  if (!lines.read.has(message.id)) queueMicrotask(() => lines.readMessages(wanted));
  const strip = {
    place: 'thread', say: host.panelSay, exponent: host.moneyIn('').exponent, create: null,
    add: (/** @type {Offered} */ one) => add(desk, lines, one),
    choose: (/** @type {Offered} */ one, /** @type {string} */ variant) => lines.change(one.key, { chosen: variant }),
    dismiss: (/** @type {Offered} */ one) => lines.settle(one.key),
  };
  return suggestionStrip(strip, lines.of(message.id), `suggest-${message.id}`);
}

/** @param {Desk} desk @param {import('./suggested-lines.js').SuggestedLines} lines @param {Offered} one */
async function add(desk, lines, one) {
  const line = lineOf(one);
  if (!line) return;
  const panel = /** @type {any} */ (document.querySelector('order-panel'));
  if (panel?.take?.(one) || await desk.createOrder([line])) lines.settle(one.key);
}
