/** The third column while no order is open in it: who it is, how to reach them, and what they ordered before. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { avatar } from './list-view.js';
import { linkCustomer } from './deeds-view.js';
import { channelIcon } from './words.js';

/** @typedef {import('./desk.js').Desk} Desk */

/** @param {Desk} desk */
export function customerPanel(desk) {
  const { host, thread } = desk;
  const { say } = host;
  const conversation = thread?.conversation;
  if (!conversation) return [];
  return [
    h('header', { class: 'panel-head', key: 'head' },
      h('button', { type: 'button', class: 'button button-quiet button-icon panel-back', 'aria-label': say('panel.back'), onclick: () => desk.back() }, icon('back', 'icon turns')),
      h('h2', null, say('panel.customer'))),
    h('div', { class: 'panel-body', key: 'body' },
      h('section', { class: 'panel-person', 'aria-label': say('contact') }, avatar(conversation, desk.name), h('div', null,
        h('p', { class: 'strong' }, h('bdi', null, desk.name)),
        h('p', { class: 'small muted panel-line' }, icon(channelIcon(conversation.channel), 'icon inbox-channel'), say(`channel.${conversation.channel}`)),
        h('p', { class: 'small muted' }, say('since', { date: host.times.date(conversation.created_at) })))),
      customer(desk, conversation), orders(desk, conversation)),
  ];
}

/** @param {Desk} desk @param {any} conversation */
function customer(desk, conversation) {
  const { say, customerHref, may } = desk.host;
  const known = conversation.customer;
  if (!known) {
    return h('section', { class: 'panel-part', 'aria-labelledby': 'panel-customer' }, h('h3', { id: 'panel-customer' }, say('customer')),
      h('p', { class: 'small muted' }, say('customer.none')),
      may('reply') ? h('button', { type: 'button', class: 'button', onclick: () => linkCustomer(desk) }, icon('person-add'), say('link')) : null);
  }
  return h('section', { class: 'panel-part', 'aria-labelledby': 'panel-customer' },
    h('div', { class: 'panel-part-head' }, h('h3', { id: 'panel-customer' }, say('customer')),
      customerHref(known.id) ? h('a', { class: 'text-button', href: customerHref(known.id) }, say('customer.open')) : null),
    h('dl', { class: 'facts' },
      fact(say('customer.name'), known.name), fact(say('customer.email'), known.email, known.email ? `mailto:${known.email}` : ''),
      fact(say('customer.phone'), known.phone, known.phone ? `tel:${known.phone.replace(/[^+\d]/gu, '')}` : '')),
    may('merge_contacts') && customerHref(known.id) ? h('p', null,
      h('a', { class: 'text-button', href: `${customerHref(known.id)}#put-together` }, icon('merge'), say('customer.together'))) : null);
}

/** @param {string} label @param {string|null} value @param {string} [href] */
const fact = (label, value, href) => (value ? [h('dt', null, label), h('dd', null, href ? h('a', { href }, h('bdi', null, value)) : h('bdi', null, value))] : null);

/** @param {Desk} desk @param {any} conversation */
function orders(desk, conversation) {
  const { say, moneyIn } = desk.host;
  const list = conversation.orders ?? [];
  return h('section', { class: 'panel-part', 'aria-labelledby': 'panel-orders' },
    h('div', { class: 'panel-part-head' }, h('h3', { id: 'panel-orders' }, say('orders')), h('span', { class: 'small muted' }, list.length ? String(list.length) : '')),
    list.length ? h('ul', { class: 'panel-orders' }, list.map((/** @type {any} */ order) => h('li', { key: order.id },
      h('button', { type: 'button', class: 'panel-order', onclick: () => desk.showOrder(order.id) },
        h('b', null, h('bdi', null, order.number)), h('span', { class: 'number' }, moneyIn(order.currency).money(order.total)),
        h('span', { class: `chip chip-${order.display_status}` }, say(`status.${order.display_status}`))))))
      : h('p', { class: 'small muted' }, say('orders.none')));
}
