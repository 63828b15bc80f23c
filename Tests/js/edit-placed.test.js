/** What is asked of the server while a placed order is edited. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf, isChanged, settled, startEdit, stepped, trouble } from '../../Sources/Web/Public/editor/edit-placed.js';

const line = (/** @type {any} */ more = {}) => ({ id: 'lin_1', title: 'Vase', sku: null, unit: null, variant_id: 'var_1', quantity: 3, unit_price: 1000, requires_shipping: true,
  preorder: false, refunded_quantity: 0, ...more });
const order = (/** @type {any} */ more = {}) => ({ lines: [line()], adjustments: [], shipments: [], channel: 'phone', shipping_line: { title: 'Courier', price: 500, tax_rates: [],
  price_includes_tax: true }, prices_include_tax: true, ...more });

test('nothing changed asks for nothing', () => {
  const start = order();
  assert.deepEqual(bodyOf(startEdit(start, 2), start, 2), { lines: [], adjustments: [] });
  assert.equal(isChanged(bodyOf(startEdit(start, 2), start, 2)), false);
});

test('only what was changed is said', () => {
  const start = order({ lines: [line(), line({ id: 'lin_2' }), line({ id: 'lin_3' })], adjustments: [{ id: 'adj_1' }] });
  const form = startEdit(start, 2);
  form.rows[0] = stepped(form.rows[0], 1);
  form.rows[1] = { ...form.rows[1], isGone: true };
  form.rows[2] = { ...form.rows[2], price: '9.50' };
  form.gone.add('adj_1');
  form.shipping = { title: '', price: '' };
  assert.deepEqual(bodyOf(form, start, 2), {
    lines: [{ line_id: 'lin_1', quantity: 4 }, { line_id: 'lin_2', remove: true }, { line_id: 'lin_3', unit_price: 950 }],
    adjustments: [{ id: 'adj_1', remove: true }], shipping_line: null,
  });
});

test('what has left cannot be stepped below, and cannot be removed', () => {
  const start = order({ shipments: [{ status: 'shipped', lines: [{ line_id: 'lin_1', quantity: 2 }] }, { status: 'packed', lines: [{ line_id: 'lin_1', quantity: 1 }] }] });
  assert.equal(settled(start, start.lines[0]), 2000);
  let [row] = startEdit(start, 2).rows;
  for (let step = 0; step < 5; step += 1) row = stepped(row, -1);
  assert.equal(row.text, '2');
  assert.equal(row.isGone, false);
  assert.equal(trouble({ ...row, text: '1' }, 2), 'least');
});

test('one piece less than one takes the line off; what cannot be read asks for nothing', () => {
  const start = order({ lines: [line({ quantity: 1 })] });
  const form = startEdit(start, 2);
  assert.equal(stepped(form.rows[0], -1).isGone, true);
  form.rows[0] = { ...form.rows[0], text: 'two' };
  assert.equal(bodyOf(form, start, 2), null);
  assert.equal(isChanged(bodyOf(form, start, 2)), true);
});
