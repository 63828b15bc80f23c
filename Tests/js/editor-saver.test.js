/** Saving edit by edit against a server that answers, refuses, is away, or was changed by somebody else. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Saver } from '../../Sources/Web/Public/editor/saver.js';
import { keptEdits } from '../../Sources/Web/Public/editor/kept.js';
import { Refused } from '../../Sources/Web/Public/shared/api.js';

const first = {
  id: 'ord_1', version: 1, status: 'draft', note: null, customer_note: null, tags: [], lines: [], adjustments: [], shipping_line: null, tax_lines: [],
  cash_rounding: 0, amount_paid: 0, total: 0, updated_at: '2026-03-12T12:00:00.000Z',
};

/** A store that lasts as long as the test. */
function memory() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key) };
}

/** An order's server: PATCH sets fields when the version fits. `script` may answer otherwise, once each. */
function server(order, script = []) {
  const calls = [];
  const state = { order };
  return {
    calls, state,
    get: async () => state.order,
    async call(method, path, body, headers) {
      calls.push({ method, path, body, version: headers['If-Match'] });
      const odd = script.shift();
      if (odd) odd(state);
      if (headers['If-Match'] && headers['If-Match'] !== `"${state.order.version}"`) {
        throw new Refused({ status: 412, code: 'version_conflict', detail: '', body: { order: state.order } });
      }
      state.order = { ...state.order, ...body, version: state.order.version + 1 };
      return { status: 200, body: state.order, headers: new Map() };
    },
  };
}

const edit = (id, fields, before) => ({ id, kind: 'set', target: 'order', fields, before, state: 'waiting' });
const refuse = (status, more = {}) => () => { throw new Refused({ status, code: 'x', detail: 'no', ...more }); };

function make(api, storage = memory()) {
  return new Saver({ api, order: first, kept: keptEdits(storage, 'stf_1', first.id) });
}

test('edits are sent in the order they were made, each on the version the last one made', async () => {
  const api = server(first);
  const saver = make(api);
  saver.add(edit('a', { note: 'one' }, { note: null }), { soon: true });
  saver.add(edit('b', { customer_note: 'two' }, { customer_note: null }));
  assert.equal(await saver.flush(), true);
  assert.deepEqual(api.calls.map(({ body, version }) => [body, version]), [[{ note: 'one' }, '"1"'], [{ customer_note: 'two' }, '"2"']]);
  assert.deepEqual([saver.order.note, saver.order.version, saver.state], ['one', 3, 'saved']);
});

test('another field changed by somebody else merges silently', async () => {
  const api = server(first, [(state) => { state.order = { ...state.order, version: 2, customer_note: 'theirs' }; }]);
  const saver = make(api);
  saver.add(edit('a', { note: 'mine' }, { note: null }));
  assert.equal(await saver.flush(), true);
  assert.deepEqual([api.state.order.note, api.state.order.customer_note, api.calls.length], ['mine', 'theirs', 2]);
});

test('the same field changed by somebody else is neither overwritten nor lost', async () => {
  const api = server(first, [(state) => { state.order = { ...state.order, version: 2, note: 'theirs' }; }]);
  const saver = make(api);
  saver.add(edit('a', { note: 'mine' }, { note: null }));
  assert.equal(await saver.flush(), false);
  assert.equal(api.state.order.note, 'theirs');
  assert.deepEqual([saver.edits[0].state, saver.order.note], ['conflict', 'mine']);
  saver.keepMine('a');
  assert.equal(await saver.flush(), true);
  assert.equal(api.state.order.note, 'mine');
});

test('taking theirs forgets mine', async () => {
  const api = server(first, [(state) => { state.order = { ...state.order, version: 2, note: 'theirs' }; }]);
  const saver = make(api);
  saver.add(edit('a', { note: 'mine' }, { note: null }));
  await saver.flush();
  saver.drop('a');
  assert.deepEqual([saver.order.note, saver.isDirty], ['theirs', false]);
});

test('an edit that the server refuses stays in the field with its reason, the next one goes on', async () => {
  const api = server(first, [refuse(422)]);
  const saver = make(api);
  saver.add(edit('a', { note: 'bad' }, { note: null }), { soon: true });
  saver.add(edit('b', { customer_note: 'good' }, { customer_note: null }));
  assert.equal(await saver.flush(), false);
  assert.deepEqual([saver.editOf('order', 'note')?.state, saver.order.note, api.state.order.customer_note], ['refused', 'bad', 'good']);
});

test('while the server is away the edit waits here, survives a reload, and is sent once it is back', async () => {
  const storage = memory();
  const saver = make(server(first, [refuse(0)]), storage);
  saver.add(edit('a', { note: 'kept' }, { note: null }));
  assert.equal(await saver.flush(), false);
  clearTimeout(saver.timer);
  assert.equal(saver.state, 'trying');
  const api = server(first);
  const after = make(api, storage);
  assert.equal(after.order.note, 'kept');
  assert.equal(await after.flush(), true);
  assert.equal(api.state.order.note, 'kept');
  assert.deepEqual(keptEdits(storage, 'stf_1', first.id).read(), []);
});

test('typing on while an edit is on its way is no conflict with oneself', async () => {
  const api = server(first, [() => { saver.add(edit('b', { note: 'ab' }, { note: 'a' }), { soon: true }); }]);
  const saver = make(api);
  saver.add(edit('a', { note: 'a' }, { note: null }));
  assert.equal(await saver.flush(), true);
  assert.deepEqual([api.state.order.note, api.calls.length], ['ab', 2]);
});

test('a broken store keeps nothing and says so', () => {
  const saver = make(server(first), { getItem: () => '{', setItem: () => { throw new Error('full'); }, removeItem: () => {} });
  saver.add(edit('a', { note: 'x' }, { note: null }), { soon: true });
  clearTimeout(saver.timer);
  assert.equal(saver.isKept, false);
});

test('a change that was heard of while an edit was on its way is not overwritten by the next try', async () => {
  const api = server(first, [(state) => {
    state.order = { ...state.order, version: 2, note: 'theirs' };
    saver.rebase(state.order);
    throw new Refused({ status: 0, code: 'unreachable', detail: '' });
  }]);
  const saver = make(api);
  saver.add(edit('a', { note: 'mine' }, { note: null }));
  await saver.flush();
  clearTimeout(saver.timer);
  await saver.flush();
  assert.deepEqual([api.state.order.note, saver.edits[0].state], ['theirs', 'conflict']);
});

test('what one person typed is not taken up by another at the same browser', () => {
  const storage = memory();
  keptEdits(storage, 'stf_1', 'ord_1').write([edit('a', { note: 'mine' }, { note: null })]);
  assert.equal(keptEdits(storage, 'stf_2', 'ord_1').read().length, 0);
  assert.equal(keptEdits(storage, 'stf_1', 'ord_1').read().length, 1);
});
