/** The parts of the page of payments that wait for somebody: transfers to check, money to decide about, what is under way. */
import { h } from '../../shared/render-view.js';
import { icon } from '../../shared/icon-view.js';
import { claim } from './claim-view.js';
import { moneyFor } from './currencies.js';
import { chipOf, methodIcon } from './money-facts.js';
import { task } from './task-view.js';
import { underWayDeeds } from './under-way-view.js';

/** @param {any} page @param {string} name @param {any[]} rows */
function list(page, name, rows) {
  if (page.rows === null) return page.error ? null : h('p', { class: 'skeleton', key: 'waiting' });
  if (!rows.length) return h('div', { class: 'card empty', key: 'none' }, icon('check'), h('h2', null, page.say(`none.${name}`)), h('p', null, page.say(`none.${name}.hint`)));
  return h('div', { class: 'card waiting-list', key: name }, rows);
}

/** The way to an order, with its customer. @param {any} page @param {any} row */
const head = (page, row) => h('span', { class: 'waiting-head' },
  h('a', { class: 'cell-link strong', href: `/admin/orders/${row.order_id}#transactions` }, h('bdi', null, row.order_number ?? page.say('order'))),
  row.customer_name ? h('bdi', { class: 'muted clip' }, row.customer_name) : null);

/** Oldest first: who has waited the longest is answered first. @param {any} page */
export function toCheck(page) {
  const rows = [...(page.rows ?? [])].sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
  return list(page, 'check', rows.map((row) => h('div', { key: row.id, class: 'waiting-row' }, head(page, row), claim({
    office: page.office, say: page.say, money: moneyFor(page.office, row.currency ?? page.office.money.currency), orderID: row.order_id, changed: page.reload,
  }, row))));
}

/** @param {any} page */
export function toDecide(page) {
  return list(page, 'decide', (page.rows ?? []).map((/** @type {any} */ row) => h('div', { key: row.id, class: 'waiting-row' },
    row.order_id ? head(page, row) : null,
    task({ office: page.office, say: page.say, money: moneyFor(page.office, row.currency), changed: page.reload }, row))));
}

/** @param {any} page */
export function underWayList(page) {
  const { office, say } = page;
  return list(page, 'way', [...(page.rows ?? []).map((/** @type {any} */ row) => {
    const money = moneyFor(office, row.currency);
    const place = { office, say, money, orderID: row.order_id, busy: page.busy, refresh: page.refresh, changed: page.reload };
    return h('div', { key: row.id, class: 'waiting-row way-row', 'data-payment': row.id }, head(page, row),
      h('p', { class: 'with-icon' }, icon(row.kind === 'refund' ? 'return' : methodIcon(row.method)), h('b', { class: 'number' }, money.money(row.kind === 'refund' ? -row.amount : row.amount)),
        h('span', { class: `chip ${chipOf(row.status)}` }, say(`status.${row.status}`)),
        h('time', { class: 'small muted', datetime: row.created_at, title: office.times.full(row.created_at) }, say('since', { time: office.times.short(row.created_at) }))),
      h('div', { class: 'actions' }, row.kind === 'payment' ? underWayDeeds(place, row) : h('span', { class: 'small muted' }, say('way.refund'))));
  }), ...page.events.map((/** @type {any} */ one) => unheard(page, one))]);
}

/** Something a provider told that could not be used, after many tries. @param {any} page @param {any} event */
function unheard(page, event) {
  const { office, say, busy } = page;
  const again = async () => {
    if (busy.has(event.id)) return;
    busy.add(event.id);
    page.refresh();
    try {
      await office.api.post(`/provider_events/${encodeURIComponent(event.id)}/retry`, {});
      office.toasts.show(say('event.again'), { icon: 'clock' });
    } catch (error) {
      office.toasts.show(office.explain(error), { icon: 'warning' });
    }
    busy.delete(event.id);
    page.reload();
  };
  return h('div', { key: event.id, class: 'waiting-row way-row', 'data-event': event.id },
    h('span', { class: 'waiting-head' }, icon('warning'), h('b', null, say('event.dead', { provider: say(`provider.${event.provider}`) }))),
    h('p', { class: 'small', dir: 'auto' }, h('code', { dir: 'ltr' }, event.type), ' ', event.last_error ?? '', ' ',
      h('time', { class: 'muted', datetime: event.received_at, title: office.times.full(event.received_at) }, office.times.short(event.received_at))),
    h('div', { class: 'actions' }, office.may('resolve_payment_task')
      ? h('button', { type: 'button', class: 'button button-small', 'aria-disabled': busy.has(event.id) ? 'true' : null, onclick: again }, say('event.retry')) : null));
}
