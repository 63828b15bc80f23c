/** An offline order: who Enter takes, and that nothing is made twice. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isKnownAs, OfflineOrder } from '../../Sources/Web/Public/inbox/offline-order.js';

const nora = { id: 'cus_1', name: 'Nora Lind', phone: '+31 6 1234 0018', email: 'nora@example.org' };
const norman = { id: 'cus_2', name: 'Norman Lind' };

/** @param {any[]} customers @param {(body: any, headers: any) => Promise<any>} [make] */
function desk(customers, make = async () => ({ id: 'ord_1' })) {
  const asked = [];
  const api = {
    get: async () => ({ data: customers }),
    post: async (_path, body, headers) => { asked.push({ ...body, key: headers['Idempotency-Key'] }); return make(body, headers); },
  };
  let number = 0;
  const model = new OfflineOrder({ api, explain: (error) => error.problem?.detail ?? 'no answer', makeKey: () => `key-${++number}` });
  const made = [];
  model.addEventListener('made', (event) => made.push(event.order.id));
  return { model, asked, made };
}

test('a name that fits one customer is enough, however fast Enter comes', async () => {
  const { model, asked, made } = desk([nora]);
  model.type('nora');
  await model.enter();
  assert.deepEqual(made, ['ord_1']);
  assert.deepEqual(asked, [{ client_id: 'key-1', channel: 'phone', customer_id: 'cus_1', key: 'key-1' }]);
});

test('of several, an Enter that nobody could aim takes only who is called exactly so', async () => {
  const several = desk([nora, norman]);
  several.model.type('nor');
  await several.model.enter();
  assert.deepEqual([several.asked, several.model.at], [[], 0]);
  await several.model.enter();
  assert.equal(several.asked[0].customer_id, 'cus_1');
  const exact = desk([nora, norman]);
  exact.model.type('  norman  LIND ');
  await exact.model.enter();
  assert.equal(exact.asked[0].customer_id, 'cus_2');
});

test('nobody found is somebody new, with what was typed in the field it looks like', async () => {
  for (const [typed, field] of [['Kanya Rattanaporn', 'name'], ['kanya@example.org', 'email'], ['+66 81 234 5678', 'phone']]) {
    const { model, asked } = desk([]);
    model.type(typed);
    await model.enter();
    assert.equal(model.isWritingDown, true);
    assert.equal(model.person[field], typed);
    model.write('company', ' Fern ');
    model.address.city = 'Utrecht';
    await model.makeForNew();
    const { address, ...person } = asked[0].new_customer;
    assert.deepEqual(person, { [field]: typed, company: 'Fern' });
    assert.equal(address.city, 'Utrecht');
  }
});

test('Enter with nothing typed makes nothing', async () => {
  const { model, asked } = desk([nora]);
  await model.look();
  await model.enter();
  assert.deepEqual(asked, []);
  model.step(1);
  await model.enter();
  assert.equal(asked[0].customer_id, 'cus_1');
});

test('a second press while the first is under way is none', async () => {
  const { model, asked, made } = desk([]);
  model.person = { name: 'Nora' };
  await Promise.all([model.makeForNew(), model.makeForNew(), model.make({ customer_id: 'cus_1' })]);
  assert.deepEqual([asked.length, made], [1, ['ord_1']]);
});

test('without an answer the same is asked again under the same key, whatever was typed meanwhile', async () => {
  let fails = 1;
  const { model, asked, made } = desk([], async () => {
    if (fails-- > 0) throw Object.assign(new Error(), { problem: { status: 0 } });
    return { id: 'ord_1' };
  });
  model.person = { name: 'Nora' };
  await model.makeForNew();
  assert.deepEqual([model.error, made], ['no answer', []]);
  model.person.name = 'Norman';
  await model.makeForNew();
  assert.deepEqual([asked[1], made], [asked[0], ['ord_1']]);
});

test('a refusal stands at its field, and the next try is a new one', async () => {
  const refused = { problem: { status: 422, detail: 'No.', errors: [{ field: 'new_customer.email', message: 'An e-mail address has the form name@example.org.' }] } };
  let fails = 1;
  const { model, asked } = desk([], async () => { if (fails-- > 0) throw refused; return { id: 'ord_1' }; });
  model.person = { name: 'Nora', email: 'nora' };
  await model.makeForNew();
  assert.deepEqual([model.error, Object.keys(model.faults)], ['', ['email']]);
  model.write('email', 'nora@example.org');
  assert.deepEqual(model.faults, {});
  await model.makeForNew();
  assert.notEqual(asked[1].key, asked[0].key);
});

test('somebody is known by phone however it is written', () => {
  assert.equal(isKnownAs(nora, '31612340018'), true);
  assert.equal(isKnownAs(nora, '0018'), false);
  assert.equal(isKnownAs({ id: 'cus_3', name: 'Łucja Śliwa' }, 'łucja sliwa'), true);
  assert.equal(isKnownAs({ id: 'cus_4', name: null, phone: null, email: null }, ''), false);
});
