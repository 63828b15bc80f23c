/** What the order page reads from people and says to them: figures, days, terms, the timeline, the checklist, the explanation. */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { addressInput, addressLines, countries } from '../../Sources/Web/Public/editor/addresses.js';
import { findProblems } from '../../Sources/Web/Public/editor/checklist.js';
import { dayOf, instantOn } from '../../Sources/Web/Public/editor/days.js';
import { explanationText } from '../../Sources/Web/Public/editor/explanation.js';
import { parseKilograms, parsePackage, parsePercent, parseUnitPrice, priceText } from '../../Sources/Web/Public/editor/figures.js';
import { initials } from '../../Sources/Web/Public/editor/initials.js';
import { contentsText, parcelForm, parcelText, unpacked } from '../../Sources/Web/Public/editor/parcels.js';
import { termsKey } from '../../Sources/Web/Public/editor/terms.js';
import { entries } from '../../Sources/Web/Public/editor/timeline.js';

test('unit prices are read in the currency, with up to four decimals more', () => {
  const read = (text, exponent = 2) => parseUnitPrice(text, exponent);
  assert.deepEqual([read('16.65'), read('16,65'), read('10'), read('€ 1 234,50'), read('0.0129')], [1665, 1665, 1000, 123450, '1.29']);
  assert.deepEqual([read('10.33333'), read('10.3333333'), read('-1'), read('12abc'), read('')], ['1033.333', null, null, null, null]);
  assert.equal(read(priceText('1033.3', 2)), '1033.3');
  assert.deepEqual([read('1.234'), read('120', 0), read('120.5', 0), read('0.1254', 3)], [null, 120, '120.5', '125.4']);
  assert.deepEqual([priceText('1033.3', 2), priceText(1665, 2), priceText(null, 2)], ['10.3330', '16.65', '']);
});

test('percentages, weights and packages are read as they are written', () => {
  assert.deepEqual(['10', '12,5 %', '100', '100.0', '100.1', '101', '-5', ''].map(parsePercent), ['10', '12.5', '100', '100', null, null, null, null]);
  assert.deepEqual(['42.6', '0,125', '1', '1.2345', 'x'].map(parseKilograms), [42600, 125, 1000, null, null]);
  assert.deepEqual(['125 × 40 × 40', '12,5x4x3', '1*2*3', '1 × 2', '0 × 1 × 2'].map(parsePackage), [[1250, 400, 400], [125, 40, 30], [10, 20, 30], null, null]);
});

test('a day in the shop keeps its hour, also across a change of clocks', () => {
  assert.equal(dayOf('2026-03-12T23:30:00Z', 'Europe/Amsterdam'), '2026-03-13');
  assert.equal(instantOn('2026-03-10', '2026-03-12T12:15:00Z', 'Europe/Amsterdam'), '2026-03-10T12:15:00.000Z');
  assert.equal(instantOn('2026-04-02', '2026-03-12T12:15:00Z', 'Europe/Amsterdam'), '2026-04-02T11:15:00.000Z');
  assert.equal(dayOf(instantOn('2026-01-01', '2026-03-12T17:30:00Z', 'Asia/Bangkok'), 'Asia/Bangkok'), '2026-01-01');
});

test('an address is what was written, and nothing when nothing was', () => {
  assert.deepEqual(addressLines({ name: 'Agnieszka Wójcik', line1: 'Prinsesselaan 12 bis', postal_code: '3581 TD', city: 'Utrecht', country: 'NL' }),
    ['Agnieszka Wójcik', 'Prinsesselaan 12 bis', '3581 TD Utrecht', 'Netherlands']);
  assert.equal(addressInput({ name: ' ', city: '' }), null);
  assert.equal(addressInput({ city: ' Utrecht ' }).city, 'Utrecht');
  assert.ok(countries('en').length > 240);
});

test('edits of one person within ten minutes are one entry with the total before and after', () => {
  const event = (id, minute, type, total, actor = 'stf_1') => ({
    id, type, created_at: `2026-03-12T12:${String(minute).padStart(2, '0')}:00.000Z`, actor: { kind: 'staff', id: actor }, object: {}, data: { total },
  });
  const list = entries([event('1', 0, 'order.created', 0), event('2', 1, 'order.updated', 500), event('3', 2, 'order.updated', 900), event('4', 3, 'order.updated', 900, 'stf_2')]);
  assert.deepEqual(list.map(({ type, count, before, after, actor }) => [type, count, before, after, actor.id]),
    [['order.updated', 1, 900, 900, 'stf_2'], ['order.updated', 2, 0, 900, 'stf_1'], ['order.created', 1, null, 0, 'stf_1']]);
});

test('what is missing leads to the field that mends it, and marks its section', () => {
  const order = { status: 'draft', lines: [{ id: 'lin_1', client_id: 'abc' }] };
  const { list, sections } = findProblems([
    { code: 'out_of_stock', field: 'lines[0].quantity', line_id: 'lin_1', message: 'Only 1' },
    { code: 'required', field: 'shipping_address', line_id: null, message: 'Add' }, { code: 'empty', field: 'lines', line_id: null, message: 'Add' },
  ], order);
  assert.deepEqual(list.map(({ id }) => id), ['line_abc-quantity', 'shipping-address-button', 'add-product']);
  assert.deepEqual([...sections], ['items', 'shipping']);
  assert.equal(findProblems([{ code: 'x', field: 'lines', line_id: null, message: '' }], { ...order, status: 'placed' }).list.length, 0);
});

test('an explanation can be copied as text', () => {
  const text = explanationText({
    rows: [{ kind: 'line', title: 'Pot', taxes: '21% VAT', amount: 6660, steps: [{ title: '4 × 16.65', arithmetic: 'quantity × price', amount: 6660 }, { title: 'list', amount: null }] }],
    tax_groups: [{ includes_tax: true, gross: 6660, net: 5504, tax: 1156, taxes: [{ title: 'VAT', rate: '21', arithmetic: '66.60 × 21 ÷ 121', amount: 1156 }] }],
    checks: [{ code: 'total', message: 'It adds up.', ok: true }], total: 6660,
  }, (minor) => (minor / 100).toFixed(2), { head: 'D-1 66.60', total: 'Total' });
  assert.equal(text, 'D-1 66.60\n\nPot\t21% VAT\t66.60\n  4 × 16.65\tquantity × price\t66.60\n  list\nTotal\t66.60\n\nVAT 21%\t66.60 × 21 ÷ 121\t11.56\n✓ It adds up.');
});

test('terms are the same by what they ask, whatever they are called', () => {
  assert.equal(termsKey({ title: 'House', type: 'net', days: 15 }), termsKey({ type: 'net', days: 15 }));
  assert.notEqual(termsKey({ type: 'net', days: 15 }), termsKey({ type: 'net', days: 30 }));
  assert.equal(initials('Marta Zielińska'), 'MZ');
});

test('what is left to pack is what no package has', () => {
  const order = {
    lines: [{ id: 'a', title: 'Pot', quantity: 4 }, { id: 'b', title: 'soil', quantity: 12.5, unit: 'kg' }],
    shipments: [{ id: 's', lines: [{ line_id: 'a', quantity: 4 }, { line_id: 'b', quantity: 2.5 }] }],
  };
  assert.equal(contentsText(unpacked(order)), '10 kg soil');
  assert.equal(contentsText(unpacked(order, 's')), '4 Pot, 12.5 kg soil');
  assert.equal(parcelText({ weight_g: 18200, length_mm: 600, width_mm: 605, height_mm: 400 }), '18.2 kg · 60 × 60.5 × 40 cm');
  assert.deepEqual(parcelForm(null), { weight: '', sides: '' });
});

test('every text that the order page names is in its catalogue', () => {
  const root = new URL('../../Sources/Web/Public/', import.meta.url);
  const texts = new URL('texts/en/', root);
  const catalogue = readdirSync(texts).map((name) => JSON.parse(readFileSync(new URL(name, texts), 'utf8'))).reduce((all, one) => ({ ...all, ...one }), {});
  const missing = [];
  const isSaid = (/** @type {string} */ key) => key in catalogue || `${key}.other` in catalogue;
  // Money and returns have words of their own; money shares them with the page of all payments.
  for (const [folder, prefixes] of [['editor/', ['editor.', 'payments.', 'returns.']], ['office/payments/', ['payments.', 'office.']]]) {
    for (const name of readdirSync(new URL(folder, root))) {
      const source = readFileSync(new URL(`${folder}${name}`, root), 'utf8');
      for (const [, key] of source.matchAll(/(?<!office\.)\bsay\(\s*'([a-z0-9_.]+)'/g)) {
        if (!prefixes.some((prefix) => isSaid(prefix + key))) missing.push(`${name}: ${key}`);
      }
    }
  }
  assert.deepEqual(missing, []);
});
