/** The local search and the codes: words inside words, folded letters, Thai and Arabic, twenty thousand products at once. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fold, words } from '../../Sources/Web/Public/shared/fold.js';
import { findCode, makeIndex, search } from '../../Sources/Web/Public/register/search.js';
import { isValidEAN, quantityForPrice, readEmbedded } from '../../Sources/Web/Public/register/barcode.js';

const product = (id, title, extra = {}) => ({
  id, title, category: null, tags: [], image_url: null, oversell: false,
  variants: [{ id: `var_${id}`, product_id: id, title: null, sku: `SKU-${id}`, barcode: null, price: 100, unit: 'piece', taxable: true, track_stock: false, available: null, tax_rates: [] }], ...extra,
});
const goods = [
  product('1', 'Łopatka do przesadzania'), product('2', 'ดินปลูกผสมพิเศษ 20 ลิตร'), product('3', 'مزهرية أحمد'), product('4', 'Watering can', { tags: ['garden'], category: 'Outdoor' }),
  product('5', 'Canned water'), product('6', 'Café crème'),
];
goods[3].variants[0].barcode = '5901234123457';
const index = makeIndex(goods);
const found = (query) => search(index, query).map((hit) => hit.product.id);

test('letters with marks and Polish letters are found without them', () => {
  assert.equal(fold('Żółć ŁÓDŹ'), 'zolc lodz');
  assert.deepEqual(found('lopatka'), ['1']);
  assert.deepEqual(found('cafe creme'), ['6']);
});

test('a word is found inside another, in Thai and Arabic too', () => {
  assert.deepEqual(found('sadzan'), ['1']);
  assert.deepEqual(found('ผสม'), ['2']);
  assert.deepEqual(found('احمد'), ['3']);
});

test('every word must be somewhere: name, tag, category, SKU', () => {
  assert.deepEqual(found('garden can'), ['4']);
  assert.deepEqual(found('outdoor'), ['4']);
  assert.deepEqual(found('sku-5'), ['5']);
  assert.deepEqual(found('can nothing'), []);
  assert.deepEqual(words('  two,words '), ['two', 'words']);
});

test('names that begin with the query come first', () => assert.deepEqual(found('can'), ['5', '4']));

test('a code finds its variant, with or without the leading zero of a UPC', () => {
  assert.equal(findCode(index, ' 5901234123457 ')?.product.id, '4');
  assert.equal(findCode(index, 'sku-2')?.product.id, '2');
  assert.equal(findCode(index, '0000'), null);
});

test('twenty thousand products are searched between two keystrokes', () => {
  const many = makeIndex(Array.from({ length: 20_000 }, (_, each) => product(String(each), `Garden product number ${each} of the long list`)));
  search(many, 'warm');
  const start = performance.now();
  for (let round = 0; round < 10; round += 1) search(many, `number 1${round}9`);
  const each = (performance.now() - start) / 10;
  console.log(`# 20,000 products: ${each.toFixed(2)} ms`);
  assert.ok(each < 50, `${each} ms`);
});

test('the check digit of an EAN-13 is checked', () => {
  assert.ok(isValidEAN('5901234123457'));
  assert.ok(!isValidEAN('5901234123458'));
  assert.ok(!isValidEAN('590123412345'));
});

test('a weight in a bar code becomes a quantity in thousandths', () => {
  const rules = [{ prefix: '21', kind: 'weight', item_digits: 5, value_digits: 5, decimals: 3 }];
  const code = '210004201350';
  const digit = [...code].reduce((sum, each, place) => sum + Number(each) * (place % 2 ? 3 : 1), 0);
  const read = readEmbedded(code + ((10 - (digit % 10)) % 10), rules);
  assert.equal(read?.kind, 'weight');
  assert.equal(read?.value, 1350);
  assert.ok(read?.items.includes('2100042'));
  assert.ok(read?.items.includes('00042'));
  assert.equal(readEmbedded('5901234123457', rules), null);
});

test('a price in a bar code becomes the quantity that costs as much', () => {
  assert.equal(quantityForPrice(837, 620), 1350);
  assert.equal(quantityForPrice(10, 0), 1000);
});
