/** The catalogue on the device: a sale brings back what was sold and nothing else, and what already points to a product sees its new stock. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Catalog } from '../../Sources/Web/Public/register/catalog.js';
import { findCode, search } from '../../Sources/Web/Public/register/search.js';

const raw = (id, title, available, extra = {}) => ({
  id, title, category: 'Bread', tags: [], status: 'active', tax_rates: [],
  variants: [{ id: `var_${id}`, title: '', sku: `SKU-${id}`, price: 100, unit: 'piece', track_stock: true, available }], ...extra,
});

/** @param {any[]} answers */
function till(...answers) {
  const asked = [];
  const api = { call: async (_method, path, _body, headers) => { asked.push([path, headers]); return answers.shift(); } };
  const catalog = new Catalog({ api, database: null, boot: { location: { id: 'loc_1' } } });
  catalog.use({ event: 'evt_1', complete: true, products: [raw('1', 'Rye', 5), raw('2', 'Bagel', 3)] });
  catalog.etag = '"one"';
  return { catalog, asked };
}

const answer = (body, tag = '"two"') => ({ status: 200, body, headers: new Headers({ ETag: tag }) });

test('a till asks for what changed since the event it knows', async () => {
  const { catalog, asked } = till({ status: 304, body: null, headers: new Headers() });
  await catalog.refresh();
  assert.deepEqual(asked, [['/catalog?location_id=loc_1&since=evt_1', { 'If-None-Match': '"one"' }]]);
  assert.equal(catalog.etag, '"one"');
});

test('new stock is written into the product that the index knows', async () => {
  const { catalog } = till(answer({ event: 'evt_2', complete: false, products: [raw('1', 'Rye', 4)], removed: [] }));
  const index = catalog.index;
  const known = findCode(index, 'SKU-1');
  await catalog.refresh();
  assert.equal(catalog.index, index);
  assert.equal(known.variant.available, 4);
  assert.equal(catalog.byId.get('1'), known.product);
  assert.equal(catalog.event, 'evt_2');
  assert.equal(catalog.etag, '"two"');
});

test('a new name is found, an old one is not; what is gone is gone', async () => {
  const { catalog } = till(answer({ event: 'evt_2', complete: false, products: [raw('1', 'Pumpernickel', 5), raw('3', 'Plum cake', 1)], removed: ['2'] }));
  await catalog.refresh();
  const found = (query) => search(catalog.index, query).map((hit) => hit.product.id);
  assert.deepEqual([found('pumper'), found('rye'), found('bagel'), found('plum')], [['1'], [], [], ['3']]);
  assert.deepEqual(catalog.products.map(({ id }) => id), ['3', '1']);
});

test('no network changes nothing', async () => {
  const { catalog } = till();
  catalog.state = 'ready';
  catalog.api.call = async () => { throw new Error('offline'); };
  await catalog.refresh();
  assert.equal(catalog.state, 'ready');
  assert.equal(catalog.products.length, 2);
});
