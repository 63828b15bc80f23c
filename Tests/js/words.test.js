/** Money, quantities and words on the screen; every text a page asks for is in the catalogue. */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { decimalText, moneyFormat, parseMoney } from '../../Sources/Web/Public/shared/money.js';
import { isMeasured, parseQuantity, quantityLabel, quantityText, thousandths, wireQuantity } from '../../Sources/Web/Public/shared/quantity.js';
import { makeTexts } from '../../Sources/Web/Public/shared/texts.js';
import { ACTIONS, arranged, moved, startingTiles } from '../../Sources/Web/Public/register/tiles.js';
import { keyFor, keyName, standardKeys } from '../../Sources/Web/Public/register/keys.js';
import { age, rows, sorted } from '../../Sources/Web/Public/register/holds.js';

const root = new URL('../../Sources/Web/Public/', import.meta.url);
const words = readdirSync(new URL('texts/en/', root)).filter((name) => name.startsWith('register'));
const catalogue = Object.assign({}, ...words.map((name) => JSON.parse(readFileSync(new URL(`texts/en/${name}`, root), 'utf8'))));

test('minor units are written with the currency\u2019s own decimals', () => {
  assert.deepEqual([decimalText(5, 2), decimalText(-10561, 2), decimalText(1127, 0), decimalText(1, 3), decimalText('1033.3', 2)], ['0.05', '-105.61', '1127', '0.001', '10.333']);
  const euro = moneyFormat({ locale: 'en', currency: 'EUR', exponent: 2 });
  assert.equal(euro.money(10561), '€105.61');
  assert.equal(euro.money(-556), '\u2212€5.56');
  assert.equal(euro.short(9000), '€90');
  assert.equal(euro.unitPrice('1033.3'), '€10.333');
  assert.equal(moneyFormat({ locale: 'en', currency: 'JPY', exponent: 0 }).money(1240), '¥1,240');
});

test('typed amounts are read with point or comma', () => {
  assert.deepEqual(['12', '12.5', '12,50', '1 234,56', '€3.00', '.5', '1,234.50'].map((text) => parseMoney(text, 2)), [1200, 1250, 1250, 123456, 300, 50, 123450]);
  assert.deepEqual(['', 'abc', '1.2.3x4', '1.234', '99999999999999'].map((text) => parseMoney(text, 2)), [null, null, null, null, null]);
  assert.equal(parseMoney('1.234', 3), 1234);
});

test('quantities are thousandths', () => {
  assert.deepEqual(['2', '1.35', '1,350', '0.001'].map(parseQuantity), [2000, 1350, 1350, 1]);
  assert.deepEqual(['', 'x', '1.2345', '1000001'].map(parseQuantity), [null, null, null, null]);
  assert.deepEqual([quantityText(1350), quantityText(2000), quantityLabel(1350, 'kg'), wireQuantity(1350), thousandths(1.35)], ['1.35', '2', '1.350', 1.35, 1350]);
  assert.deepEqual([isMeasured('kg'), isMeasured('piece'), isMeasured(null)], [true, false, false]);
});

test('a plural is chosen and places are filled', () => {
  const say = makeTexts({ 'x.items.one': '{count} item', 'x.items.other': '{count} items', 'x.hello': 'Hello {name}' }, 'en', 'x.');
  assert.deepEqual([say('items', { count: 1 }), say('items', { count: 3 }), say('hello', { name: 'Nora' }), say('missing')], ['1 item', '3 items', 'Hello Nora', 'x.missing']);
});

test('every text that a script names is in the catalogue', () => {
  const missing = [];
  for (const folder of ['register/', 'shared/']) {
    for (const name of readdirSync(new URL(folder, root)).filter((each) => each.endsWith('.js'))) {
      const source = readFileSync(new URL(folder + name, root), 'utf8');
      for (const [, key] of source.matchAll(/\bsay\('([a-z_.]+)'/g)) {
        if (!(`register.${key}` in catalogue) && !(`register.${key}.other` in catalogue)) missing.push(`${name}: ${key}`);
      }
    }
  }
  assert.deepEqual(missing, []);
});

test('leading actions stand in the strip, goods follow where none was chosen', () => {
  const standard = [{ kind: 'product', ref: 'p' }];
  assert.deepEqual(arranged([], standard), { strip: ACTIONS, grid: standard });
  const own = [{ kind: 'action', ref: 'discount' }, { kind: 'category', ref: 'Pots' }];
  assert.deepEqual(arranged(own, standard), { strip: ['discount'], grid: [own[1]] });
  assert.deepEqual(moved(own, 0, 1), [own[1], own[0]]);
  assert.deepEqual(moved(own, 0, -1), own);
  const categories = new Map([['Pots', [{ id: 'a' }, { id: 'b' }]], ['Tools', [{ id: 'c' }]]]);
  assert.deepEqual(startingTiles(categories, [{ id: 'd' }]).map(({ ref }) => ref), ['Pots', 'Tools', 'a', 'c', 'b', 'd']);
});

test('keys are named and shown', () => {
  assert.equal(keyName({ key: 'Z', ctrlKey: true, metaKey: false, altKey: false }), 'Ctrl+z');
  assert.equal(keyFor(standardKeys, 'hold'), 'F6');
  assert.equal(keyFor(standardKeys, 'remove_line'), 'Del');
});

test('held orders: unsent ones first in line, the open one never, ages in words', () => {
  const order = (id, minutes, more = {}) => ({ id, client_id: null, status: 'draft', lease: null, total: minutes, lines: [], hold: { held_at: new Date(Date.now() - minutes * 60_000).toISOString(), register_id: 'reg_1' }, ...more });
  const listed = [order('a', 5), order('b', 50), order('c', 1)];
  const local = [{ order: order('b', 50, { status: 'canceled' }), isUnsent: true }, { order: order('d', 0), isUnsent: true }];
  const list = rows({ listed, local, current: ['c', null], registerNames: new Map(), fresh: new Set(['a']) });
  assert.deepEqual(list.map((row) => [row.key, row.isUnsent, row.isNew]), [['a', false, true], ['d', true, false]]);
  assert.deepEqual(sorted(list, 'newest').map((row) => row.key), ['d', 'a']);
  assert.deepEqual(sorted(list, 'total').map((row) => row.key), ['a', 'd']);
  const now = new Date();
  const ago = (minutes) => age(new Date(now.getTime() - minutes * 60_000).toISOString(), now);
  assert.deepEqual([ago(0.5).key, ago(11).count, ago(180).count, ago(2900).count], ['held.age.now', 11, 3, 2]);
});
