/** Change status: what comes first, what it needs, what is sent, what was refused where, and how long it can be taken back. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bodyOf, canDivide, changed, faultsOf, missing, openLines, startDraft, statusCalls, tells, undoSeconds,
} from '../../Sources/Web/Public/shared/status-change.js';

const option = (status, available = true, needs = []) => ({ status, title: status, available, reason: available ? null : 'Not now.', needs });
const choices = (over = {}) => ({
  current: 'unfulfilled',
  options: [option('preparing'), option('ready_for_pickup'), option('picked_up', false), option('shipped', true, ['courier', 'tracking_number']), option('delivered', false), option('failed', false)],
  notice: { available: true, reason: null, channel: 'email', to: 'a@example.com' },
  couriers: [{ name: 'DPD', tracking_url: null }, { name: 'InPost', tracking_url: null }], last_courier: 'DPD', ...over,
});
const line = (id, quantity, over = {}) => ({ id, title: id, sku: null, quantity, requires_shipping: true, ...over });
const order = (over = {}) => ({ id: 'ord_1', shipping_line: { title: 'Parcel' }, shipments: [], lines: [line('a', 2), line('b', 1)], ...over });

test('what most likely comes next is chosen, with the courier used last', () => {
  const draft = startDraft(choices(), order());
  assert.equal(draft.status, 'shipped');
  assert.equal(draft.courier, 'DPD');
  assert.equal(draft.isTelling, true);
  const label = { status: 'packed', courier: 'GLS', tracking_number: '77', lines: [] };
  assert.deepEqual([startDraft(choices(), order({ shipments: [label] })).courier, startDraft(choices(), order({ shipments: [label] })).tracking], ['GLS', '77']);
  assert.equal(startDraft(choices(), order({ shipments: [label, label] })).tracking, '');
  assert.equal(startDraft(choices(), order({ shipping_line: { title: 'inpost locker' } })).courier, 'InPost');
  assert.equal(startDraft(choices(), order({ shipping_line: { pickup_location_id: 'loc_1' } })).status, 'ready_for_pickup');
  assert.equal(startDraft(choices({ options: [option('shipped', false), option('delivered')] }), order()).status, 'delivered');
  assert.equal(startDraft(choices({ options: [option('shipped', false)] }), order()).status, null);
});

test('shipped needs a courier and a tracking number, and spaces are neither', () => {
  const draft = startDraft(choices({ last_courier: null }), order());
  assert.deepEqual(missing(choices(), draft), ['courier', 'tracking_number']);
  assert.deepEqual(missing(choices(), changed(draft, { courier: 'DPD', tracking: '   ' })), ['tracking_number']);
  assert.deepEqual(missing(choices(), changed(draft, { courier: 'DPD', tracking: '1597' })), []);
  assert.deepEqual(missing(choices(), changed(draft, { status: 'preparing' })), []);
  assert.deepEqual(missing(choices(), changed(draft, { status: 'delivered' })), ['status']);
});

test('the body has what the status needs, and nothing typed for another one', () => {
  const draft = changed(startDraft(choices(), order()), { tracking: ' 1597 0044 ' });
  assert.deepEqual(bodyOf(choices(), draft), { status: 'shipped', courier: 'DPD', tracking_number: '1597 0044', notify: true });
  assert.deepEqual(bodyOf(choices(), changed(draft, { status: 'preparing', isTelling: false })), { status: 'preparing', notify: false });
});

test('nobody is told where nobody can be reached', () => {
  const mute = choices({ notice: { available: false, reason: 'No address.', channel: null, to: null } });
  assert.equal(tells(mute, changed(startDraft(mute, order()), { isTelling: true })), false);
});

test('nobody is told of what is no news, nor by itself where the shop does not', () => {
  const draft = startDraft(choices(), order());
  assert.deepEqual(['preparing', 'ready_for_pickup', 'shipped', 'delivered'].map((status) => tells(choices(), changed(draft, { status }))), [false, true, true, false]);
  const quiet = choices({ notice: { ...choices().notice, default: false } });
  assert.equal(startDraft(quiet, order()).isTelling, false);
});

test('a part is lines and quantities, and an empty part is none', () => {
  const draft = changed(startDraft(choices(), order()), { tracking: '1', parts: new Map([['a', 1000], ['b', 0]]) });
  assert.deepEqual(bodyOf(choices(), draft).lines, [{ line_id: 'a', quantity: 1 }]);
  assert.deepEqual(missing(choices(), changed(draft, { parts: new Map([['a', 0]]) })), ['lines']);
});

test('what went away is not open any more, what was packed still is', () => {
  const shipments = [
    { status: 'shipped', lines: [{ line_id: 'a', quantity: 1 }] }, { status: 'packed', lines: [{ line_id: 'b', quantity: 1 }] },
    { status: 'canceled', lines: [{ line_id: 'b', quantity: 1 }] },
  ];
  assert.deepEqual(openLines(order({ shipments })).map(({ id, open }) => [id, open]), [['a', 1000], ['b', 1000]]);
  const ready = order({ shipments: [{ status: 'ready_for_pickup', lines: [{ line_id: 'a', quantity: 2 }, { line_id: 'b', quantity: 1 }] }] });
  assert.deepEqual(openLines(ready, 'shipped'), []);
  assert.deepEqual(openLines(ready, 'picked_up').map(({ open }) => open), [2000, 1000]);
  assert.deepEqual(openLines(order({ lines: [line('a', 1, { requires_shipping: false })] })), []);
});

test('one piece of one thing cannot be divided', () => {
  const draft = startDraft(choices(), order());
  assert.equal(canDivide(order(), draft), true);
  assert.equal(canDivide(order({ lines: [line('a', 1)] }), draft), false);
  assert.equal(canDivide(order({ lines: [line('a', 2)] }), draft), true);
  assert.equal(canDivide(order(), changed(draft, { status: 'delivered' })), false);
});

test('a refusal stands at its field, and one without a field at the whole', () => {
  const problem = { errors: [{ field: 'tracking_number', message: 'Enter it.' }, { field: 'lines[0].quantity', message: 'Too many.' }, { field: 'package.weight_g', message: 'Too heavy.' }] };
  assert.deepEqual(faultsOf(problem, () => ''), { tracking_number: 'Enter it.', lines: 'Too many.', '': 'Too heavy.' });
  assert.deepEqual(faultsOf({ status: 409, detail: 'Canceled.' }, ({ detail }) => detail), { '': 'Canceled.' });
});

test('the undo lasts as long as the server says, whatever clock stands here', () => {
  const answer = { updated_at: '2001-01-01T10:00:00.000Z', shipments: [{ undo_until: null }, { undo_until: '2001-01-01T10:00:09.500Z' }] };
  assert.equal(undoSeconds(answer), 9.5);
  assert.equal(undoSeconds({ shipments: [{ undo_until: null }] }), 0);
  assert.equal(undoSeconds({ ...answer, updated_at: '2001-01-01T10:00:11.000Z' }), 0);
});

test('a change sent again is the same request, another choice is another one', async () => {
  const sent = [];
  const calls = statusCalls({ get: async (path) => path, post: async (...parts) => { sent.push(parts); return {}; } }, 'ord_1');
  const draft = changed(startDraft(choices(), order()), { tracking: '1' });
  await calls.save(choices(), draft);
  await calls.save(choices(), draft);
  await calls.save(choices(), changed(draft, { tracking: '2' }));
  const keys = sent.map(([, , headers]) => headers['Idempotency-Key']);
  assert.equal(sent[0][0], '/orders/ord_1/fulfillment');
  assert.equal(keys[0], keys[1]);
  assert.notEqual(keys[1], keys[2]);
  assert.equal(await calls.preview(changed(draft, { courier: 'A & B' })), '/orders/ord_1/fulfillment?status=shipped&courier=A+%26+B&tracking_number=1');
});
