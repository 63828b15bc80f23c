/** What people type into the fields of the back office, and what the API gets; text with two readings is refused. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { combinations } from '../../Sources/Web/Public/catalog/combinations.js';
import { readMoment, readMoney, readNumber, readPercentage, readUnitPrice } from '../../Sources/Web/Public/office/typed.js';

const value = (read) => ('value' in read ? read.value : read.problem);

test('money takes the mark of any locale and never minor units', () => {
  for (const [text, exponent, minor] of [['12,50', 2, 1250], ['12.5', 2, 1250], ['199', 2, 19900], ['€ 1 234,50', 2, 123450], ['1,234.50', 2, 123450],
    ['1.234,50', 2, 123450], ['−3', 2, -300], ['1250', 0, 1250], ['1.250', 3, 1250], ['', 2, null], ['  ', 2, null]]) {
    assert.equal(value(readMoney(text, exponent)), minor, text);
  }
});

test('money that can be read in two ways, or in none, is a problem with its reason', () => {
  assert.deepEqual(readMoney('1.234', 2), { problem: 'ambiguous', values: { text: '1.234' } });
  for (const text of ['12.345,6.7', 'twelve', '1e3', '12.505', '0x10', '--1']) assert.ok('problem' in readMoney(text, 2), text);
  assert.deepEqual(readMoney('x', 0), { problem: 'needs_money', values: { example: '1250' } });
});

test('a unit price keeps four decimals more, as text', () => {
  for (const [text, exponent, price] of [['10.3330', 2, '1033.3'], ['0,1234', 2, '12.34'], ['10,33', 2, '1033'], ['0.000001', 2, '0.0001'], ['3', 0, '3'],
    ['0.0004', 0, '0.0004'], ['', 2, null]]) {
    assert.equal(value(readUnitPrice(text, exponent)), price, text);
  }
  assert.equal(value(readUnitPrice('10.333', 2)), 'ambiguous');
  assert.equal(value(readUnitPrice('-1', 2)), 'needs_money');
  assert.equal(value(readUnitPrice('1.0000001', 2)), 'needs_money');
});

test('percentages and numbers are exact', () => {
  for (const [text, percent] of [['12,5 %', '12.5'], ['8.875', '8.875'], ['010', '10'], ['10.50', '10.5'], ['', null]]) {
    assert.equal(value(readPercentage(text)), percent, text);
  }
  for (const text of ['-1', '1.23456', 'ten']) assert.equal(value(readPercentage(text)), 'needs_number', text);
  for (const [text, decimals, number] of [['-2', 3, -2], ['1,5', 3, 1.5], ['1 200', 0, 1200], ['0.125', 3, 0.125], ['', 0, null]]) {
    assert.equal(value(readNumber(text, decimals)), number, text);
  }
  assert.equal(value(readNumber('1,250', 3)), 'ambiguous');
  for (const text of ['1.5', 'x', '1e3']) assert.equal(value(readNumber(text, 0)), 'needs_number', text);
});

test("a moment is the shop's own, whatever the clock of the browser, and over a change of clocks", () => {
  assert.equal(value(readMoment('2030-07-01T10:00', 'Europe/Warsaw')), '2030-07-01T08:00:00.000Z');
  assert.equal(value(readMoment('2030-01-01T10:00', 'Europe/Warsaw')), '2030-01-01T09:00:00.000Z');
  assert.equal(value(readMoment('2026-03-29T03:30', 'Europe/Warsaw')), '2026-03-29T01:30:00.000Z');
  assert.equal(value(readMoment('2026-10-25T03:30', 'Europe/Warsaw')), '2026-10-25T02:30:00.000Z');
  assert.equal(value(readMoment('2026-06-01T00:15', 'Asia/Kathmandu')), '2026-05-31T18:30:00.000Z');
  assert.equal(value(readMoment('', 'UTC')), null);
  assert.equal(value(readMoment('tomorrow', 'UTC')), 'needs_moment');
});

test('a variant is missing for each combination that has none, up to what a product holds', () => {
  const options = [{ name: 'Size', values: ['S', 'M'] }, { name: 'Colour', values: ['red', '__proto__'] }];
  assert.deepEqual(combinations(options, [{ Size: 'S', Colour: 'red' }]).map((each) => `${each.Size}/${each.Colour}`), ['S/__proto__', 'M/red', 'M/__proto__']);
  assert.deepEqual(combinations([], [{}]), []);
  const many = ['a', 'b', 'c'].map((name) => ({ name, values: Array.from({ length: 20 }, (_, index) => String(index)) }));
  assert.equal(combinations(many, []).length, 250);
});
