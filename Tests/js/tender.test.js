/** Change, cash rounding, sensible notes, parts that add up, what may be given back. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cashFigures, equalParts, pressKey, quickAmounts, roundToStep, shareOfLine } from '../../Sources/Web/Public/register/tender.js';
import { refundWorth, refundableUnits } from '../../Sources/Web/Public/register/refund.js';
import { lineAmount, ownDiscount } from '../../Sources/Web/Public/shared/amounts.js';

test('cash is rounded to the step, halves away from zero', () => {
  assert.deepEqual([23089, 999, 502, 2290, 1003].map((amount) => roundToStep(amount, 5)), [23090, 1000, 500, 2290, 1005]);
  assert.equal(roundToStep(2290, 100), 2300);
  assert.equal(roundToStep(-1003, 5), -1005);
  assert.equal(roundToStep(1234, 1), 1234);
});

test('change is counted from the rounded due', () => {
  assert.deepEqual(cashFigures({ due: 23089, given: 23100, step: 5 }), { cashDue: 23090, tendered: 23100, rounding: 1, change: 10, missing: 0 });
  assert.equal(cashFigures({ due: 8561, given: 5000, step: 5 }).missing, 3560);
  assert.equal(cashFigures({ due: 8561, given: null, step: 5 }).change, 0);
});

test('quick amounts are what customers hand over', () => {
  assert.deepEqual(quickAmounts(8560, 2), [9000, 10000, 20000, 50000]);
  assert.deepEqual(quickAmounts(430, 2), [500, 600, 1000, 2000]);
  assert.ok(quickAmounts(1127, 0).every((amount) => amount > 1127));
});

test('equal parts add up to the cent', () => {
  for (const [amount, people] of [[10000, 3], [1, 2], [9999, 7]]) {
    assert.equal(equalParts(amount, people).reduce((sum, part) => sum + part, 0), amount);
  }
});

test('the keypad knows how many decimals a currency has', () => {
  const type = (keys, decimals) => [...keys].reduce((text, key) => pressKey(text, key, decimals), '');
  assert.equal(type('12.345', 2), '12.34');
  assert.equal(type('.5', 2), '0.5');
  assert.equal(type('1.5', 0), '15');
  assert.equal(pressKey('12', 'back', 2), '1');
});

test('three of three units give back exactly what was paid for them', () => {
  const line = { id: 'l', quantity: 3, total: 1000, refunded_quantity: 0 };
  const order = { lines: [line, { id: 'm', quantity: 1, total: 500, refunded_quantity: 0 }], adjustments: [], amount_paid: 1500, amount_refunded: 0 };
  assert.deepEqual([1000, 2000, 3000].map((units) => refundWorth(order, new Map([['l', units]]))), [333, 666, 1000]);
  const later = { ...order, lines: [{ ...line, refunded_quantity: 2 }, order.lines[1]], amount_refunded: 666 };
  assert.equal(refundableUnits(later.lines[0]), 1000);
  assert.equal(refundWorth(later, new Map([['l', 1000]])), 334);
  assert.equal(refundWorth(order, new Map([['l', 3000], ['m', 1000]])), 1500);
});

test('a share of a line never loses a cent over all of it', () => {
  assert.equal(shareOfLine({ total: 1000, quantity: 3 }, 3000), 1000);
  assert.equal(shareOfLine({ total: 837, quantity: 1.35 }, 1350), 837);
});

test('the amount of a line is after its own discounts and before those of the cart', () => {
  const line = { subtotal: 3200, quantity: 1, discounts: [{ value_type: 'percentage', value: '10', amount: 320 }], discount_total: 480 };
  assert.equal(ownDiscount(line), 320);
  assert.equal(lineAmount(line), 2880);
  assert.equal(ownDiscount({ ...line, subtotal: 1999, discounts: [{ value_type: 'percentage', value: '25' }] }), 500);
});
