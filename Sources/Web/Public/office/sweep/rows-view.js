/** The rows of the sweep: each with its proposal, and then with what came of it. */
import { h } from '../../shared/render-view.js';
import { icon } from '../../shared/icon-view.js';
import { uuid } from '../../shared/uuid.js';
import { moneyOf } from '../orders/cells-view.js';
import { daysLate } from '../orders/order-facts.js';

/** @param {any} page @param {string} id */
function outcome({ work }, id) {
  const told = work.outcomes.get(id);
  if (!told) return null;
  return h('span', { class: `sweep-outcome sweep-outcome-${told.isDone ? 'good' : 'bad'}`, role: 'status' }, icon(told.isDone ? 'check' : 'warning'), told.text);
}

/** @param {any} page @param {string} id @param {string} label @param {() => void} run @param {string} classes */
function deed({ work }, id, label, run, classes = '') {
  const isBusy = work.busy.has(id);
  return h('button', { type: 'button', class: `button button-small ${classes}`, 'aria-disabled': isBusy ? 'true' : null, onclick: () => { if (!isBusy) run(); } }, label);
}

/** @param {any} page @param {any} row */
const orderLink = (page, row) => h('a', { class: 'cell-link strong', href: `/admin/orders/${row.order_id}` }, h('bdi', null, row.number));

/** @param {any} page @param {any} row @param {any} when @param {any[]} deeds */
const orderRow = (page, row, when, deeds) => h('li', { class: 'sweep-row', key: row.order_id, 'data-order': row.order_id },
  orderLink(page, row),
  h('div', { class: 'who' }, h('bdi', { class: 'clip' }, row.customer_name || row.label || page.say('nobody')),
    h('span', { class: 'small muted clip' }, [row.customer_name ? row.label : null, row.email ?? (row.conversation_id ? page.say('conversation') : null)].filter(Boolean).join(' · ') || page.say('no_address'))),
  when, h('span', { class: 'money' }, moneyOf(page.office, row, row.total)),
  h('div', { class: 'deed' }, outcome(page, row.order_id), page.work.outcomes.get(row.order_id)?.isDone ? null : deeds));

/** @param {any} page @param {any} row */
export function heldRow(page, row) {
  const { office, say, work } = page;
  const when = h('time', { class: 'small muted', datetime: row.held_at, title: office.times.full(row.held_at) }, say('since', { when: office.times.short(row.held_at) }));
  const propose = work.proposal(row) === 'mail'
    ? deed(page, row.order_id, say('mail'), () => page.sendLinks([row.order_id]))
    : h('a', { class: 'button button-small', href: `/admin/orders/${row.order_id}` }, say('address'));
  const remove = () => page.act(row.order_id, async () => {
    const order = await office.api.get(`/orders/${row.order_id}`);
    await office.api.call('DELETE', `/orders/${row.order_id}`, undefined, { 'If-Match': `"${order.version}"` });
    office.toasts.show(say('deleted', { number: row.number }), {
      icon: 'trash', actions: [{ label: office.say('undo'), icon: 'undo', run: () => restore(page, row) }],
    });
  }, say('deleted.done'));
  // Where the shop wants a reason for every deletion, the order's own page asks for it.
  return orderRow(page, row, when, [propose, office.boot.settings.require_discard_reason ? null : deed(page, row.order_id, say('delete'), remove, 'button-quiet button-stop')]);
}

/** @param {any} page @param {any} row */
async function restore(page, row) {
  const { office, say, work } = page;
  try {
    await office.api.post(`/orders/${row.order_id}/restore`);
    work.outcomes.set(row.order_id, { isDone: true, text: say('restored') });
  } catch (error) {
    work.outcomes.set(row.order_id, { isDone: false, text: office.explain(error) });
  }
  page.refresh();
}

/** @param {any} page @param {any} row */
export function unpaidRow(page, row) {
  const { office, say } = page;
  const when = h('time', { class: 'small muted', datetime: row.sent_at, title: office.times.full(row.sent_at) }, say('sent', { when: office.times.short(row.sent_at) }));
  return owedRow(page, row, when);
}

/** @param {any} page @param {any} row */
export function overdueRow(page, row) {
  const { office, say } = page;
  const when = h('time', { class: 'small late', datetime: row.due_on, title: say('due', { date: office.times.date(`${row.due_on}T12:00:00Z`) }) },
    say('late', { count: daysLate(row, office.times.day(new Date())) }));
  return owedRow(page, { ...row, total: row.amount_due }, when);
}

/** @param {any} page @param {any} row @param {any} when */
function owedRow(page, row, when) {
  const { office, say } = page;
  const remind = () => page.act(row.order_id, () => office.api.post(`/orders/${row.order_id}/reminders`, row.conversation_id ? {} : { via: 'email' }, { 'Idempotency-Key': uuid() }), say('reminded'));
  const open = h('a', { class: 'button button-small', href: `/admin/orders/${row.order_id}` }, say('address'));
  // Who says that they have paid is not reminded, but answered.
  const check = h('a', { class: 'button button-small', href: `/admin/orders/${row.order_id}#transactions` }, say('confirm_transfer'));
  if (row.display_status === 'payment_check') return orderRow(page, row, when, [check]);
  return orderRow(page, row, when, [row.email || row.conversation_id ? deed(page, row.order_id, say('remind'), remind) : open]);
}

/** @param {any} page @param {any} message */
export function messageRow(page, message) {
  const { office, say } = page;
  const again = () => page.act(message.id, () => office.api.post(`/messages/${message.id}/resend`), say('again.done'));
  return h('li', { class: 'sweep-row', key: message.id },
    message.order_id ? h('a', { class: 'cell-link', href: `/admin/orders/${message.order_id}` }, say('order')) : h('span', { class: 'small muted' }, say('message')),
    h('div', { class: 'who' }, message.channel === 'conversation' ? h('a', { class: 'clip', href: `/admin/inbox/${message.to}` }, say('conversation')) : h('bdi', { class: 'clip' }, message.to), h('span', { class: 'small muted clip', title: message.last_error ?? null }, message.last_error ?? message.subject ?? '')),
    h('time', { class: 'small muted', datetime: message.created_at, title: office.times.full(message.created_at) }, office.times.short(message.created_at)),
    h('span', null),
    h('div', { class: 'deed' }, outcome(page, message.id), page.work.outcomes.get(message.id)?.isDone ? null : deed(page, message.id, say('again'), again)));
}
