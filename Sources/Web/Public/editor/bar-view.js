/** The bar that stays: number, status, saved when, who else is here; below it the sections. And the band of an order that is locked. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { customerName } from '../shared/order.js';
import { openPayment } from '../office/payments/money-facts.js';
import { nextSteps } from '../office/orders/next-steps.js';
import { openStatus } from '../office/orders/status-view.js';
import { moreMenu, revert } from './actions-view.js';
import { findProblems } from './checklist.js';
import { hasReturns } from './returns.js';
import { editPlaced } from './edit-placed-view.js';

/** @typedef {import('./app.js').App} App */

export const SECTIONS = ['items', 'details', 'shipping', 'payment', 'packages', 'returns', 'invoice', 'transactions', 'inventory', 'timeline'];

/** @param {any} order */
export const shownNumber = (order) => order.number ?? order.draft_number ?? '';

const channelIcons = { phone: 'phone', register: 'register', back_office: 'desk', online_store: 'store', api: 'webhook', import: 'upload' };

/** @param {App} app */
export function bar(app) {
  const { say, order } = app;
  const problems = findProblems(app.state.requirements ?? [], order);
  return h('div', { class: 'editor-bar', key: 'bar' },
    h('div', { class: 'editor-bar-row' },
      h('a', { class: 'button button-quiet button-icon', href: '/admin/orders', 'aria-label': say('back') }, icon('back', 'icon turns')),
      h('h1', { class: 'clip' }, h('bdi', null, shownNumber(order))),
      statusChip(app),
      h(order.conversation_id ? 'a' : 'span', {
        class: 'chip chip-plain editor-channel', href: order.conversation_id ? `/admin/inbox/${order.conversation_id}` : null,
        title: order.conversation_id ? say('conversation') : null,
      }, icon(channelIcons[order.channel] ?? 'inbox'), say(`channel.${order.channel}`)),
      saving(app),
      h('div', { class: 'editor-bar-end' },
        people(app),
        h('a', { class: 'button', href: `/admin/orders/${app.id}/send`, 'aria-label': say('preview') }, icon('eye'),
          h('span', { class: 'wide-only' }, say('preview'))),
        h('button', { type: 'button', class: 'button wide-only', onclick: () => moreMenu.duplicate(app) }, icon('copy'), say('duplicate')),
        h('button', {
          type: 'button', class: 'button button-icon', 'aria-label': say('more'), 'aria-haspopup': 'menu', 'aria-expanded': 'false',
          onclick: (/** @type {any} */ event) => moreMenu.open(app, event.currentTarget),
        }, icon('more')))),
    h('nav', { class: 'tabs editor-tabs', 'aria-label': say('sections') }, SECTIONS.filter((id) => id !== 'returns' || hasReturns(order)).map((id) =>
      h('a', { href: `#${id}`, key: id, 'aria-current': app.state.shown === id ? 'location' : null, onclick: () => app.set({ shown: id }) },
        say(`section.${id}`),
        problems.sections.has(id) ? h('span', { class: 'dot', role: 'img', 'aria-label': say('section.missing') }) : null))));
}

/** The status, and the steps there are from here. @param {App} app */
export function statusChip(app) {
  const { say, order, boot } = app;
  const word = say(`status.${order.display_status}`);
  if (!nextSteps(order, { requiresDiscardReason: boot.settings.require_discard_reason }).length) return h('span',
    { class: `chip chip-${order.display_status}`, key: 'status' }, word);
  return h('button', {
    type: 'button', class: `chip chip-${order.display_status}`, key: 'status', id: 'change-status', 'data-anchor': `status-${order.id}`,
      'aria-haspopup': 'dialog', 'aria-expanded': 'false',
    'aria-label': say('status.change_of', { status: word }), onclick: (/** @type {any} */ event) => changeStatus(app, event.currentTarget),
  }, word, icon('down'));
}

/** What is still being saved, such as a note, comes first, so that the edit begins with the order as it is. @param {App} app */
async function edit(app) {
  await app.saver.flush();
  await editPlaced(app);
}

/** The same panel as in the list of orders. @param {App} app @param {HTMLElement} button */
async function changeStatus(app, button) {
  await app.saver.flush();
  const page = { office: app.office, say: app.office.words('orders.'),
    list: { find: () => app.saver.base, put: (/** @type {any} */ order) => app.saver.rebase(order) } };
  openStatus(page, app.saver.base, button);
}

/** @param {App} app */
function saving(app) {
  const { say, saver } = app;
  if (saver.state === 'trying' || saver.state === 'signed_out') {
    return h('span', { class: 'saving saving-trouble', role: 'status' }, icon('warning', 'icon icon-small'),
      say(saver.state === 'trying' ? 'saving.trying' : 'saving.signed_out', { count: saver.edits.length }));
  }
  const wrong = [...app.typing.values()].filter(({ problem }) => problem !== null).length;
  const open = wrong + saver.edits.filter((edit) => (edit.state === 'conflict' || edit.state === 'refused') && !saver.shutOut.includes(edit)).length;
  if (open) return h('span', { class: 'saving saving-trouble', role: 'status' }, say('saving.open', { count: open }));
  if (!app.isOpen) return h('span', { class: 'saving', role: 'status' },
    say('saving.locked', { time: app.time(saver.base.invoice?.sent_at ?? saver.base.updated_at) }));
  return h('span', { class: 'saving', role: 'status' }, saver.state === 'saving' ? say('saving.now')
    : say('saving.saved', { time: app.time(new Date(saver.savedAt).toISOString()) }));
}

/** @param {App} app */
function people(app) {
  return app.state.people.map((/** @type {any} */ one) => h('span', { class: 'person', key: one.id },
    h('span', { class: 'avatar avatar-tiny', 'aria-hidden': 'true' }, one.initials),
    h('span', { class: 'small muted clip wide-only', dir: 'auto' }, one.section
      ? app.say('person.editing', { name: one.name, section: app.say(`section.${one.section}`) })
      : app.say('person.looking', { name: one.name }))));
}

/** What somebody typed that the lock kept out: nothing goes unseen. @param {App} app */
export function shutOut(app) {
  const { say, saver } = app;
  const count = saver.shutOut.length;
  if (!count) return null;
  return h('div', { class: 'band band-hold', key: 'shut-out', role: 'alert' }, icon('warning'), h('p', null, say('shut_out', { count })),
    h('button', { type: 'button', class: 'button', onclick: () => saver.dropShutOut() }, say('shut_out.drop')));
}

/** Why nothing can be changed, and what to do about it. @param {App} app */
export function band(app) {
  const { say, order } = app;
  if (order.status === 'draft') {
    return order.hold ? h('div', { class: 'band band-hold', key: 'band' }, icon('hold'), h('p', { dir: 'auto' }, h('b', null, say('band.held')), ' ',
      order.hold.label ? say('band.held_as', { label: order.hold.label }) : '')) : null;
  }
  const who = customerName(order.customer) || say('band.nobody');
  if (order.status === 'invoice_sent') {
    const under = openPayment(order);
    const isPending = under !== null || ['pending', 'authorized'].includes(order.payment_status);
    const isPaid = order.amount_paid > order.amount_refunded;
    return h('div', { class: 'band', key: 'band' }, icon('lock'),
      h('p', { dir: 'auto' }, h('b', null, say('band.sent', { who })), ' ',
        say(under ? 'band.card' : isPending ? 'band.pending' : isPaid ? 'band.part_paid' : 'band.sent_hint'),
        isPending ? [' ', h('a', { href: `/admin/orders/${app.id}#${under ? 'payment' : 'transactions'}` }, say('band.look'))] : null),
      h('button', {
        type: 'button', class: 'button button-main', 'aria-disabled': isPending || isPaid ? 'true' : null,
        onclick: () => { if (!isPending && !isPaid) revert(app); },
      }, icon('lock'), say('revert')));
  }
  if (order.status === 'canceled') return h('div', { class: 'band band-stop', key: 'band' }, icon('trash'),
    h('p', null, h('b', null, say('band.canceled'))), moreMenu.restoreButton(app));
  return h('div', { class: 'band band-paid', key: 'band' }, icon('check'),
    h('p', { dir: 'auto' }, h('b', null, say(order.amount_due > 0 ? 'band.placed' : 'band.paid')), ' ', say('band.placed_hint')),
    h('button', { type: 'button', class: 'button', id: 'edit-placed', 'aria-haspopup': 'dialog', onclick: () => edit(app) }, icon('pencil'),
      say('edit.open')),
    h('a', { class: 'button', href: '#transactions' }, say('band.refund')));
}
