/** The cart is the server's order with the waiting operations laid over it: the same edits, whichever order they come back in. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemCount, project, quantitiesByVariant } from '../../Sources/Web/Public/register/order.js';
import { lineKey, orderKey } from '../../Sources/Web/Public/shared/order.js';
import { MissingTarget, orderIn, requestFor, verdict } from '../../Sources/Web/Public/register/operations.js';

let count = 0;
const operation = (kind, payload, more = {}) => ({ id: `op-${(count += 1)}`, seq: count, order: 'o-1', kind, payload, at: '2026-01-01T00:00:00.000Z', state: 'pending', ...more });
const create = () => operation('create_order', { body: { client_id: 'o-1', channel: 'register', register_id: 'reg_1' }, shown: { currency: 'EUR', prices_include_tax: true } });
const add = (key, price, quantity = 1) => operation('add_line', {
  body: { client_id: key, variant_id: `var_${key}`, quantity }, shown: { title: key, unit_price: price, list_price: price, tax_rates: [{ title: 'VAT', rate: '23' }] },
});
const base = (over = {}) => ({ ...project(null, [create(), add('a', 1490)]), id: 'ord_1', version: 4, lines: [{ ...project(null, [create(), add('a', 1490)]).lines[0], id: 'lin_1' }], ...over });

test('an order that only exists here has lines and totals', () => {
  const order = project(null, [create(), add('a', 1490, 2), add('b', 620, 1.35)]);
  assert.equal(order.lines.length, 2);
  assert.equal(order.total, 2980 + 837);
  assert.equal(order.amount_due, order.total);
  assert.equal(orderKey(order), 'o-1');
});

test('an order that only exists here rounds as the shop does, else halves away from zero', () => {
  const total = (rounding) => {
    const made = create();
    made.payload.shown.rounding = rounding;
    const order = project(null, [made, add('a', '2.5')]);
    return [order.rounding, order.total];
  };
  assert.deepEqual(total('half_even'), ['half_even', 2]);
  assert.deepEqual(total('half_up'), ['half_up', 3]);
  assert.deepEqual(total(undefined), ['half_up', 3]);
});

test('edits are laid over the server\u2019s order without changing it', () => {
  const ground = base();
  const order = project(ground, [operation('set_line', { line: 'a', body: { quantity: 3 } }), operation('patch_order', { body: { note: 'red coat' } })]);
  assert.equal(order.lines[0].quantity, 3);
  assert.equal(order.total, 4470);
  assert.equal(order.note, 'red coat');
  assert.equal(ground.lines[0].quantity, 1);
});

test('what was refused changes nothing', () => {
  const order = project(base(), [operation('remove_line', { line: 'a' }, { state: 'rejected' })]);
  assert.equal(order.lines.length, 1);
});

test('discounts on line and cart are in the totals at once', () => {
  const order = project(base(), [
    operation('set_line', { line: 'a', body: { discounts: [{ value_type: 'percentage', value: '10' }] } }),
    operation('add_adjustment', { body: { kind: 'discount', value_type: 'fixed', value: 100, title: 'Goodwill' } }),
  ]);
  assert.equal(order.total, 1490 - 149 - 100);
  assert.equal(order.adjustments[0].amount, 100);
});

test('hold and retrieve move the hold, delete and restore the status', () => {
  const held = project(base(), [operation('hold', { body: { register_id: 'reg_1', label: 'red coat' } })]);
  assert.equal(held.hold.label, 'red coat');
  assert.equal(project(held, [operation('retrieve', { body: {} })]).hold, null);
  assert.equal(project(held, [operation('delete_order', {})]).status, 'canceled');
  assert.equal(project(held, [operation('delete_order', {}), operation('restore_order', {})]).status, 'draft');
});

test('pieces count by quantity, weighed goods as one', () => {
  const order = project(null, [create(), add('a', 100, 3), add('b', 620, 1.35)]);
  assert.equal(itemCount(order), 4);
  assert.equal(quantitiesByVariant(order).get('var_b'), 1350);
});

test('a line is named by its client id long before the server has one', () => {
  const request = requestFor(operation('set_line', { line: 'a', body: { quantity: 2 } }), base());
  assert.deepEqual([request.method, request.path, request.headers['If-Match']], ['PATCH', '/orders/ord_1/lines/lin_1', '"4"']);
  assert.equal(lineKey(base().lines[0]), 'a');
  assert.throws(() => requestFor(operation('set_line', { line: 'gone', body: {} }), base()), MissingTarget);
  assert.throws(() => requestFor(add('c', 100), null), MissingTarget);
});

test('every POST carries the operation\u2019s own key, and an approval when there is one', () => {
  const request = requestFor(operation('pay', { body: { method: 'cash' } }, { id: 'key-1', approval: 'token' }), base());
  assert.equal(request.headers['Idempotency-Key'], 'key-1');
  assert.equal(request.headers['X-Approval'], 'token');
  assert.equal(request.headers['If-Match'], undefined);
});

test('an adjustment made here is removed by the id the server gave it', () => {
  const request = requestFor(operation('remove_adjustment', { adjustment: 'op-1' }), base(), new Map([['op-1', 'adj_9']]));
  assert.equal(request.path, '/orders/ord_1/adjustments/adj_9');
});

test('the answer tells what to do next', () => {
  assert.deepEqual([0, 429, 503, 401, 412, 409, 422, 403].map((status) => verdict(status)), ['wait', 'wait', 'wait', 'signed_out', 'rebase', 'reject', 'reject', 'reject']);
  assert.equal(verdict(403, 'This page is out of date. Load it again and repeat.'), 'signed_out');
  assert.equal(orderIn({ order: { id: 'x' }, changes: [] }).id, 'x');
  assert.equal(orderIn({ id: 'y', lines: [] }).id, 'y');
  assert.equal(orderIn(null), null);
});
