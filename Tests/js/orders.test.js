/** The list of orders in the back office: its address, its next steps, deeds for many rows, and what happened since it was read. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiQuery, isNarrowed, readFilter, spanOf, tabOf, viewQuery, withChanges, writeFilter } from '../../Sources/Web/Public/office/orders/filter.js';
import { cancelStep, nextSteps } from '../../Sources/Web/Public/office/orders/next-steps.js';
import { columnsOf, daysLate, deliveryOf, itemsOf, nameOf } from '../../Sources/Web/Public/office/orders/order-facts.js';
import { OrderList } from '../../Sources/Web/Public/office/orders/order-list.js';
import { changedTags, forEachOrder, onTopOfOthers } from '../../Sources/Web/Public/office/orders/row-results.js';
import { addDays, makeTimes } from '../../Sources/Web/Public/office/times.js';

const amsterdam = makeTimes({ locale: 'en', timeZone: 'Europe/Amsterdam' });
const shop = { requiresDiscardReason: false };

test('the address holds the whole filter and nothing else', () => {
  const search = '?view=viw_1&display_status=draft&q=red%20coat&channel=phone,line&total_from=100&utm=x&date=never';
  const filter = readFilter(search);
  assert.deepEqual(filter, { view: 'viw_1', display_status: 'draft', q: 'red coat', channel: 'phone,line', total_from: '100' });
  assert.equal(writeFilter(filter), '?view=viw_1&display_status=draft&q=red+coat&channel=phone,line&total_from=100');
  assert.deepEqual(readFilter(writeFilter(filter)), filter);
  assert.equal(writeFilter({}), '/admin/orders');
});

test('a filter that changes starts on the first page', () => {
  const filter = { display_status: 'draft', cursor: 'i1.ord_1', channel: 'phone' };
  assert.deepEqual(withChanges(filter, { channel: '', q: 'x' }), { display_status: 'draft', q: 'x' });
  assert.equal(viewQuery({ ...filter, view: 'viw_1' }), 'display_status=draft&channel=phone');
});

test('a tab is known by its statuses, and alone narrows nothing', () => {
  assert.equal(tabOf({}), 'all');
  assert.equal(tabOf({ display_status: 'awaiting_payment,payment_check' }), 'awaiting_payment');
  assert.equal(tabOf({ display_status: 'paid' }), 'all');
  assert.equal(isNarrowed({ display_status: 'draft', sort: 'total' }), false);
  assert.equal(isNarrowed({ tag: 'vip' }), true);
});

test('a span of days begins and ends at midnight of the shop, also when clocks change', () => {
  const now = new Date('2026-03-29T20:00:00Z');
  const query = new URLSearchParams(apiQuery({ date: 'today', view: 'viw_1', channel: 'phone' }, amsterdam, now));
  assert.deepEqual(Object.fromEntries(query), { channel: 'phone', created_from: '2026-03-28T23:00:00.000Z', created_to: '2026-03-29T22:00:00.000Z' });
  assert.deepEqual(spanOf('last_30_days', '2026-03-12'), { from: '2026-02-11', to: '2026-03-12' });
  assert.deepEqual(spanOf('this_month', '2026-03-12'), { from: '2026-03-01', to: '2026-03-12' });
  assert.deepEqual(spanOf('yesterday', '2026-03-01'), { from: '2026-02-28', to: '2026-02-28' });
  assert.equal(addDays('2026-12-31', 1), '2027-01-01');
});

test('a date is the hour today, the weekday this week, then the date', () => {
  const now = new Date('2026-03-12T12:00:00Z');
  assert.equal(amsterdam.short('2026-03-12T13:31:00Z', now), '14:31');
  assert.equal(amsterdam.short('2026-03-11T22:59:00Z', now), 'Wed');
  assert.equal(amsterdam.short('2026-03-11T23:01:00Z', now), '00:01');
  assert.match(amsterdam.short('2026-03-05T10:00:00Z', now), /5/);
  assert.match(amsterdam.short('2025-03-05T10:00:00Z', now), /2025/);
});

test('only steps that exist are offered, and a way back where there is one', () => {
  const names = (/** @type {any} */ order) => nextSteps({ id: 'ord_1', amount_paid: 0, amount_refunded: 0, ...order }, shop).map((step) => step.name);
  assert.deepEqual(names({ status: 'draft' }), ['discard']);
  assert.deepEqual(names({ status: 'draft', amount_paid: 100 }), []);
  assert.deepEqual(names({ status: 'invoice_sent' }), ['revert', 'discard']);
  assert.deepEqual(names({ status: 'placed' }), ['close', 'cancel']);
  assert.deepEqual(names({ status: 'closed' }), ['reopen']);
  assert.deepEqual(names({ status: 'canceled', placed_at: null }), ['restore']);
  assert.deepEqual(names({ status: 'canceled', placed_at: '2026-01-01T00:00:00.000Z' }), []);
  assert.equal(cancelStep({ id: 'ord_1', status: 'closed' }, shop), null);
  assert.equal(nextSteps({ id: 'ord_1', status: 'draft' }, { requiresDiscardReason: true })[0].asksReason, 'must');
  assert.deepEqual(nextSteps({ id: 'ord_1', status: 'draft' }, shop)[0].undo, { method: 'POST', path: '/orders/ord_1/restore' });
});

test('what an order is called, holds and travels by', () => {
  assert.equal(nameOf({ customer: null, hold: { label: 'Red coat' } }), 'Red coat');
  assert.equal(nameOf({ customer: { name: null, company: 'Acme' } }), 'Acme');
  assert.equal(itemsOf({ lines: [{ quantity: 2, unit: 'piece' }, { quantity: 12.5, unit: 'kg' }, { quantity: 0.5, unit: null }] }), 4);
  assert.equal(deliveryOf({ shipments: [{ courier: 'PostNL', tracking_number: '3S1' }], shipping_line: { title: 'Courier' } }), 'PostNL 3S1');
  assert.equal(deliveryOf({ shipments: [], shipping_line: null }), '');
});

test('columns that were taken off stay off, and those that must be there stay', () => {
  assert.deepEqual(columnsOf(null), ['date', 'customer', 'channel', 'status', 'delivery', 'staff', 'items', 'total']);
  assert.deepEqual(columnsOf('tags'), ['customer', 'status', 'tags', 'total']);
});

test('a deed for many runs a few at a time and answers for each row', async () => {
  let running = 0;
  let most = 0;
  const work = async (/** @type {any} */ order) => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running -= 1;
    if (order.id === '3') throw new Error('is paid');
    return order;
  };
  const orders = ['1', '2', '3', '4', '5', '6'].map((id) => ({ id }));
  const results = await forEachOrder(orders, work, { parallel: 2, explain: (error) => error.message, numberOf: (order) => `D-${order.id}` });
  assert.deepEqual(results.map(({ number, isDone, reason }) => [number, isDone, reason]),
    [['D-1', true, null], ['D-2', true, null], ['D-3', false, 'is paid'], ['D-4', true, null], ['D-5', true, null], ['D-6', true, null]]);
  assert.equal(most, 2);
});

test('a change that met another is repeated once on top of it', async () => {
  const versions = [];
  const change = async (/** @type {any} */ order) => {
    versions.push(order.version);
    if (order.version === 1) throw Object.assign(new Error('stale'), { status: 412 });
    return order;
  };
  await onTopOfOthers({ id: '1', version: 1 }, change, async () => ({ id: '1', version: 2 }));
  assert.deepEqual(versions, [1, 2]);
  await assert.rejects(onTopOfOthers({ id: '1', version: 1 }, change, async () => ({ id: '1', version: 1 })));
});

test('tags are added and taken off whatever their letters, each once', () => {
  assert.deepEqual(changedTags(['VIP', 'red'], ['vip', 'new', 'New'], ['RED']), ['VIP', 'new']);
});

/** @param {Record<string, any>} answers */
const listWith = (answers) => new OrderList({ api: { get: async (/** @type {string} */ path) => answers[path.split('?')[0]]() }, times: amsterdam });

test('new orders are counted and push no row; what changed is refreshed where it stands', async () => {
  const shown = [{ id: '1', version: 1, display_status: 'draft' }, { id: '2', version: 1, display_status: 'draft' }];
  let page = shown;
  const list = listWith({ '/orders': () => ({ data: page, next_cursor: null }), '/orders/2': () => ({ id: '2', version: 2, display_status: 'canceled' }) });
  await list.load();
  page = [{ id: '3', version: 1 }, ...shown];
  await list.catchUp(new Set(['3', '2', 'elsewhere']));
  assert.deepEqual(list.orders.map((order) => order.id), ['1', '2']);
  assert.equal(list.find('2').display_status, 'canceled');
  assert.deepEqual([...list.fresh], ['3']);
  list.put({ id: '2', version: 1, display_status: 'draft' });
  assert.equal(list.find('2').display_status, 'canceled');
});

test('an error keeps the rows, and the answer to an older question is dropped', async () => {
  /** @type {((value: any) => void)[]} */
  const waiting = [];
  const list = listWith({ '/orders': () => new Promise((resolve) => { waiting.push(resolve); }) });
  const first = list.load();
  const second = list.load();
  waiting[1]({ data: [{ id: 'new' }], next_cursor: null });
  await second;
  waiting[0]({ data: [{ id: 'old' }], next_cursor: null });
  await first;
  assert.deepEqual(list.orders.map((order) => order.id), ['new']);
  list.api = { get: async () => { throw new Error('gone'); } };
  await list.load();
  assert.deepEqual(list.orders.map((order) => order.id), ['new']);
  assert.equal(list.error.message, 'gone');
});

test('overdue is a view of its own, the longest overdue first', () => {
  const filter = readFilter('?view=overdue&overdue=true&sort=due_on');
  assert.equal(apiQuery(filter, amsterdam), 'sort=due_on&overdue=true');
  assert.equal(isNarrowed(filter), true);
});

test('days late are days of the calendar, and one at least', () => {
  assert.equal(daysLate({ due_on: '2026-03-07' }, '2026-03-10'), 3);
  assert.equal(daysLate({ due_on: '2026-02-28' }, '2026-03-01'), 1);
  assert.equal(daysLate({ due_on: '2026-03-10' }, '2026-03-10'), 1);
});
