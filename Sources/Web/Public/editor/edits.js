/**
 * Edits of an order: what somebody changed and what it was before, so that two people in one order lose nothing.
 * Pure: no page, no network, no clock.
 */
import { withTotals } from '../shared/order.js';
import { find, isSame, parts, shippingInput, valueAt } from './places.js';

/** @typedef {import('../shared/types.js').Order} Order */
/**
 * @typedef {{
 *   id: string, kind: 'set'|'add_line'|'add_adjustment'|'remove'|'shipping', target: import('./places.js').Target,
 *   fields?: Record<string, any>, before?: Record<string, any>, shown?: Record<string, any>, body?: any,
 *   state: 'waiting'|'sending'|'refused'|'conflict', problem?: any, theirs?: Record<string, any>,
 * }} Edit `fields` are the new values of a `set`, `before` what they were; `shown` what the page lays over beside them
 */

/** @param {Edit} edit what makes two edits one: the same fields of the same thing */
export const keyOf = (edit) => `${edit.target}/${Object.keys(edit.fields ?? {}).sort().join()}`;

/**
 * The order with the edits laid over it, and its sums.
 * @param {any} base @param {Edit[]} edits @returns {any}
 */
export function project(base, edits) {
  const open = edits.filter((edit) => !isShutOut(edit, base));
  if (open.length === 0) return base;
  const order = open.reduce(applied, base);
  try {
    return withTotals(order);
  } catch {
    // A number beyond its range: the field says so, the sums stay as they were.
    return order;
  }
}

/**
 * Whether the order was locked before an edit of its contents got there; tags and the staff note stay open.
 * @param {Edit} edit @param {any} base
 */
export const isShutOut = (edit, base) => base.status !== 'draft' && !(edit.kind === 'set' && Object.keys(edit.fields ?? {}).every((name) =>
  name === 'tags' || name === 'note'));

/** @param {any} order @param {Edit} edit @returns {any} */
function applied(order, edit) {
  const [kind] = parts(edit.target);
  const laid = (/** @type {any} */ one) => ({ ...one, ...edit.fields, ...edit.shown });
  switch (edit.kind) {
    case 'set': {
      if (kind === 'order') return laid(order);
      const list = kind === 'line' ? 'lines' : 'adjustments';
      const one = find(order, edit.target);
      return { ...order, [list]: order[list].map((/** @type {any} */ each) => (each === one ? laid(each) : each)) };
    }
    case 'add_line':
      return { ...order, lines: [...order.lines, { ...newLine, ...edit.body, ...edit.shown }] };
    case 'add_adjustment':
      return { ...order, adjustments: [...order.adjustments, { id: edit.id, amount: 0, isNew: true, ...edit.body }] };
    case 'shipping':
      return { ...order, shipping_line: edit.body };
    default: {
      const list = kind === 'line' ? 'lines' : 'adjustments';
      const one = find(order, edit.target);
      return { ...order, [list]: order[list].filter((/** @type {any} */ each) => each !== one) };
    }
  }
}

const newLine = {
  id: null, variant_id: null, sku: null, discounts: [], promotions: [], subtotal: 0, discount_total: 0, tax_total: 0, total: 0,
};

/**
 * Puts an edit to those that wait: a further edit of the same fields replaces the one that has not left yet.
 * @param {Edit[]} edits @param {Edit} edit @returns {Edit[]}
 */
export function added(edits, edit) {
  if (edit.kind === 'shipping') edits = edits.filter((one) => one.kind !== 'shipping' || one.state === 'sending');
  if (edit.kind !== 'set') return [...edits, edit];
  const key = keyOf(edit);
  const known = edits.find((one) => one.kind === 'set' && keyOf(one) === key && one.state !== 'sending');
  if (!known) return [...edits, edit];
  // A conflict stays one until somebody decides; a refused value is tried anew.
  const state = known.state === 'conflict' ? 'conflict' : 'waiting';
  return edits.map((one) => (one === known
    ? { ...one, id: edit.id, fields: edit.fields, shown: edit.shown, state, problem: null } : one));
}

/**
 * What a field was before an edit: what is on its way there, or else what the server has; a line that is still to be added has what it
 * is added with.
 * @param {any} base @param {Edit[]} edits @param {import('./places.js').Target} target @param {string} name
 */
export function valueBefore(base, edits, target, name) {
  const sending = edits.find((one) => one.kind === 'set' && one.state === 'sending' && one.target === target && name in (one.fields ?? {}));
  if (sending) return sending.fields?.[name];
  return valueAt(find(base, target) ? base : project(base, edits), target, name);
}

/**
 * The edits with one that did not get through folded into a later one of the same fields.
 * @param {Edit[]} edits @returns {Edit[]}
 */
export function folded(edits) {
  const isWaiting = (/** @type {Edit} */ edit) => edit.kind === 'set' && edit.state === 'waiting';
  return edits.flatMap((edit, index) => {
    const later = isWaiting(edit) && edits.slice(index + 1).find((one) => isWaiting(one) && keyOf(one) === keyOf(edit));
    if (later) return [];
    const first = isWaiting(edit) && edits.slice(0, index).find((one) => isWaiting(one) && keyOf(one) === keyOf(edit));
    return [first ? { ...edit, before: first.before } : edit];
  });
}

/**
 * The edits after the order changed on the server: what is there already is done, what somebody else changed in the same field
 * becomes a conflict with their value, everything else stays as it is.
 * @param {Edit[]} edits @param {any} base @returns {Edit[]}
 */
export function rebased(edits, base) {
  return edits.flatMap((edit) => {
    // What was shut out is tried again once the order is open.
    if (edit.state === 'refused' && edit.problem?.code === 'order_locked' && base.status === 'draft') edit = { ...edit, state: 'waiting',
      problem: null };
    if (edit.kind !== 'set' || edit.state === 'sending') return [edit];
    if (!find(base, edit.target) && !isUnsent(edits, edit)) return [];
    if (!find(base, edit.target)) return [edit];
    /** @type {Record<string, any>} */
    const theirs = {};
    const names = Object.keys(edit.fields ?? {});
    if (names.join() === 'tags') return mergedTags(edit, base);
    for (const name of names) {
      const now = valueAt(base, edit.target, name);
      if (!isSame(now, edit.before?.[name]) && !isSame(now, edit.fields?.[name])) theirs[name] = now;
    }
    if (names.every((name) => isSame(valueAt(base, edit.target, name), edit.fields?.[name]))) return [];
    if (Object.keys(theirs).length) return [{ ...edit, state: /** @type {const} */ ('conflict'), theirs }];
    return [edit.state === 'conflict' ? { ...edit, state: /** @type {const} */ ('waiting'), theirs: undefined } : edit];
  });
}

/** Tags that were added and removed here, on top of those there are now: they commute. @param {Edit} edit @param {any} base @returns {Edit[]} */
function mergedTags(edit, base) {
  const [before, mine] = [edit.before?.tags ?? [], edit.fields?.tags ?? []];
  const kept = base.tags.filter((/** @type {string} */ tag) => mine.includes(tag) || !before.includes(tag));
  const tags = [...kept, ...mine.filter((/** @type {string} */ tag) => !kept.includes(tag) && !before.includes(tag))];
  return isSame(tags, base.tags) ? [] : [{ ...edit, fields: { tags }, before: { tags: base.tags } }];
}

/** @param {Edit[]} edits @param {Edit} edit whether its line waits to be added itself */
const isUnsent = (edits, edit) => edits.some((one) => one.kind === 'add_line' && edit.target === `line:${one.body.client_id}`);

/**
 * The call that carries an edit out; null when there is nothing left to do.
 * @param {Edit} edit @param {any} base
 * @returns {{method: string, path: string, body?: any, headers: Record<string, string>}|null}
 */
export function requestOf(edit, base) {
  const root = `/orders/${base.id}`;
  const [kind] = parts(edit.target);
  const one = find(base, edit.target);
  const match = { 'If-Match': `"${base.version}"` };
  const at = kind === 'order' ? root : `${root}/${kind === 'line' ? 'lines' : 'adjustments'}/${one?.id}`;
  switch (edit.kind) {
    case 'set': return one ? { method: 'PATCH', path: at, body: edit.fields, headers: match } : null;
    case 'remove': return one ? { method: 'DELETE', path: at, headers: match } : null;
    case 'add_line': return { method: 'POST', path: `${root}/lines`, body: edit.body, headers: {} };
    case 'add_adjustment': return { method: 'POST', path: `${root}/adjustments`, body: edit.body, headers: { 'Idempotency-Key': edit.id } };
    default: return edit.body
      ? { method: 'PUT', path: `${root}/shipping_line`, body: shippingInput(edit.body), headers: {} }
      : { method: 'DELETE', path: `${root}/shipping_line`, headers: {} };
  }
}

/**
 * Whether somebody else changed what is about to be removed, so that it must not go unseen.
 * @param {Edit} edit its `before.one` is what was there when it was removed @param {any} now
 */
export function isRemovalStale(edit, now) {
  const [was, is] = [edit.before?.one, find(now, edit.target)];
  if (!was || !is) return false;
  const plain = (/** @type {any} */ one) => (one.discounts ?? []).map((/** @type {any} */ { amount: _, ...rest }) => rest);
  return ['quantity', 'unit_price', 'title', 'note', 'value'].some((field) => !isSame(was[field], is[field]))
    || !isSame(plain(was), plain(is));
}
