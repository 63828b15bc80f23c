/** A list of tracking numbers in one text: Enter goes to the next order that waits, a column spreads over the lines, what failed stays. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countLines, failedText, isShippable, linesFor, nextPlace, pasteColumn } from '../../Sources/Web/Public/office/orders/tracking-text.js';

const order = (number, over = {}) => ({ number, status: 'placed', fulfillment_status: 'unfulfilled', ...over });

test('each ticked order that can be shipped begins a line', () => {
  const orders = [order('1050'), order('1051', { status: 'draft' }), order('1052', { fulfillment_status: 'not_required' }), order('1053', { fulfillment_status: 'partially_fulfilled' })];
  assert.equal(linesFor(orders.filter(isShippable)), '1050\t\n1053\t');
});

test('Enter behind a number goes to the next order that waits for one', () => {
  const text = '1050\t3S1\n1051\t3S2\n1052\t\n1053\t';
  assert.equal(nextPlace({ text, caret: 8 }), text.indexOf('1053') - 1);
  assert.equal(nextPlace({ text, caret: text.indexOf('1053') - 1 }), text.length);
  assert.equal(nextPlace({ text, caret: 2 }), null, 'in the middle of a line Enter divides it');
  assert.equal(nextPlace({ text, caret: text.length }), null);
  assert.equal(nextPlace({ text: '', caret: 0 }), null);
  assert.equal(nextPlace({ text: '1050\t3S1\nnote', caret: 8 }), null);
});

test('a column of numbers goes to the orders that wait, each to its own', () => {
  const text = '1050\t\n1051\t3S9\n1052\t';
  assert.deepEqual(pasteColumn({ text, caret: 5 }, '3S1\r\n3S2\n'), { text: '1050\t3S1\n1051\t3S9\n1052\t3S2', caret: 26 });
});

test('numbers beyond the last order are kept on lines of their own', () => {
  assert.equal(pasteColumn({ text: '1050\t', caret: 5 }, '3S1\n3S2\n3S3')?.text, '1050\t3S1\n3S2\n3S3');
});

test('any other text is pasted as it is', () => {
  assert.equal(pasteColumn({ text: '1050\t', caret: 5 }, '3S1'), null);
  assert.equal(pasteColumn({ text: '1050\t', caret: 5 }, '1051,3S1\n1052,3S2'), null);
  assert.equal(pasteColumn({ text: '', caret: 0 }, '3S1\n3S2'), null);
});

test('what failed stays to be corrected', () => {
  const row = (number, result, courier = null) => ({ number, tracking_number: `3S${number}`, courier, result });
  assert.equal(failedText([row('1', 'shipped'), row('2', 'failed', 'DPD'), row('3', 'unchanged'), row('4', 'failed')]), '2\t3S2\tDPD\n4\t3S4');
  assert.equal(countLines('a\n\n  \nb\n'), 2);
});
