/** The card at the top: number, date, channel, location; customer, billing and shipping address side by side. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { customerName } from '../shared/order.js';
import { addressLines } from './addresses.js';
import { pickAddress } from './address-view.js';
import { pickCustomer } from './customer-view.js';
import { dayOf, instantOn, longDay } from './days.js';
import { fieldID, fieldNotes, readOnly, savedField } from './field-view.js';
import { shownNumber } from './bar-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function head(app) {
  return h('section', {
    class: 'card editor-head', id: 'head', key: 'head', tabindex: '-1', 'aria-label': app.say('head'),
  },
  h('div', { class: 'editor-facts' }, number(app), date(app), channel(app), location(app)),
  h('div', { class: 'editor-parties' }, customer(app),
    address(app, 'billing_address'), address(app, 'shipping_address')));
}

/** @param {App} app */
function number(app) {
  const { say, order } = app;
  if (!app.isOpen) return readOnly(say('number'), h('bdi', null, shownNumber(order)));
  return savedField({
    app, target: 'order', name: 'number', label: say('number'), text: shownNumber(order), maxlength: 40,
    // The draft's own number is what it has as long as nobody gives it another.
    read: (text) => (text.trim() && text.trim() !== order.draft_number ? text.trim() : null),
  });
}

/** @param {App} app */
function date(app) {
  const { say, order, locale, boot: { settings } } = app;
  const zone = settings.time_zone;
  const at = order.ordered_at ?? order.created_at;
  if (!app.isOpen) return readOnly(say('date'), longDay(at, locale, zone));
  return savedField({
    app, target: 'order', name: 'ordered_at', label: say('date'), text: dayOf(at, zone), type: 'date', required: true,
    read: (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? instantOn(text, at, zone) : undefined),
    show: (value) => (value ? longDay(value, locale, zone) : ''),
  });
}

/** @param {App} app */
function channel(app) {
  const { say, order } = app;
  return readOnly(say('channel'), say(`channel.${order.channel}`));
}

/** @param {App} app */
function location(app) {
  const { say, order, boot } = app;
  const { locations } = boot.page;
  const name = (/** @type {string} */ id) => locations.find((/** @type {any} */ one) => one.id === id)?.name ?? '';
  if (!app.isOpen || (locations.length === 1 && order.location_id)) return readOnly(say('location'), h('bdi', null, name(order.location_id)));
  const id = fieldID('order', 'location_id');
  return h('div', { class: 'field' }, h('label', { for: id }, say('location')),
    h('select', {
      class: 'select', id, value: order.location_id ?? '',
      onchange: (/** @type {any} */ event) => app.edit('order', { location_id: event.target.value || null }),
    }, order.location_id ? null : h('option', { value: '' }, say('location.none')),
    locations.map((/** @type {any} */ one) => h('option', { value: one.id, key: one.id }, one.name))),
    fieldNotes(app, 'order', 'location_id', name));
}

/** @param {string} title @param {any} action @param {...any} body */
const party = (title, action, ...body) => h('div', { class: 'party' },
  h('div', { class: 'field-top' }, h('span', { class: 'field-label' }, title), action), ...body);

/** @param {App} app */
function customer(app) {
  const { say, order } = app;
  const known = order.customer;
  const button = (/** @type {string} */ label) => (app.isOpen ? h('button', {
    type: 'button', class: 'text-button', id: 'customer-button', 'aria-label': known ? say('customer.change_said') : null,
      onclick: () => pickCustomer(app),
  }, label) : null);
  if (!known) return party(say('customer'), null, app.isOpen ? button(say('customer.add')) : h('p', { class: 'muted' }, say('customer.none')),
    fieldNotes(app, 'order', 'customer_id'));
  const more = app.state.customer?.id === known.id ? app.state.customer : null;
  return party(say('customer'), button(say('change')),
    h('a', { class: 'party-name strong', href: `/admin/customers/${known.id}`, dir: 'auto' }, h('bdi', null, customerName(known))),
    known.company && known.company !== customerName(known) ? h('p', { class: 'small', dir: 'auto' }, known.company) : null,
    known.email ? h('p', { class: 'small muted' }, h('bdi', null, known.email)) : null,
    known.phone ? h('p', { class: 'small muted' }, h('bdi', null, known.phone)) : null,
    h('div', { class: 'chips' }, (more?.groups ?? []).map((/** @type {string} */ group) =>
      h('span', { class: 'chip chip-plain clip', key: group }, h('bdi', null, group))),
      more?.tax_exempt ? h('span', { class: 'chip chip-warn' }, say('customer.exempt')) : null,
      more?.store_credit ? h('span', { class: 'chip chip-soft' }, say('customer.credit', { amount: app.money.money(more.store_credit) })) : null),
    fieldNotes(app, 'order', 'customer_id', () => say('customer.other')));
}

/** @param {App} app @param {'billing_address'|'shipping_address'} name */
function address(app, name) {
  const { say, order } = app;
  const value = order[name];
  const id = `${name.replace('_', '-')}-button`;
  const needsPhone = name === 'shipping_address' && (app.state.requirements ?? []).some((/** @type {any} */ one) =>
    one.field === 'shipping_address.phone');
  const button = (/** @type {string} */ label) => (app.isOpen ? h('button', {
    type: 'button', class: 'text-button', id, 'aria-label': value ? say(`${name}.edit`) : null, onclick: () => pickAddress(app, name),
  }, label) : null);
  const notes = fieldNotes(app, 'order', name, (theirs) => addressLines(theirs).join(', '));
  if (!value) return party(say(name), null, app.isOpen ? button(say('address.add')) : h('p', { class: 'muted' }, say('address.none')), notes);
  return party(say(name), button(say('edit')),
    h('address', null, addressLines(value).map((line, index) => h('p', { class: 'small', key: index, dir: 'auto' }, line))),
    value.phone ? h('p', { class: 'small muted' }, h('bdi', null, value.phone)) : null,
    needsPhone ? h('span', { class: 'chip chip-warn' }, icon('warning'), say('address.no_phone')) : null, notes);
}
