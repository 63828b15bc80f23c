/**
 * *Change status* of an order's fulfilment, wherever it stands: what may be chosen and why not, what a choice needs, the calls, the undo.
 * No page and no words in it: the register's dialog and the office's popover are drawn over it.
 */
import { thousandths, wireQuantity } from './quantity.js';
import { uuid } from './uuid.js';

/** @typedef {import('./types.js').Order} Order */
/** @typedef {'preparing'|'ready_for_pickup'|'picked_up'|'shipped'|'delivered'|'failed'} Status */
/** @typedef {{status: Status, title: string, available: boolean, reason: string|null, needs: string[]}} Option */
/** @typedef {{available: boolean, default?: boolean, reason: string|null, channel: string|null, to: string|null, text?: string|null}} Notice `default`: whether the shop tells customers by itself */
/** @typedef {{current: string, options: Option[], notice: Notice, couriers: {name: string, tracking_url: string|null}[], last_courier: string|null}} Choices the answer of `GET /orders/{id}/fulfillment` */
/** @typedef {{status: Status|null, courier: string, tracking: string, isTelling: boolean, parts: Map<string, number>|null, key: string}} Draft `parts`: thousandths by line; null is everything that is open */
/** @typedef {{[field: string]: string}} Faults field → what is wrong with it: `status`, `courier`, `tracking_number`, `lines`, or `` for the whole */

/** How long a change can be taken back, in seconds (the server has the last word). */
export const UNDO_SECONDS = 10;

/** What goes on its way in parts; the rest of the states belong to a package that exists. */
const divisible = new Set(['preparing', 'ready_for_pickup', 'picked_up', 'shipped']);

/** What the customer hears of. */
const telling = new Set(['ready_for_pickup', 'shipped']);

/** Packages that left the shelf, or stand ready to. */
const gone = new Set(['ready_for_pickup', 'picked_up', 'handed_over', 'shipped', 'delivered', 'failed']);

/**
 * What most likely comes next, the first that can be chosen.
 * @param {Order} order @returns {Status[]}
 */
const likely = (order) => (order.shipping_line?.pickup_location_id
  ? ['ready_for_pickup', 'picked_up', 'shipped', 'delivered'] : ['shipped', 'delivered', 'ready_for_pickup', 'picked_up']);

/**
 * A fresh choice: the likely next status; the label that a lone package carries already, or else the courier that the customer chose or the one
 * used last; the customer told where that is possible.
 * @param {Choices} choices @param {Order} order @param {Status|null} [wanted] the status somebody asked for already
 * @returns {Draft}
 */
export function startDraft(choices, order, wanted = null) {
  const can = (/** @type {Status} */ status) => choices.options.some((option) => option.status === status && option.available);
  const labelled = labelOf(order);
  return {
    status: wanted ?? likely(order).find(can) ?? choices.options.find(({ available }) => available)?.status ?? null,
    courier: labelled?.courier ?? named(choices, order) ?? choices.last_courier ?? (choices.couriers.length === 1 ? choices.couriers[0].name : ''),
    tracking: labelled?.tracking_number ?? '', isTelling: choices.notice.available && choices.notice.default !== false, parts: null, key: uuid(),
  };
}

/**
 * The only package that waits, where somebody has put a label on it.
 * @param {Order} order
 */
function labelOf(order) {
  const open = (order.shipments ?? []).filter(({ status }) => status === 'pending' || status === 'packed');
  return open.length === 1 && open[0].courier ? open[0] : null;
}

/**
 * The courier that the order's shipping method names.
 * @param {Choices} choices @param {Order} order
 */
function named(choices, order) {
  const method = String(order.shipping_line?.title ?? '').toLowerCase();
  return choices.couriers.find(({ name }) => method.includes(name.toLowerCase()))?.name;
}

/**
 * The chosen option.
 * @param {Choices} choices @param {Draft} draft @returns {Option|null}
 */
export const chosenOption = (choices, draft) => choices.options.find(({ status }) => status === draft.status) ?? null;

/**
 * Whether the choice has a field of that name.
 * @param {Choices} choices @param {Draft} draft @param {'courier'|'tracking_number'} field
 */
export const needs = (choices, draft, field) => Boolean(chosenOption(choices, draft)?.needs.includes(field));

/**
 * Whether saving tells the customer.
 * @param {Choices} choices @param {Draft} draft
 */
export const tells = (choices, draft) => hasMessage(draft) && draft.isTelling && choices.notice.available;

/**
 * Whether there is anything to tell a customer of that status.
 * @param {Draft} draft
 */
export const hasMessage = (draft) => telling.has(draft.status ?? '');

/**
 * A changed choice. Whatever changes it makes it another request.
 * @param {Draft} draft @param {Partial<Draft>} change @returns {Draft}
 */
export const changed = (draft, change) => ({ ...draft, ...change, key: uuid() });

/**
 * Lines of which something still stands on the shelf, with how much, in thousandths. What is laid out can be picked up and nothing else.
 * @param {Order} order @param {Status|null} [status] what it is to become @returns {{id: string, title: string, sku: string|null, open: number}[]}
 */
export function openLines(order, status = null) {
  /** @type {Map<string, number>} */
  const away = new Map();
  for (const shipment of order.shipments ?? []) {
    if (!gone.has(shipment.status) || (status === 'picked_up' && shipment.status === 'ready_for_pickup')) continue;
    for (const { line_id, quantity } of shipment.lines) away.set(line_id, (away.get(line_id) ?? 0) + thousandths(quantity));
  }
  return order.lines.filter((/** @type {any} */ line) => line.requires_shipping !== false).map((line) => ({
    id: line.id ?? '', title: line.title, sku: line.sku ?? null, open: thousandths(line.quantity) - (away.get(line.id ?? '') ?? 0),
  })).filter(({ open }) => open > 0);
}

/**
 * Whether *only some of it* means anything here.
 * @param {Order} order @param {Draft} draft
 */
export function canDivide(order, draft) {
  const open = openLines(order, draft.status);
  return Boolean(draft.status && divisible.has(draft.status)) && (open.length > 1 || open.some((line) => line.open > 1000));
}

/**
 * What is missing, told by the names the server uses for its fields. Empty: it can be saved.
 * @param {Choices} choices @param {Draft} draft @returns {string[]}
 */
export function missing(choices, draft) {
  const option = chosenOption(choices, draft);
  if (!option || !option.available) return ['status'];
  const fields = option.needs.filter((field) => (field === 'courier' ? draft.courier.trim() === '' : field === 'tracking_number' && draft.tracking.trim() === ''));
  if (draft.parts && ![...draft.parts.values()].some((units) => units > 0)) fields.push('lines');
  return fields;
}

/**
 * The request's body.
 * @param {Choices} choices @param {Draft} draft
 */
export function bodyOf(choices, draft) {
  const option = chosenOption(choices, draft);
  return {
    status: draft.status,
    ...(option?.needs.includes('courier') ? { courier: draft.courier.trim() } : {}),
    ...(option?.needs.includes('tracking_number') ? { tracking_number: draft.tracking.trim() } : {}),
    ...(draft.parts && draft.status && divisible.has(draft.status) ? {
      lines: [...draft.parts].filter(([, units]) => units > 0).map(([line_id, units]) => ({ line_id, quantity: wireQuantity(units) })),
    } : {}),
    notify: tells(choices, draft),
  };
}

/**
 * What the server refused, by field. A line's fault belongs to the lines; what has no field here, to the whole.
 * @param {any} problem @param {(problem: any) => string} explain words for what carries none
 * @returns {Faults}
 */
export function faultsOf(problem, explain) {
  /** @type {Faults} */
  const faults = {};
  for (const { field, message } of problem?.errors ?? []) {
    const name = String(field ?? '').split(/[.[]/)[0];
    const place = ['status', 'courier', 'tracking_number', 'lines'].includes(name) ? name : '';
    faults[place] = faults[place] ? `${faults[place]} ${message}` : message;
  }
  if (Object.keys(faults).length === 0) faults[''] = explain(problem);
  return faults;
}

/**
 * How many seconds the last change can still be taken back just after the server answered, by its own clock; 0 when nothing can.
 * @param {Order} order the answer
 */
export function undoSeconds(order) {
  const ends = (order.shipments ?? []).map((/** @type {any} */ { undo_until }) => (undo_until ? Date.parse(undo_until) : 0));
  const until = Math.max(0, ...ends);
  if (until === 0) return 0;
  const now = Date.parse(order.updated_at ?? '');
  const left = Number.isFinite(now) ? (until - now) / 1000 : UNDO_SECONDS;
  return Math.max(0, Math.min(UNDO_SECONDS, left));
}

/**
 * The calls of one order's status, over the door both programs have.
 * @param {{get: (path: string) => Promise<any>, post: (path: string, body?: any, headers?: Record<string, string>) => Promise<any>}} api
 * @param {string} id
 */
export function statusCalls(api, id) {
  const root = `/orders/${id}/fulfillment`;
  return {
    /** @returns {Promise<Choices>} */
    choices: () => api.get(root),
    /**
     * The message as the customer would get it.
     * @param {Draft} draft @returns {Promise<Choices>}
     */
    preview: (draft) => {
      const asked = { status: draft.status ?? '', courier: draft.courier.trim(), tracking_number: draft.tracking.trim() };
      const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== '')).toString();
      return api.get(`${root}?${query}`);
    },
    /**
     * Sent again after a lost answer it is the same change.
     * @param {Choices} choices @param {Draft} draft @returns {Promise<Order>}
     */
    save: (choices, draft) => api.post(root, bodyOf(choices, draft), { 'Idempotency-Key': draft.key }),
    /** @returns {Promise<Order>} */
    undo: () => api.post(`${root}/undo`, undefined, { 'Idempotency-Key': uuid() }),
  };
}
