/** The register's totals against the vectors that the server passes too, and against the oracle in exact fractions. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { TotalsError, computeTotals } from '../../Sources/Web/Public/shared/totals.js';
import { jointShares, largestRemainder, roundedProduct } from '../../Sources/Web/Public/shared/rounding.js';
import { percentText, scaled } from '../../Sources/Web/Public/shared/decimals.js';
import { assertPart } from './support/part.js';

const root = new URL('../../', import.meta.url);
const fixture = (name) => readFileSync(new URL(`Tests/Fixtures/pricing/${name}`, root), 'utf8');

for (const name of ['golden.json', 'own.json']) {
  for (const vector of JSON.parse(fixture(name)).vectors) {
    test(`${name}: ${vector.name} (${vector.rule})`, () => assertPart(computeTotals(vector.request), vector.expect));
  }
}

test('the committed random orders come to the figures of the oracle', () => {
  for (const line of fixture('random.jsonl').trim().split('\n')) {
    const { request, expect } = JSON.parse(line);
    assertPart(computeTotals(request), expect, line);
  }
});

test('new random orders come to the figures of the oracle', async () => {
  const seed = Number(process.env.COUNTERFOIL_SEED ?? Date.now() % 1_000_000);
  const count = Number(process.env.COUNTERFOIL_PROPERTY_RUNS ?? 20_000);
  console.log(`# ${count} random orders, seed ${seed}`);
  const own = fileURLToPath(new URL('.venv/bin/python', root));
  const script = fileURLToPath(new URL('Tests/oracle/vectors.py', root));
  const oracle = spawn(existsSync(own) ? own : 'python3', [script, '--count', String(count), '--seed', String(seed)]);
  let compared = 0;
  for await (const line of createInterface({ input: oracle.stdout })) {
    const { request, expect } = JSON.parse(line);
    assertPart(computeTotals(request), expect, line);
    compared += 1;
  }
  assert.equal(compared, count);
});

test('two hundred lines are computed between two keystrokes', () => {
  const lines = Array.from({ length: 200 }, (_, index) => ({
    title: 'Item', quantity: (index % 9) + 1, unit_price: 199 + index * 7, discounts: index % 3 ? [] : [{ value_type: 'percentage', value: '10' }],
    tax_rates: [{ title: 'VAT', rate: index % 2 ? '21' : '9' }],
  }));
  const order = { prices_include_tax: true, lines, adjustments: [{ kind: 'discount', value_type: 'fixed', value: 1234 }] };
  for (let round = 0; round < 50; round += 1) computeTotals(order);
  const start = performance.now();
  for (let round = 0; round < 50; round += 1) computeTotals(order);
  const each = (performance.now() - start) / 50;
  console.log(`# 200 lines: ${each.toFixed(3)} ms`);
  assert.ok(each < 16, `${each} ms`);
});

test('what was given comes back, with the figures laid over', () => {
  const order = { id: 'ord_1', note: 'kept', lines: [{ id: 'lin_1', quantity: 2, unit_price: 150, tax_rates: [] }], adjustments: [], shipping_line: null };
  const copy = structuredClone(order);
  const totals = computeTotals(order);
  assert.equal(totals.lines[0].id, 'lin_1');
  assert.equal(totals.lines[0].total, 300);
  assert.equal(totals.shipping_line, null);
  assert.deepEqual(order, copy);
});

test('a draft with next to nothing in it has totals too', () => {
  assert.equal(computeTotals({}).total, 0);
  assert.equal(computeTotals({ lines: [{ quantity: 1, unit_price: null }] }).total, 0);
});

test('values that are none are refused by name', () => {
  const refusals = [
    [{ lines: [{ quantity: 1.2345, unit_price: 1 }] }, 'lines[0].quantity'],
    [{ lines: [{ quantity: -1, unit_price: 1 }] }, 'lines[0].quantity'],
    [{ lines: [{ quantity: 1e21, unit_price: 1 }] }, 'lines[0].quantity'],
    [{ lines: [{ quantity: 1_000_000.001, unit_price: 1 }] }, 'lines[0].quantity'],
    [{ lines: [{ quantity: 1, unit_price: -1 }] }, 'lines[0].unit_price'],
    [{ lines: [{ quantity: 1, unit_price: '12abc' }] }, 'lines[0].unit_price'],
    [{ lines: [{ quantity: 1, unit_price: '1.23456' }] }, 'lines[0].unit_price'],
    [{ lines: [{ quantity: 1, unit_price: 1e12 + 1 }] }, 'lines[0].unit_price'],
    [{ lines: [{ quantity: 2, unit_price: 1e12 }] }, 'lines[0].quantity'],
    [{ lines: [{ quantity: 1, unit_price: 1e12, tax_rates: [{ title: 'VAT', rate: '1' }] }] }, 'lines[0].quantity'],
    [{ lines: [{ quantity: 1, unit_price: 1, discounts: [{ value_type: 'percentage', value: '100.0001' }] }] }, 'lines[0].discounts[0].value'],
    [{ lines: [{ quantity: 1, unit_price: 1, discounts: [{ value_type: 'fixed', value: -1 }] }] }, 'lines[0].discounts[0].value'],
    [{ lines: [{ quantity: 1, unit_price: 1, tax_rates: [{ title: 'VAT', rate: '-1' }] }] }, 'lines[0].tax_rates'],
    [{ lines: [{ quantity: 1, unit_price: 1e12 }, { quantity: 1, unit_price: 1 }] }, 'total'],
    [{ adjustments: [{ kind: 'credit', value: -1 }] }, 'adjustments[0].value'],
    [{ shipping_line: { price: 1e13 } }, 'shipping_line.price'],
  ];
  for (const [order, field] of refusals) {
    assert.throws(() => computeTotals(order), (error) => error instanceof TotalsError && error.field === field, field);
  }
});

test('rounding is half away from zero, also where a float would lose digits', () => {
  assert.equal(roundedProduct(5, 1, 10), 1);
  assert.equal(roundedProduct(-5, 1, 10), -1);
  assert.equal(roundedProduct(4, 1, 10), 0);
  assert.equal(roundedProduct(999_999_999_999, 999_999, 1_000_000), 999_998_999_999);
  assert.equal(roundedProduct(Number.MAX_SAFE_INTEGER, 5, 10), 4_503_599_627_370_496);
  assert.equal(roundedProduct(-Number.MAX_SAFE_INTEGER, 5, 10), -4_503_599_627_370_496);
  assert.equal(roundedProduct(10n ** 16n, 1_000_000_000, 10_000_000), null);
});

test('with half_even an exact half goes to the even neighbour, below zero alike', () => {
  const halves = [[5, 0], [15, 2], [25, 2], [35, 4], [4, 0], [6, 1], [14, 1], [24, 2], [26, 3]];
  for (const [tenths, expected] of halves) {
    assert.equal(roundedProduct(tenths, 1, 10, 'half_even'), expected, `${tenths}`);
    assert.equal(roundedProduct(-tenths, 1, 10, 'half_even') + 0, -expected + 0, `-${tenths}`);
    assert.equal(roundedProduct(BigInt(tenths), 1, 10, 'half_even'), expected, `${tenths} as BigInt`);
    assert.equal(roundedProduct(BigInt(-tenths), 1, 10, 'half_even') + 0, -expected + 0, `-${tenths} as BigInt`);
  }
  assert.equal(roundedProduct(Number.MAX_SAFE_INTEGER, 5, 10, 'half_even'), 4_503_599_627_370_496);
  assert.equal(roundedProduct(Number.MAX_SAFE_INTEGER - 2, 5, 10, 'half_even'), 4_503_599_627_370_494);
});

test('an allowance is rounded as a charge is', () => {
  const charged = (price, rounding) => computeTotals({
    rounding, lines: [{ quantity: 1, unit_price: 100 }], shipping_line: { price, tax_rates: [{ title: 'VAT', rate: '5' }] },
  }).tax_total + 0;
  assert.deepEqual([10, 30, 50].map((price) => charged(price, 'half_even')), [0, 2, 2]);
  assert.deepEqual([10, 30, 50].map((price) => charged(-price, 'half_even')), [0, -2, -2]);
  assert.deepEqual([10, 30, 50].map((price) => charged(-price, 'half_up')), [-1, -2, -3]);
  assert.deepEqual([10, 30, 50].map((price) => charged(-price, undefined)), [-1, -2, -3]);
});

test('shares add up, and ties go to the earlier', () => {
  assert.deepEqual(largestRemainder(1000, [3333, 3333, 3334]), [333, 333, 334]);
  assert.deepEqual(largestRemainder(1, [5, 5, 5]), [1, 0, 0]);
  assert.deepEqual(largestRemainder(-2, [5, 5, 5]), [-1, -1, 0]);
  assert.deepEqual(largestRemainder(7, [0, 0]), [0, 0]);
  assert.deepEqual(jointShares([1, 1], [1, 1, 1]), [[1, 0, 0], [0, 1, 0]]);
});

test('decimals are read to the last digit or not at all', () => {
  assert.equal(scaled('8.875', 4, 1e9), 88_750);
  assert.equal(scaled(1.5, 3, 1e9), 1500);
  assert.equal(percentText(88_750), '8.875');
  for (const text of ['', '.5', '5.', '05', '1,5', ' 1', '1 ', '+1', '-1', '1e3', '１２', '٣', '0x1', 'NaN', 'Infinity', '1.23456']) {
    assert.equal(scaled(text, 4, 1e9), null, text);
  }
});
