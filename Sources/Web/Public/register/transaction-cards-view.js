/** Contact, where it goes, and how: three cards that say who to call, what to write on the parcel, and what is already under way. */
import { h } from '../shared/render-view.js';
import { customerName } from '../shared/order.js';
import { quantityText, thousandths } from '../shared/quantity.js';
import { packages, weightOf } from './transactions.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../shared/types.js').Order} Order */

/** @param {App} app @param {Order} order */
export function contactCards(app, order) {
  return h('div', { class: 'detail-cards' }, contact(app, order), destination(app, order), order.shipping_line || packages(order).length ? shipping(app, order) : null);
}

/**
 * A card of short lines, the first in ink.
 * @param {string} title @param {any[]} lines @param {string} key
 */
function card(title, lines, key) {
  const [first, ...rest] = lines.filter(Boolean);
  return h('div', { class: 'card', key }, h('h3', null, title), h('p', { dir: 'auto' }, first), rest.map((line, index) => h('p', { class: 'muted', dir: 'auto', key: String(index) }, line)));
}

/** @param {App} app @param {Order} order */
function contact({ say }, order) {
  const { customer } = order;
  const address = order.shipping_address ?? order.billing_address;
  const phone = customer?.phone || address?.phone;
  const name = customerName(customer) || address?.name;
  return card(say('detail.contact'), [
    name || say('detail.nobody'), customer?.company && customer.company !== name ? customer.company : null,
    phone ? h('a', { href: `tel:${phone}`, dir: 'ltr' }, phone) : null,
    customer?.email && customer.email !== name ? h('bdi', null, customer.email) : null,
  ], 'contact');
}

/** @param {App} app @param {Order} order */
function destination({ say, boot, locale }, order) {
  const pickup = order.shipping_line?.pickup_location_id;
  if (pickup) {
    const isHere = pickup === boot.location.id;
    return card(say('detail.pickup'), [isHere ? boot.location.name : order.shipping_line.title, say(isHere ? 'detail.pickup_here' : 'detail.pickup_elsewhere')], 'to');
  }
  const to = order.shipping_address;
  if (!to) return order.shipping_line ? card(say('detail.ship_to'), [say('detail.no_address')], 'to') : null;
  return card(say('detail.ship_to'), [
    to.name || to.company, to.company && to.name ? to.company : null, to.line1, to.line2,
    [to.postal_code, to.city, to.region].filter(Boolean).join(' '), countryName(to.country, locale),
  ], 'to');
}

/** @param {string|null|undefined} code @param {string} locale */
export function countryName(code, locale) {
  if (!code) return '';
  try {
    return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** @param {App} app @param {Order} order */
function shipping(app, order) {
  const { say } = app;
  const money = app.moneyIn(order.currency);
  const all = packages(order);
  const weight = weightOf(order);
  const facts = [
    all.length ? say('detail.packages', { count: all.length }) : null, weight ? `${quantityText(weight)}\u00a0kg` : null,
    order.shipping_line ? money.money(order.shipping_total ?? order.shipping_line.price) : null,
  ].filter(Boolean).join(' · ');
  return h('div', { class: 'card', key: 'shipping' }, h('h3', null, say('detail.shipping')),
    h('p', { dir: 'auto' }, order.shipping_line?.title ?? say('detail.shipping_none')), h('p', { class: 'muted' }, facts),
    h('ul', { class: 'detail-packages' }, all.filter((one) => one.courier || all.length > 1 || !['pending', 'packed'].includes(one.status)).map((one) => parcel(app, order, one, all))));
}

/** @param {App} app @param {Order} order @param {any} one @param {any[]} all */
function parcel({ say }, order, one, all) {
  const contents = one.lines.map((/** @type {any} */ { line_id, quantity }) => {
    const line = order.lines.find(({ id }) => id === line_id);
    return `${quantityText(thousandths(quantity))} × ${line?.title ?? ''}`;
  }).join(', ');
  const number = one.tracking_url
    ? h('a', { href: one.tracking_url, target: '_blank', rel: 'noreferrer noopener', dir: 'ltr' }, one.tracking_number) : one.tracking_number ? h('bdi', null, one.tracking_number) : null;
  return h('li', { key: one.id },
    h('p', null, h('span', { class: `chip chip-${chipOf(one.status)}` }, say(`package.${one.status}`)), ' ', one.courier ? h('bdi', null, one.courier) : null, number ? ' ' : null, number),
    all.length > 1 ? h('p', { class: 'muted small', dir: 'auto' }, contents) : null);
}

/** @param {string} status */
const chipOf = (status) => ({ pending: 'preparing', packed: 'preparing', failed: 'delivery_failed', handed_over: 'picked_up' }[status] ?? status);
