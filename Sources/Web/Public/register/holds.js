/** The held orders as rows: age, heading, what is in them, where they are open. Pure; words come from the catalogue. */
import { customerName, orderKey } from '../shared/order.js';

/** @typedef {import('../shared/types.js').Order} Order */
/** @typedef {{order: Order, key: string, isUnsent: boolean, isNew: boolean, openAt: string|null}} Row */

/** @param {Order} order */
export const heldSince = (order) => order.hold?.held_at ?? order.updated_at ?? order.created_at;

/**
 * Label first, else customer, else nothing.
 * @param {Order} order
 */
export function heading(order) {
  return order.hold?.label || customerName(order.customer);
}

/**
 * Second line: the customer when a label stands above, then the first goods.
 * @param {Order} order
 */
export function preview(order) {
  const [first, second, ...rest] = order.lines.map(({ title }) => title);
  const goods = [first, second].filter(Boolean).join(', ') + (rest.length ? `, +${rest.length}` : '');
  return order.hold?.label && order.customer ? [customerName(order.customer), goods].filter(Boolean).join(' · ') : goods;
}

/** @param {string} instant @param {Date} now @returns {{key: string, count: number}} */
export function age(instant, now) {
  const minutes = Math.floor((now.getTime() - new Date(instant).getTime()) / 60_000);
  if (minutes < 1) return { key: 'held.age.now', count: 0 };
  if (minutes < 60) return { key: 'held.age.minutes', count: minutes };
  if (minutes < 48 * 60) return { key: 'held.age.hours', count: Math.floor(minutes / 60) };
  return { key: 'held.age.days', count: Math.floor(minutes / 1440) };
}

/**
 * "10:54" today, "Fri 17:52" earlier.
 * @param {string} instant @param {Date} now @param {string} locale
 */
export function clock(instant, now, locale) {
  const date = new Date(instant);
  const isToday = date.toDateString() === now.toDateString();
  return date.toLocaleString(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(isToday ? {} : { weekday: 'short' }) });
}

/**
 * The server's list with what this browser knows better laid over it: freshly held here on top, retrieved or deleted here gone.
 * @param {{listed: Order[], local: {order: Order, isUnsent: boolean}[], current: (string|null)[], registerNames: Map<string, string>, fresh: Set<string>}} parts
 * @returns {Row[]}
 */
export function rows({ listed, local, current, registerNames, fresh }) {
  /** @type {Map<string, Row>} */
  const all = new Map();
  const add = (/** @type {Order} */ order, isUnsent = false) => {
    const key = orderKey(order);
    if (current.includes(key) || order.status !== 'draft' || (!order.hold && !order.lease)) all.delete(key);
    else {
      const openAt = order.hold ? null : registerNames.get(order.lease?.register_id ?? '') ?? '';
      all.set(key, { order, key, isUnsent, isNew: fresh.has(order.id ?? ''), openAt });
    }
  };
  for (const order of listed) add(order);
  for (const { order, isUnsent } of local) if (isUnsent || !all.has(orderKey(order))) add(order, isUnsent);
  return [...all.values()];
}

/** @param {Row[]} list @param {'newest'|'oldest'|'total'} order */
export function sorted(list, order) {
  const time = (/** @type {Row} */ row) => new Date(heldSince(row.order)).getTime();
  return [...list].sort((a, b) => order === 'total' ? b.order.total - a.order.total : order === 'oldest' ? time(a) - time(b) : time(b) - time(a));
}
