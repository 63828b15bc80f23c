/** Two records of one person: what of the one that goes is not kept. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lost, shownName } from '../../Sources/Web/Public/customers/joined.js';

test('what the staying record has of its own is not taken from the other', () => {
  const stays = { name: 'Ada Lovelace', email: 'ada@corner.example', phone: null, company: null, tax_id: '' };
  const goes = { name: 'A. Lovelace', email: 'ada@work.example', phone: '+48 600', company: 'Looms', tax_id: 'PL1' };
  assert.deepEqual(lost(stays, goes), [{ name: 'name', value: 'A. Lovelace' }, { name: 'email', value: 'ada@work.example' }]);
  assert.deepEqual(lost(goes, stays), [{ name: 'name', value: 'Ada Lovelace' }, { name: 'email', value: 'ada@corner.example' }]);
});

test('what both say, in whatever letters, is not lost', () => {
  assert.deepEqual(lost({ name: 'Ada ', email: 'Ada@corner.example' }, { name: 'ada', email: 'ada@corner.example' }), []);
});

test('a customer without a name is known by what there is', () => {
  assert.equal(shownName({ name: null, company: 'Looms', email: 'a@b.example' }), 'Looms');
  assert.equal(shownName({ name: null, company: null, email: null, phone: '+48 600' }), '+48 600');
  assert.equal(shownName({}), '');
});
