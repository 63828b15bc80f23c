/** Transactions: what waits, the one word for a sale, one list of several, the history in words; and the live list over a slow server. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { chipsOf, goodsWord, hasGoodsToMove, history, isNew, listPath, merged, onlineChannels, statusOf, weightOf } from '../../Sources/Web/Public/register/transactions.js';
import { Transactions } from '../../Sources/Web/Public/register/transactions-list.js';

const sale = (over = {}) => ({
  id: 'ord_1', version: 1, status: 'placed', channel: 'online_store', payment_status: 'paid', fulfillment_status: 'unfulfilled', display_status: 'paid',
  shipments: [], payments: [], placed_at: '2026-05-01T10:00:00.000Z', created_at: '2026-05-01T09:00:00.000Z', ...over,
});
const parcel = (status, over = {}) => ({ id: `shp_${status}`, status, lines: [], package: { weight_g: 1200 }, ...over });

test('an online order waits until somebody takes it in hand', () => {
  assert.equal(isNew(sale()), true);
  assert.equal(isNew(sale({ shipments: [parcel('pending')] })), false);
  assert.equal(isNew(sale({ shipments: [parcel('canceled')] })), true);
  assert.equal(isNew(sale({ channel: 'register' })), false);
  assert.equal(isNew(sale({ status: 'closed', fulfillment_status: 'not_required' })), false);
});

test('one word says how far an order is', () => {
  const word = (fulfillment_status, ...statuses) => statusOf(sale({ fulfillment_status, shipments: statuses.map((status) => parcel(status)) }));
  assert.deepEqual([
    word('unfulfilled'), word('unfulfilled', 'packed'), word('ready_for_pickup', 'ready_for_pickup'), word('partially_fulfilled', 'shipped'), word('shipped', 'shipped'),
    word('shipped', 'failed'), word('fulfilled', 'delivered'), word('fulfilled', 'picked_up'),
  ], ['paid', 'preparing', 'ready_for_pickup', 'partly_shipped', 'shipped', 'delivery_failed', 'delivered', 'picked_up']);
  assert.equal(statusOf(sale({ payment_status: 'unpaid', display_status: 'awaiting_payment' })), 'awaiting_payment');
  assert.equal(statusOf(sale({ status: 'canceled' })), 'canceled');
  assert.equal(statusOf(sale({ payment_status: 'refunded', fulfillment_status: 'shipped' })), 'refunded');
  assert.equal(statusOf(sale({ channel: 'register', display_status: 'completed', fulfillment_status: 'fulfilled' })), 'completed');
});

test('money that is still missing is told beside how far the goods are', () => {
  assert.deepEqual(chipsOf(sale({ payment_status: 'unpaid', fulfillment_status: 'ready_for_pickup', shipments: [parcel('ready_for_pickup')] })), ['ready_for_pickup', 'awaiting_payment']);
  assert.deepEqual(chipsOf(sale({ fulfillment_status: 'shipped', shipments: [parcel('shipped')] })), ['shipped']);
  assert.deepEqual(chipsOf(sale()), ['paid']);
});

test('a sale over the counter has nothing to move, a parcel has, and weighs what all of it weighs', () => {
  assert.equal(hasGoodsToMove(sale({ channel: 'register', fulfillment_status: 'not_required' })), false);
  assert.equal(hasGoodsToMove(sale()), true);
  assert.equal(hasGoodsToMove(sale({ fulfillment_status: 'shipped', shipments: [parcel('shipped')] })), true);
  assert.equal(hasGoodsToMove(sale({ status: 'closed', fulfillment_status: 'fulfilled', shipments: [parcel('delivered')] })), false);
  assert.equal(weightOf(sale({ shipments: [parcel('packed'), parcel('pending')] })), 2400);
  assert.equal(weightOf(sale({ shipments: [parcel('packed', { package: null })] })), null);
  assert.equal(goodsWord(sale({ fulfillment_status: 'not_required' })), null);
});

test('lists become one: the newest sale first, each once, as it was read last', () => {
  const old = sale({ id: 'a', placed_at: '2026-05-01T08:00:00.000Z' });
  const late = sale({ id: 'b', placed_at: '2026-05-02T08:00:00.000Z' });
  const newer = sale({ id: 'a', version: 4, placed_at: '2026-05-01T08:00:00.000Z' });
  assert.deepEqual(merged([newer, late], [old]).map(({ id, version }) => [id, version]), [['b', 1], ['a', 4]]);
});

test('every word for a status, a payment and an event is in the catalogue', () => {
  const words = {};
  for (const name of ['register', 'register-transactions']) Object.assign(words, JSON.parse(readFileSync(new URL(`../../Sources/Web/Public/texts/en/${name}.json`, import.meta.url), 'utf8')));
  const methods = ['cash', 'card_terminal', 'bank_transfer', 'card_on_file', 'store_credit', 'gift_card', 'gateway', 'manual'];
  const statuses = ['paid', 'preparing', 'ready_for_pickup', 'partly_shipped', 'shipped', 'delivery_failed', 'delivered', 'picked_up', 'completed', 'refunded', 'partially_refunded', 'partially_paid', 'canceled', 'returned', 'awaiting_payment', 'payment_check', 'on_hold', 'draft'];
  const wanted = [
    ...methods.flatMap((method) => [`paid.${method}`, `history.paid.${method}`, `method.${method}`]), ...statuses.map((status) => `status.${status}`),
    ...onlineChannels.map((channel) => `channel.${channel}`), ...['preparing', 'ready_for_pickup', 'picked_up', 'shipped', 'delivered', 'failed'].map((status) => `change.status.${status}`),
    ...['pending', 'packed', 'ready_for_pickup', 'picked_up', 'handed_over', 'shipped', 'delivered', 'failed'].map((status) => `package.${status}`),
    ...['status', 'courier', 'tracking_number', 'lines'].map((field) => `change.needs.${field}`),
    ...['placed', 'shipped', 'shipped_with', 'partly_shipped', 'preparing', 'packed', 'ready_for_pickup', 'picked_up', 'handed_over', 'delivered', 'delivery_failed', 'fulfillment_undone', 'canceled', 'refunded',
      'edited', 'exchanged', 'return_requested', 'return_received', 'return_rejected', 'credited', 'reopened', 'closed'].map((verb) => `history.order.${verb}`),
    ...['captured', 'failed', 'claimed', 'rejected', 'taken'].filter((verb) => verb !== 'captured').map((verb) => `history.payment.${verb}`),
  ];
  assert.deepEqual(wanted.filter((key) => !(`register.${key}` in words)), []);
});

test('the history says what a cashier asks for, newest first, and by whom', () => {
  const event = (id, type, data = {}, actor = { kind: 'system', id: null }) => ({ id, type, created_at: '2026-05-01T10:00:00.000Z', actor, data });
  const order = sale({ payments: [{ id: 'pay_1', method: 'gateway', amount: 500, status: 'captured' }] });
  const rows = history([
    event('1', 'order.created'), event('2', 'order.placed'), event('3', 'payment.captured', { payment_id: 'pay_1' }), event('4', 'order.updated', { shipment_status: 'packed' }),
    event('5', 'order.updated'), event('6', 'order.shipped', { courier: 'DPD', tracking_number: '15', partial: true }, { kind: 'staff', id: 'stf_1' }),
  ], order);
  assert.deepEqual(rows.map(({ key }) => key), ['order.partly_shipped', 'order.packed', 'paid.gateway', 'order.placed']);
  assert.deepEqual(rows[0].values, { courier: 'DPD', number: '15' });
  assert.equal(rows[0].staff, 'stf_1');
  assert.equal(rows[2].values.amount, 500);
});

const boot = { location: { id: 'loc_1' } };

test('what waits online is counted, and stands on top of the list whenever it was begun', async () => {
  const begun = sale({ id: 'old', created_at: '2026-04-01T09:00:00.000Z', placed_at: '2026-05-03T10:00:00.000Z' });
  const pages = { fulfillment_status: [begun, sale({ id: 'packed', shipments: [parcel('packed')] })], list: [sale({ id: 'a' })] };
  const api = { get: async (path) => ({ data: path.includes('fulfillment_status') ? pages.fulfillment_status : pages.list, next_cursor: null }) };
  const list = new Transactions({ api, boot });
  await list.count();
  assert.deepEqual(list.waiting.map(({ id }) => id), ['old']);
  list.tab = 'online';
  await list.refresh();
  assert.deepEqual(list.rows.map(({ id }) => id), ['old', 'a']);
  list.keep({ ...begun, version: 2, shipments: [parcel('packed')] });
  assert.deepEqual([list.waiting.length, list.rows.map(({ id }) => id).join()], [0, 'a']);
});

test('what is looked at stays when it does not belong to the list any more', async () => {
  const open = sale({ id: 'open' });
  let page = [open];
  const api = { get: async (path) => (path === '/orders/open' ? open : { data: path.includes('/events') ? [] : page, next_cursor: null }) };
  const list = new Transactions({ api, boot });
  list.show('online');
  await list.refresh();
  list.choose(open);
  page = [];
  list.keep({ ...open, version: 2, fulfillment_status: 'shipped', shipments: [parcel('shipped')] });
  await list.refresh();
  assert.equal(list.chosen?.fulfillment_status, 'shipped');
  list.leave();
  await list.refresh();
  assert.deepEqual(list.rows, []);
});

test('what is still to be done is asked for by itself', async () => {
  const asked = [];
  const list = new Transactions({ api: { get: async (path) => { asked.push(path); return { data: [], next_cursor: null }; } }, boot });
  list.show('online');
  list.narrow(true);
  assert.deepEqual(asked.map((path) => path.includes('fulfillment_status=unfulfilled,partially_fulfilled,ready_for_pickup')), [false, true]);
});

test('an answer that comes late does not replace the later question’s', async () => {
  const waiting = [];
  const api = { get: (path) => new Promise((answer) => { waiting.push([path, answer]); }) };
  const list = new Transactions({ api, boot });
  const first = list.refresh();
  list.list.query = 'nora';
  const second = list.refresh();
  waiting[1][1]({ data: [sale({ id: 'nora' }), sale({ id: 'nora2' })], next_cursor: null });
  await second;
  waiting[0][1]({ data: [sale({ id: 'other' })], next_cursor: null });
  await first;
  assert.deepEqual(list.list.rows.map(({ id }) => id).sort(), ['nora', 'nora2']);
  assert.ok(waiting[1][0].endsWith('&q=nora'));
});

test('without the network the list stays and says so; the next reading makes it new', async () => {
  let isDown = false;
  const api = { get: async () => { if (isDown) throw new Error('unreachable'); return { data: [sale()], next_cursor: null }; } };
  const list = new Transactions({ api, boot });
  await list.refresh();
  isDown = true;
  await list.refresh();
  assert.deepEqual([list.list.state, list.list.isOld, list.list.rows.length], ['ready', true, 1]);
  isDown = false;
  await list.refresh();
  assert.equal(list.list.isOld, false);
});

test('pages that were turned stay below when the first one is read again', async () => {
  const day = (number) => sale({ id: `o${number}`, created_at: `2026-05-0${number}T09:00:00.000Z`, placed_at: `2026-05-0${number}T09:00:00.000Z` });
  const api = { get: async (path) => (path.includes('cursor=') ? { data: [day(2), day(1)], next_cursor: null } : { data: [day(4), day(3)], next_cursor: 'c1' }) };
  const list = new Transactions({ api, boot });
  await list.refresh();
  await list.next();
  assert.deepEqual([list.list.rows.map(({ id }) => id).join(), list.list.cursor], ['o4,o3,o2,o1', null]);
  await list.refresh();
  assert.deepEqual([list.list.rows.map(({ id }) => id).join(), list.list.cursor], ['o4,o3,o2,o1', null]);
});

test('an old order that a notice points at stays chosen, and there is still more to show', async () => {
  const old = sale({ id: 'old', created_at: '2026-01-01T09:00:00.000Z', placed_at: '2026-01-01T09:00:00.000Z' });
  const api = { get: async (path) => (path === '/orders/old' ? old : path.includes('/events') ? { data: [] } : { data: path.includes('fulfillment_status') ? [] : [sale({ id: 'a' })], next_cursor: 'c1' }) };
  const list = new Transactions({ api, boot });
  await list.open('old');
  await list.refresh();
  assert.deepEqual([list.tab, list.chosen?.id, list.list.cursor], ['online', 'old', 'c1']);
});

test('only what changes a row is read again, a counter’s sale leaves the online orders alone, and what nobody sees waits', async () => {
  const asked = [];
  const list = new Transactions({ api: { get: async (path) => { asked.push(path.includes('fulfillment_status') ? 'count' : path.includes('channel=register') ? 'store' : 'online'); return { data: [], next_cursor: null }; } }, boot });
  const hear = (type, data = {}) => { asked.length = 0; list.heard({ type, object: { type: 'order', id: 'x' }, data }); list.settle(); return asked.join(); };
  assert.deepEqual([hear('order.updated'), hear('order.held'), hear('order.placed', { register_id: 'reg_1' }), hear('order.shipped')], ['', '', '', 'count']);
  list.show('online');
  list.see(true);
  await new Promise((done) => { setTimeout(done, 0); });
  assert.deepEqual([hear('order.placed', { register_id: 'reg_1' }), hear('payment.captured'), hear('order.updated', { shipment_status: 'packed' })], ['', 'count,online', 'count,online']);
  assert.equal(listPath('store', 'loc_1').includes('location_id=loc_1'), true);
});
