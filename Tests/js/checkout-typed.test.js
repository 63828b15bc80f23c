/** What a customer typed outlives a reload of the page, and how often the page looks whether it should reload. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextPause } from '../../Sources/Web/Public/checkout/pauses.js';
import { kept, restored } from '../../Sources/Web/Public/checkout/typed.js';

const text = (id, value, defaultValue = '') => ({ id, type: 'text', value, defaultValue });
const tick = (id, checked, defaultChecked = false) => ({ id, type: 'checkbox', value: 'yes', checked, defaultChecked });

test('only what was typed is kept, so that news of the shop is not overwritten', () => {
  assert.equal(kept([text('ship_city', 'Utrecht'), text('ship_name', 'Nora', 'Nora'), tick('consent', true), tick('keep_card', false)]),
    '{"ship_city":"Utrecht","consent":true}');
});

test('what was kept comes back into the fields that are still there', () => {
  const fields = [text('ship_city', ''), tick('consent', false), text('email', 'as it was')];
  restored(fields, '{"ship_city":"Utrecht","consent":true,"gone":"x"}');
  assert.deepEqual(fields.map((field) => field.checked ?? field.value), ['Utrecht', true, 'as it was']);
});

test('nothing kept, or something else, changes nothing', () => {
  for (const stored of [null, '', 'null', '[', '5', '{"ship_city":7}']) {
    const fields = [text('ship_city', 'Utrecht')];
    restored(fields, stored);
    assert.equal(fields[0].value, 'Utrecht', String(stored));
  }
});

test('a page that waits looks soon, then ever less often, and never stops', () => {
  assert.equal(nextPause(0, true), 4000);
  assert.ok(nextPause(3, true) > nextPause(2, true));
  assert.equal(nextPause(1000, true), 60_000);
  assert.equal(nextPause(0, false), 30_000);
  assert.equal(nextPause(1000, false), 300_000);
});
