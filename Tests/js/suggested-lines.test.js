/** Suggested lines: which messages are read for them, what *Add* adds, and that nothing comes back once it is settled. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosenOf, lineOf, SuggestedLines, worthReading } from '../../Sources/Web/Public/inbox/suggested-lines.js';

const said = (id, direction, text = 'two caps', more = {}) => ({ id, direction, text, ...more });
const candidate = (id, more = {}) => ({ variant_id: id, product_id: 'prd_1', title: id, sku: null, available: 3, price: 100, currency: 'EUR', unit: 'piece', ...more });
const suggestion = (variant, candidates, more = {}) => ({ phrase: '2 caps', quantity: 2, variant_id: variant, title: 'Cap', confidence: 'likely', candidates, ...more });

test('only what the customer wrote since the last answer is read', () => {
  const ids = (messages) => worthReading(messages).map(({ id }) => id);
  assert.deepEqual(ids([said('a', 'in'), said('b', 'out'), said('c', 'in'), said('d', 'system'), said('e', 'in')]), ['c', 'e']);
  assert.deepEqual(ids([said('a', 'in'), said('b', 'out')]), []);
  assert.deepEqual(ids([said('a', 'in'), said('b', 'in', null), said('c', 'in', 'x', { unsent: true })]), ['a']);
  assert.deepEqual(ids(['a', 'b', 'c', 'd', 'e'].map((id) => said(id, 'in'))), ['c', 'd', 'e']);
});

test('a line is added once somebody or the shop has chosen, and never by a guess', async () => {
  const data = [suggestion('var_1', [candidate('var_1')]), suggestion(null, [candidate('var_2'), candidate('var_3')], { confidence: 'ambiguous' })];
  const lines = new SuggestedLines({ api: { post: async () => ({ data }) }, conversation: 'cnv_1' });
  await lines.readText('2 caps');
  const [clear, open] = lines.all;
  assert.deepEqual(lineOf(clear), { variant_id: 'var_1', quantity: 2 });
  assert.equal(lineOf(open), null);
  assert.equal(chosenOf(open), null);
  lines.change(open.key, { chosen: 'var_3' });
  assert.deepEqual(lineOf(lines.all[1]), { variant_id: 'var_3', quantity: 2 });
});

test('what was added or put aside does not come back, whatever is read again', async () => {
  const asked = [];
  const api = { post: async (path, body) => { asked.push([path, body]); return { data: [suggestion('var_1', [candidate('var_1')])] }; } };
  const lines = new SuggestedLines({ api, conversation: 'cnv_1' });
  await lines.readMessages([said('cms_1', 'in'), said('cms_2', 'in')]);
  assert.deepEqual(asked, [['/conversations/cnv_1/suggestions', { message_id: 'cms_1' }], ['/conversations/cnv_1/suggestions', { message_id: 'cms_2' }]]);
  lines.settle(lines.of('cms_1')[0].key);
  await lines.readMessages([said('cms_1', 'in'), said('cms_2', 'in')]);
  assert.equal(asked.length, 2);
  assert.deepEqual([lines.of('cms_1').length, lines.of('cms_2').length], [0, 1]);
});

test('a list that cannot be read says why and leaves what there was', async () => {
  const lines = new SuggestedLines({ api: { post: async () => { throw new Error('unreachable'); } }, conversation: 'cnv_1' });
  await lines.readText('x'.repeat(12_000));
  assert.equal(lines.pasted?.error.message, 'unreachable');
  assert.deepEqual(lines.all, []);
});

test('a text that is longer than the server reads is cut by characters', async () => {
  let sent = '';
  const lines = new SuggestedLines({ api: { post: async (_, body) => { sent = body.text; return { data: [] }; } }, conversation: 'cnv_1' });
  await lines.readText('🌵'.repeat(10_001));
  assert.equal([...sent].length, 10_000);
});
