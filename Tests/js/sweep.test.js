/** The end of the day: who can be mailed, and what came of it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Unfinished } from '../../Sources/Web/Public/office/sweep/unfinished.js';

const evening = () => {
  const work = new Unfinished();
  work.sweep = { held_orders: [{ order_id: '1', email: 'a@example.com' }, { order_id: '2', email: null }, { order_id: '3', email: 'b@example.com' }], unpaid_links: [], overdue_orders: [], not_delivered: [] };
  return work;
};

test('only customers with an address are mailed, and each once', () => {
  const work = evening();
  assert.deepEqual(work.mailable.map((/** @type {any} */ row) => row.order_id), ['1', '3']);
  work.take({ data: [{ order_id: '1', status: 'sent' }, { order_id: '3', status: 'not_sent', reason: 'No stock.' }] }, (row) => row.reason ?? 'sent');
  assert.deepEqual(work.mailable.map((/** @type {any} */ row) => row.order_id), ['3']);
  assert.deepEqual(work.outcomes.get('3'), { isDone: false, text: 'No stock.' });
});

test('a held order without an address is proposed to be opened', () => {
  const work = evening();
  assert.deepEqual(work.sweep.held_orders.map((/** @type {any} */ row) => work.proposal(row)), ['mail', 'address', 'mail']);
});

test('nothing is left over only when all lists are empty', () => {
  const work = evening();
  assert.equal(new Unfinished().isClear, false);
  assert.equal(work.isClear, false);
  work.sweep.held_orders = [];
  assert.equal(work.isClear, true);
  work.sweep.not_delivered = [{ id: 'msg_1' }];
  assert.equal(work.isClear, false);
  work.sweep.not_delivered = [];
  work.sweep.overdue_orders = [{ order_id: '9' }];
  assert.equal(work.isClear, false);
});

test('what is overdue is listed there and not once more among what is unpaid', () => {
  const work = evening();
  work.sweep.unpaid_links = [{ order_id: '7' }, { order_id: '8' }];
  work.sweep.overdue_orders = [{ order_id: '8' }];
  assert.deepEqual(work.unpaid.map((/** @type {any} */ row) => row.order_id), ['7']);
  assert.deepEqual(new Unfinished().unpaid, []);
});

test('who wrote in a chat is written to there, with an address or without', () => {
  const work = evening();
  work.sweep.held_orders.push({ order_id: '4', email: null, conversation_id: 'cnv_1' });
  assert.deepEqual(work.mailable.map((/** @type {any} */ row) => row.order_id), ['1', '3', '4']);
  assert.equal(work.proposal(work.sweep.held_orders.at(-1)), 'mail');
});
