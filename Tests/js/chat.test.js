import assert from 'node:assert/strict';
import { test } from 'node:test';

import { keep, kept, newName } from '../../Sources/Web/Public/chat/unsent.js';

/** A storage that lives as long as the test. */
function storage(text = null) {
  const map = new Map(text === null ? [] : [['counterfoil-chat-unsent', text]]);
  return /** @type {any} */ ({ getItem: (key) => map.get(key) ?? null, setItem: (key, value) => map.set(key, value) });
}

test('what was not sent stays under its own name until it was', () => {
  const store = storage();
  keep({ id: 'one', text: 'สวัสดีค่ะ' }, true, store);
  keep({ id: 'two', text: 'hello' }, true, store);
  keep({ id: 'one', text: 'สวัสดีค่ะ' }, true, store);
  assert.deepEqual(kept(store).map((each) => each.id), ['two', 'one']);
  keep({ id: 'two', text: 'hello' }, false, store);
  assert.deepEqual(kept(store), [{ id: 'one', text: 'สวัสดีค่ะ' }]);
});

test('what cannot be read is nothing, and a full storage stops nobody', () => {
  for (const text of ['{', '"x"', '[1, {"id": 3}]', 'null']) assert.deepEqual(kept(storage(text)), []);
  const full = /** @type {any} */ ({ getItem: () => null, setItem: () => { throw new Error('full'); } });
  keep({ id: 'one', text: 'x' }, true, full);
});

test('no two messages get the same name', () => {
  const names = new Set(Array.from({ length: 1000 }, newName));
  assert.equal(names.size, 1000);
  for (const name of names) assert.match(name, /^[0-9a-f]{32}$/);
});
