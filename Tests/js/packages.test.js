/** What a package may become next, and what is left to pack. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packageSteps } from '../../Sources/Web/Public/editor/package-steps.js';
import { unpacked } from '../../Sources/Web/Public/editor/parcels.js';

const placed = { status: 'placed', placed_at: '2026-03-12T10:00:00.000Z', shipping_line: { title: 'Courier' } };

test('before an order is placed a package is packed and nothing more', () => {
  assert.deepEqual(packageSteps({ status: 'draft', placed_at: null }, { status: 'pending' }), ['packed']);
  assert.deepEqual(packageSteps({ status: 'draft', placed_at: null }, { status: 'packed' }), []);
});

test('what is sent is shipped first, what is fetched is laid out first', () => {
  assert.deepEqual(packageSteps(placed, { status: 'packed' }), ['shipped', 'ready_for_pickup', 'handed_over']);
  assert.equal(packageSteps({ ...placed, shipping_line: { pickup_location_id: 'loc_1' } }, { status: 'pending' })[0], 'ready_for_pickup');
});

test('a parcel on its way arrives or fails, and one that failed goes again or comes back', () => {
  assert.deepEqual(packageSteps(placed, { status: 'shipped' }), ['delivered', 'failed']);
  assert.deepEqual(packageSteps(placed, { status: 'failed' }), ['shipped', 'canceled']);
  for (const status of ['delivered', 'picked_up', 'handed_over', 'canceled']) assert.deepEqual(packageSteps(placed, { status }), []);
  for (const status of ['closed', 'canceled']) assert.deepEqual(packageSteps({ ...placed, status }, { status: 'shipped' }), []);
});

test('what was in a package that was called off is left to pack', () => {
  const order = { lines: [{ id: 'a', quantity: 3 }], shipments: [{ id: 's1', status: 'canceled', lines: [{ line_id: 'a', quantity: 2 }] }, { id: 's2', status: 'shipped', lines: [{ line_id: 'a', quantity: 1 }] }] };
  assert.deepEqual(unpacked(order).map(({ rest }) => rest), [2000]);
});
