/** What the list says about one order, read off its JSON. */
import { isMeasured } from '../../shared/quantity.js';

/** @param {any} order */
export const numberOf = (order) => order.number ?? order.draft_number ?? '';

/** Who it is for: a customer, else the label it was put aside under. @param {any} order */
export const nameOf = (order) => order.customer?.name || order.customer?.company || order.hold?.label
  || order.shipping_address?.name || order.billing_address?.name || '';

/** How many pieces; what is weighed or measured counts as one. @param {any} order */
export function itemsOf(order) {
  const items = (order.lines ?? []).reduce((/** @type {number} */ sum, /** @type {any} */ line) =>
    sum + (isMeasured(line.unit) ? 1 : Math.max(1, Math.trunc(Number(line.quantity)))), 0);
  return items;
}

/** How it travels, with the tracking number of the last parcel that has one. @param {any} order */
export function deliveryOf(order) {
  const parcel = [...(order.shipments ?? [])].reverse().find((/** @type {any} */ each) => each.tracking_number);
  if (parcel) return [parcel.courier ?? order.shipping_line?.title, parcel.tracking_number].filter(Boolean).join(' ');
  return order.shipping_line?.title ?? '';
}

/** Days since something should have been paid; at least one of what the shop calls overdue. @param {any} order @param {string} today */
export const daysLate = (order, today) => Math.max(1, Math.round((Date.parse(today) - Date.parse(order.due_on)) / 86_400_000));

/** @param {string} name */
export function initialsOf(name) {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words[words.length - 1] : ''].map((word) => [...(word ?? '')][0] ?? '').join('').toUpperCase();
}

/** @type {Record<string, string>} The drawing of a channel. */
export const channelIcons = {
  register: 'register', back_office: 'desk', phone: 'phone', online_store: 'globe', facebook: 'inbox', instagram: 'inbox', line: 'inbox',
  web_chat: 'inbox', api: 'webhook', import: 'upload',
};

/** The columns beside the order's number; those marked `fixed` are always shown. */
export const COLUMNS = [
  { name: 'date' }, { name: 'customer', fixed: true }, { name: 'channel' }, { name: 'location', spare: true }, { name: 'register', spare: true },
  { name: 'status', fixed: true }, { name: 'payment', spare: true }, { name: 'fulfilment', spare: true }, { name: 'delivery' },
  { name: 'tags', spare: true }, { name: 'staff' }, { name: 'items' }, { name: 'due', spare: true }, { name: 'total', fixed: true },
];

/** Names of the columns shown, from what was kept. @param {string|null} kept */
export function columnsOf(kept) {
  const chosen = kept === null ? null : kept.split(',');
  return COLUMNS.filter((column) => column.fixed || (chosen ? chosen.includes(column.name) : !column.spare)).map((column) => column.name);
}
