import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Lookup } from '../../Sources/Web/Public/shared/lookup.js';

// The pause between letters never ends here: each test asks when it wants to.
const { setTimeout } = globalThis;
before(() => { globalThis.setTimeout = /** @type {any} */ (() => 0); });
after(() => { globalThis.setTimeout = setTimeout; });

/** A place that answers when the test says so. */
function slowPlace() {
  /** @type {{query: string, answer: (hits: string[]) => void, fail: (error: any) => void}[]} */
  const asked = [];
  const find = (/** @type {string} */ query) => new Promise((resolve, reject) => asked.push({ query, answer: resolve, fail: reject }));
  return { asked, find };
}

/** Lets whatever waits for an answer go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('Enter waits for the answer to what stands in the field, and never takes what was found before', async () => {
  const { asked, find } = slowPlace();
  const lookup = new Lookup({ find, changed: () => {} });
  void lookup.look();
  asked[0].answer(['Anna', 'Berta']);
  await settled();
  lookup.type('ber');
  const taken = lookup.enter();
  await settled();
  assert.deepEqual(asked.map((one) => one.query), ['', 'ber']);
  asked[1].answer(['Berta']);
  assert.deepEqual(await taken, ['Berta']);
});

test('Enter after the answer came asks no second time', async () => {
  const { asked, find } = slowPlace();
  const lookup = new Lookup({ find, changed: () => {} });
  lookup.type(' ber ');
  void lookup.look();
  asked[0].answer(['Berta']);
  await settled();
  assert.deepEqual(await lookup.enter(), ['Berta']);
  assert.equal(asked.length, 1);
});

test('Who types on after Enter takes nothing', async () => {
  const { asked, find } = slowPlace();
  const lookup = new Lookup({ find, changed: () => {} });
  lookup.type('ber');
  const taken = lookup.enter();
  await settled();
  lookup.type('bern');
  asked[0].answer(['Berta']);
  assert.deepEqual(await taken, []);
});

test('Enter is not lost when a later question overtakes its own', async () => {
  const { asked, find } = slowPlace();
  const lookup = new Lookup({ find, changed: () => {} });
  lookup.type('ber');
  const taken = lookup.enter();
  void lookup.look();
  asked[0].answer(['too late']);
  await settled();
  for (const { answer } of asked.slice(1)) answer(['Berta']);
  assert.deepEqual(await taken, ['Berta']);
});

test('An answer that was overtaken shows nothing', async () => {
  const { asked, find } = slowPlace();
  const lookup = new Lookup({ find, changed: () => {} });
  void lookup.look();
  lookup.type('ber');
  void lookup.look();
  asked[1].answer(['Berta']);
  await settled();
  asked[0].answer(['Anna', 'Berta']);
  await settled();
  assert.deepEqual(lookup.hits, ['Berta']);
});

test('Enter on a search that fails takes nothing and says why', async () => {
  const { asked, find } = slowPlace();
  const lookup = new Lookup({ find, changed: () => {} });
  lookup.type('ber');
  const taken = lookup.enter();
  asked[0].fail(new Error('no line'));
  assert.deepEqual(await taken, []);
  assert.equal(lookup.error.message, 'no line');
  assert.equal(lookup.hits, null);
});
