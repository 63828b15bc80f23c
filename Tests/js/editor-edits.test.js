/** Edits of an order: laid over it, folded, and set against what somebody else changed. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { added, folded, isRemovalStale, project, rebased, requestOf, valueBefore } from '../../Sources/Web/Public/editor/edits.js';
import { isSame } from '../../Sources/Web/Public/editor/places.js';

const line = { id: 'lin_1', client_id: 'c1', title: 'Pot', quantity: 2, unit_price: 500, discounts: [], tax_rates: [] };
const base = {
  id: 'ord_1', version: 4, status: 'draft', note: null, customer_note: 'Hello', tags: [], lines: [line], adjustments: [], shipping_line: null,
  tax_lines: [], cash_rounding: 0, amount_paid: 0, total: 1000,
};
let count = 0;
const set = (target, fields, before, more = {}) => ({ id: `e${count += 1}`, kind: 'set', target, fields, before, state: 'waiting', ...more });

test('an edit shows at once, with the total it makes', () => {
  const order = project(base, [set('line:c1', { quantity: 3 }, { quantity: 2 })]);
  assert.deepEqual([order.lines[0].quantity, order.total, base.lines[0].quantity], [3, 1500, 2]);
});

test('a line that was added and one that was removed show at once', () => {
  const add = { id: 'e', kind: 'add_line', target: 'line:c2', body: { client_id: 'c2', title: 'Soil', quantity: 1, unit_price: 250 }, state: 'waiting' };
  const gone = { id: 'f', kind: 'remove', target: 'line:c1', before: { one: line }, state: 'waiting' };
  const order = project(base, [add, gone]);
  assert.deepEqual([order.lines.map(({ title }) => title), order.total], [['Soil'], 250]);
});

test('a further edit of a field replaces the one that has not left, and keeps what was there before', () => {
  const edits = added([set('order', { note: 'a' }, { note: null })], set('order', { note: 'ab' }, { note: 'a' }));
  assert.deepEqual([edits.length, edits[0].fields.note, edits[0].before.note], [1, 'ab', null]);
});

test('an edit on its way is not replaced, and the next one follows from it', () => {
  const sending = set('order', { note: 'a' }, { note: null }, { state: 'sending' });
  assert.equal(valueBefore(base, [sending], 'order', 'note'), 'a');
  assert.equal(added([sending], set('order', { note: 'ab' }, { note: 'a' })).length, 2);
});

test('an edit that did not get through folds into the later one of the same field', () => {
  const edits = folded([set('order', { note: 'a' }, { note: null }), set('order', { note: 'ab' }, { note: 'a' })]);
  assert.deepEqual(edits.map(({ fields, before }) => [fields.note, before.note]), [['ab', null]]);
});

test('different fields merge silently', () => {
  const edits = [set('order', { note: 'mine' }, { note: null })];
  assert.deepEqual(rebased(edits, { ...base, version: 5, customer_note: 'theirs' }), edits);
});

test('the same field changed by somebody else is a conflict with their value', () => {
  const [edit] = rebased([set('line:c1', { quantity: 3 }, { quantity: 2 })], { ...base, lines: [{ ...line, quantity: 7 }] });
  assert.deepEqual([edit.state, edit.theirs], ['conflict', { quantity: 7 }]);
});

test('what somebody else wrote in the very same words is no conflict, and nothing is left to do', () => {
  assert.deepEqual(rebased([set('order', { note: 'same' }, { note: null })], { ...base, note: 'same' }), []);
});

test('a conflict ends when the field is again what it was', () => {
  const [edit] = rebased([set('order', { note: 'mine' }, { note: null }, { state: 'conflict', theirs: { note: 'x' } })], base);
  assert.equal(edit.state, 'waiting');
});

test('an edit of a line that is gone goes with it, one of a line still to be added stays', () => {
  const add = { id: 'e', kind: 'add_line', target: 'line:c9', body: { client_id: 'c9' }, state: 'waiting' };
  const kept = rebased([add, set('line:c9', { quantity: 4 }, { quantity: 1 }), set('line:c8', { quantity: 4 }, { quantity: 1 })], base);
  assert.deepEqual(kept.map(({ target }) => target), ['line:c9', 'line:c9']);
});

test('requests name the version they are based on; what commutes names none', () => {
  assert.deepEqual(requestOf(set('line:c1', { quantity: 3 }, {}), base),
    { method: 'PATCH', path: '/orders/ord_1/lines/lin_1', body: { quantity: 3 }, headers: { 'If-Match': '"4"' } });
  const add = { id: 'k', kind: 'add_adjustment', target: 'order', body: { kind: 'credit' }, state: 'waiting' };
  assert.deepEqual(requestOf(add, base)?.headers, { 'Idempotency-Key': 'k' });
  assert.equal(requestOf(set('line:gone', { quantity: 3 }, {}), base), null);
});

test('a line that somebody else changed is not removed unseen', () => {
  const gone = { id: 'f', kind: 'remove', target: 'line:c1', before: { one: line }, state: 'waiting' };
  assert.equal(isRemovalStale(gone, base), false);
  assert.equal(isRemovalStale(gone, { ...base, lines: [{ ...line, quantity: 9 }] }), true);
});

test('an address with empty parts is the same as one without them', () => {
  assert.ok(isSame({ city: 'Utrecht', line2: null }, { city: 'Utrecht' }));
  assert.ok(isSame({ city: null }, null));
  assert.ok(!isSame({ city: 'Utrecht' }, null));
  assert.ok(isSame(2, '2') && !isSame([1], [1, 2]));
});

test('what a lock kept out is not shown as if it counted, and is tried again once the order is open', () => {
  const shut = set('line:c1', { quantity: 9 }, { quantity: 2 }, { state: 'refused', problem: { code: 'order_locked' } });
  const note = set('order', { note: 'open' }, { note: null });
  const order = project({ ...base, status: 'invoice_sent' }, [shut, note]);
  assert.deepEqual([order.lines[0].quantity, order.note], [2, 'open']);
  assert.equal(rebased([shut], { ...base, status: 'invoice_sent' })[0].state, 'refused');
  assert.equal(rebased([shut], base)[0].state, 'waiting');
});

test('tags of two people come together', () => {
  const mine = set('order', { tags: ['vip', 'roof'] }, { tags: ['vip', 'old'] });
  const [edit] = rebased([mine], { ...base, tags: ['vip', 'old', 'theirs'] });
  assert.deepEqual([edit.state, edit.fields.tags, edit.before.tags], ['waiting', ['vip', 'theirs', 'roof'], ['vip', 'old', 'theirs']]);
});
