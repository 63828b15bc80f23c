/** The deeds of the bar that call for more than one field: print, remind, cancel, delete. */
import { ask, dialogHead } from '../../shared/dialog-view.js';
import { h } from '../../shared/render-view.js';
import { icon } from '../../shared/icon-view.js';
import { uuid } from '../../shared/uuid.js';
import { numberOf } from './order-facts.js';
import { cancelStep } from './next-steps.js';
import { forEachOrder } from './row-results.js';
import { runBulk } from './bulk-run-view.js';
import { take } from './status-panel.js';

/** A row that the deed is not for; the sentence stands in the report. @param {string} sentence */
const notFor = (sentence) => Object.assign(new Error(sentence), { problem: { status: 409, detail: sentence } });

/** @param {any} page @param {string} reason */
export function cancelOrders(page, reason) {
  const { office, say, list } = page;
  const shop = { requiresDiscardReason: office.boot.settings.require_discard_reason };
  return runBulk(page, 'cancel', list.tickedOrders, async (order) => {
    const step = cancelStep(order, shop);
    if (!step) throw notFor(say('bulk.cancel.not', { status: say(`status.${order.display_status}`) }));
    return take(page, order, step, reason);
  });
}

/** @param {any} page @param {string} reason */
export function deleteDrafts(page, reason) {
  const { office, say, list } = page;
  const restore = (/** @type {any[]} */ results) => forEachOrder(results, async ({ id }) => list.put(await office.api.post(`/orders/${id}/restore`)), { explain: office.explain, numberOf })
    .then(() => list.loadCounts());
  return runBulk(page, 'delete', list.tickedOrders, async (order) => {
    if (order.status !== 'draft') throw notFor(say('bulk.delete.not'));
    return take(page, order, { call: { method: 'DELETE', path: `/orders/${order.id}`, needsVersion: true } }, reason);
  }, { undo: restore });
}

/** Reminds the customers of what is to be paid. @param {any} page */
export function remind(page) {
  const { office, say, list } = page;
  return runBulk(page, 'remind', list.tickedOrders, async (order) => {
    if (order.status === 'draft' || order.status === 'canceled' || !order.amount_due) throw notFor(say('bulk.remind.not'));
    await office.api.post(`/orders/${order.id}/reminders`, order.conversation_id ? {} : { via: 'email' }, { 'Idempotency-Key': uuid() });
    return order;
  });
}

/** What there is to print of an order. @param {any} order */
function papersOf(order) {
  const papers = [];
  if (order.invoice) papers.push({ name: 'invoice', href: `/api/v1/orders/${order.id}/invoice` });
  if (order.placed_at) papers.push({ name: 'receipt', href: `/register/receipts/${order.id}` });
  if (order.placed_at ? order.status !== 'canceled' : order.shipments?.length) papers.push({ name: 'slip', href: `/admin/orders/${order.id}/packing-slip` });
  return papers;
}

/** What stands on one paper for all of them, then the papers of each. @param {any} page */
export function print(page) {
  const { office, say, list } = page;
  const rows = list.tickedOrders.map((/** @type {any} */ order) => ({ order, papers: papersOf(order) }));
  const ids = list.tickedOrders.map((/** @type {any} */ order) => order.id).join(',');
  const common = [{ name: 'list', href: `/admin/orders/pick-list?ids=${ids}` }, { name: 'slips', href: `/admin/orders/packing-slips?ids=${ids}` }];
  return ask(({ close }) => h('div', { class: 'dialog-frame' },
    dialogHead({ title: say('bulk.print'), detail: say('bulk.print.detail'), close, closeLabel: office.say('close') }),
    h('div', { class: 'dialog-body stack' },
      h('ul', { class: 'rows' }, common.map((paper, at) => h('li', { class: 'result' }, icon('printer'),
        h('a', { href: paper.href, target: '_blank', rel: 'noopener', class: 'strong', autofocus: at === 0 ? true : null }, say(`bulk.print.${paper.name}`)), h('span', { class: 'muted small' }, say(`bulk.print.${paper.name}.hint`))))),
      h('h3', { class: 'small muted' }, say('bulk.print.each')),
      h('ul', { class: 'rows results' }, rows.map((/** @type {any} */ { order, papers }) => h('li', { class: 'result' },
        icon(papers.length ? 'printer' : 'gone'), h('b', null, h('bdi', null, numberOf(order))),
        papers.length ? papers.map((/** @type {any} */ paper) => h('a', { href: paper.href, target: '_blank', rel: 'noopener' }, say(`bulk.print.${paper.name}`)))
          : h('span', { class: 'muted' }, say('bulk.print.none')))))),
    h('div', { class: 'dialog-foot' }, h('button', { type: 'button', class: 'button', onclick: () => close() }, office.say('close')))));
}
