/** The columns of the list: what stands at their head, and in them for one order. */
import { h } from '../../shared/render-view.js';
import { icon } from '../../shared/icon-view.js';
import { moneyFormat } from '../../shared/money.js';
import { channelIcons, daysLate, deliveryOf, initialsOf, itemsOf, nameOf, numberOf } from './order-facts.js';
import { nextSteps } from './next-steps.js';

/** @type {Record<string, string>} Columns that sort, and by what. */
const sorts = { number: 'number', date: 'created_at', total: 'total' };
const numeric = new Set(['items', 'due', 'total']);

/** @param {any} page */
export function heads(page) {
  const { say, list, narrow } = page;
  return ['number', ...page.columns].map((name) => {
    const by = sorts[name];
    const end = numeric.has(name) ? ' cell-number' : '';
    if (!by) return h('th', { key: name, scope: 'col', class: `cell-${name}-head${end}` }, say(`column.${name}`));
    const sort = list.filter.sort ?? '-created_at';
    const direction = sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : null;
    // A number sorts one way only; the others turn round, newest and highest first.
    const next = by === 'number' ? (direction ? '' : 'number') : sort === `-${by}` ? by : `-${by}`;
    return h('th', { key: name, scope: 'col', class: end.trim(), 'aria-sort': direction },
      h('button', { type: 'button', class: 'sort', onclick: () => narrow({ sort: next === '-created_at' ? '' : next }) },
        say(`column.${name}`), direction ? icon(direction === 'ascending' ? 'up-arrow' : 'down-arrow', 'icon icon-sort') : null));
  });
}

/** @type {Map<string, any>} */
const formats = new Map();

/** An amount in the order's own currency. @param {any} office @param {any} order @param {number} amount */
export function moneyOf(office, order, amount) {
  if (order.currency === office.money.currency) return office.money.money(amount);
  if (!formats.has(order.currency)) {
    const { maximumFractionDigits: exponent = 2 } = new Intl.NumberFormat(office.locale, { style: 'currency', currency: order.currency }).resolvedOptions();
    formats.set(order.currency, moneyFormat({ locale: office.locale, currency: order.currency, exponent }));
  }
  return formats.get(order.currency).money(amount);
}

/** @param {any} page @param {any} order @param {(event: any) => void} openStatus */
export function cells(page, order, openStatus) {
  const number = numberOf(order);
  const all = makers(page, order, openStatus);
  return [
    h('td', { key: 'number', class: 'cell-main', 'data-cell': 'number' }, h('a', { class: 'cell-link', href: `/admin/orders/${order.id}` }, h('bdi', null, number))),
    page.columns.map((/** @type {string} */ name) => all[name]()),
  ];
}

/** @param {any} page @param {any} order @param {(event: any) => void} openStatus @returns {Record<string, () => any>} */
function makers(page, order, openStatus) {
  const { office, say, places } = page;
  const cell = (/** @type {string} */ name, /** @type {any} */ content, /** @type {any} */ props = {}) =>
    h('td', { key: name, 'data-cell': name, ...props, class: `${props.class ?? ''}${numeric.has(name) ? ' cell-number' : ''}`.trim() || null }, content);
  const named = (/** @type {string} */ name, /** @type {string} */ text) => cell(name, text ? h('bdi', null, text) : null, { title: text || null });
  const staff = places.staff.find((/** @type {any} */ each) => each.id === order.staff_id);
  return {
    date: () => cell('date', h('time', { datetime: order.created_at, title: office.times.full(order.created_at) }, office.times.short(order.created_at))),
    customer: () => customer(cell, say, order),
    channel: () => cell('channel', h(order.conversation_id ? 'a' : 'span', {
      class: 'with-icon', href: order.conversation_id ? `/admin/inbox/${order.conversation_id}` : null,
      title: order.conversation_id ? say('conversation') : null,
    }, icon(channelIcons[order.channel] ?? 'globe'), say(`channel.${order.channel}`))),
    location: () => named('location', places.locations.find((/** @type {any} */ each) => each.id === order.location_id)?.name ?? ''),
    register: () => named('register', places.registers.find((/** @type {any} */ each) => each.id === order.register_id)?.name ?? ''),
    status: () => cell('status', order.display_status === 'payment_check' ? h('span', { class: 'status-deed' }, statusChip(page, order, openStatus), checkTransfer(say, order))
      : [statusChip(page, order, openStatus), late(page, order)]),
    payment: () => cell('payment', say(`payment_status.${order.payment_status}`)),
    fulfilment: () => cell('fulfilment', say(`fulfillment_status.${order.fulfillment_status}`)),
    delivery: () => named('delivery', pickupAt(page, order) || deliveryOf(order)),
    tags: () => named('tags', order.tags.join(', ')),
    staff: () => cell('staff', staff ? h('span', { class: 'avatar avatar-row', title: staff.name }, h('span', { 'aria-hidden': 'true' }, initialsOf(staff.name)), h('span', { class: 'for-readers' }, staff.name)) : null),
    items: () => cell('items', String(itemsOf(order))),
    due: () => cell('due', moneyOf(office, order, order.amount_due)),
    total: () => cell('total', moneyOf(office, order, order.total), { class: 'cell-total' }),
  };
}

/** Where it is fetched; empty for an order that travels. @param {any} page @param {any} order */
function pickupAt({ say, places }, order) {
  const id = order.shipping_line?.pickup_location_id;
  if (!id) return '';
  return say('delivery.pickup', { place: places.locations.find((/** @type {any} */ each) => each.id === id)?.name ?? '' });
}

/** @param {any} cell @param {any} say @param {any} order */
function customer(cell, say, order) {
  const name = nameOf(order);
  return cell('customer', name ? h('bdi', null, name) : h('span', { class: 'muted' }, say('no_customer')), { class: 'cell-name', title: name || null });
}

/** Somebody says they paid: the way to where that is confirmed. @param {any} say @param {any} order */
const checkTransfer = (say, order) => h('a', { class: 'text-button', href: `/admin/orders/${order.id}#transactions` }, say('confirm_transfer'),
  h('span', { class: 'for-readers' }, ` ${numberOf(order)}`));

/** How long something should have been paid. @param {any} page @param {any} order */
function late({ office, say }, order) {
  if (!order.overdue) return null;
  return h('span', { class: 'late', title: say('late.since', { date: office.times.date(`${order.due_on}T12:00:00Z`) }) }, say('late', { count: daysLate(order, office.times.day(new Date())) }));
}

/** @param {any} page @param {any} order @param {(event: any) => void} openStatus */
function statusChip({ office, say }, order, openStatus) {
  const word = say(`status.${order.display_status}`);
  const chip = `chip chip-${order.display_status}`;
  if (!nextSteps(order, { requiresDiscardReason: office.boot.settings.require_discard_reason }).length) return h('span', { class: chip }, word);
  return h('button', {
    type: 'button', class: chip, 'data-anchor': `status-${order.id}`, 'aria-haspopup': 'dialog', 'aria-expanded': 'false',
    'aria-label': say('status.change_of', { number: numberOf(order), status: word }), onclick: openStatus,
  }, word, icon('down'));
}
