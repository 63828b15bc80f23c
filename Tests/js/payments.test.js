/** Money in the back office: what a refund will do, what is asked for first, one press one charge. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takenPayments } from '../../Sources/Web/Public/shared/amounts.js';
import { planRefund, refundable, worthOf } from '../../Sources/Web/Public/shared/refund-plan.js';
import { answersTo, cardName, claimedNotices, depositDue, expiryOf, ledger, openPayment } from '../../Sources/Web/Public/office/payments/money-facts.js';
import { addressOf, firstTab, questionOf, readFilter, waitingText } from '../../Sources/Web/Public/office/payments/payment-filter.js';
import { OneCharge } from '../../Sources/Web/Public/office/payments/one-charge.js';

const payment = (id, method, amount, more = {}) => ({ id, method, amount, refunded: 0, status: 'captured', created_at: `2026-11-21T10:00:0${id}Z`, ...more });
const order = (payments, more = {}) => ({ payments, refunds: [], lines: [], adjustments: [], shipping_line: null, total: 1000, amount_due: 1000, payment_terms: null, ...more });

test('a refund comes from the newest payment first and never takes more than it holds', () => {
  const sale = order([payment('1', 'gateway', 1200), payment('2', 'cash', 300)]);
  assert.deepEqual(planRefund(sale, 1500, {}).map(({ method, amount }) => [method, amount]), [['cash', 300], ['gateway', 1200]]);
  assert.deepEqual(planRefund(sale, 400, {}).map(({ method, amount }) => [method, amount]), [['cash', 300], ['gateway', 100]]);
  assert.deepEqual(planRefund(sale, 400, { paymentID: '1' }).map(({ method, amount }) => [method, amount]), [['gateway', 400]]);
  assert.deepEqual(planRefund(sale, 400, { paymentID: '1', method: 'store_credit' }).map(({ method }) => method), ['store_credit']);
  assert.deepEqual([planRefund(sale, 1501, {}), refundable(sale), refundable(sale, '2')], [[], 1500, 300]);
});

test('cash given back is rounded to coins, except the last of a payment', () => {
  const sale = order([payment('1', 'cash', 1003)]);
  assert.deepEqual(planRefund(sale, 502, { cashStep: 5 }).map(({ amount, rounding }) => [amount, rounding]), [[500, -2]]);
  assert.deepEqual(planRefund(sale, 1003, { cashStep: 5 }).map(({ amount, rounding }) => [amount, rounding]), [[1003, 0]]);
});

test('what failed, was voided or only begun gives nothing back', () => {
  const sale = order([payment('1', 'gateway', 900, { status: 'failed' }), payment('2', 'gateway', 900, { status: 'requires_action' }), payment('3', 'cash', 100, { refunded: 100, status: 'refunded' })]);
  assert.equal(refundable(sale), 0);
});

test('a transfer that somebody claims is no money yet', () => {
  const sale = order([payment('1', 'bank_transfer', 900, { status: 'claimed' }), payment('2', 'cash', 100)]);
  assert.deepEqual(takenPayments(sale).map(({ id }) => id), ['2']);
});

test('lines are worth their share of what was paid, and the last units the rest', () => {
  const line = { id: 'a', quantity: 3, total: 1000, refunded_quantity: 0 };
  const sale = order([payment('1', 'cash', 1300)], { lines: [line, { id: 'b', quantity: 1, total: 300, refunded_quantity: 0 }] });
  assert.deepEqual([1, 2, 3].map((count) => worthOf(sale, [{ line_id: 'a', quantity: count * 1000 }])), [333, 666, 1000]);
  assert.equal(worthOf({ ...sale, lines: [{ ...line, refunded_quantity: 1 }] , payments: [payment('1', 'cash', 1000, { refunded: 333 })] }, [{ line_id: 'a', quantity: 2000 }]), 667);
  assert.equal(worthOf(sale, [{ line_id: 'a', quantity: 3000 }, { line_id: 'b', quantity: 1000 }]), 1300);
});

test('the deposit is asked for first, and only what is left of it', () => {
  const terms = (deposit) => order([], { payment_terms: { type: 'net', days: 15, deposit } });
  assert.equal(depositDue(order([])), null);
  assert.equal(depositDue(terms({ value_type: 'percentage', value: '30' })), 300);
  assert.equal(depositDue({ ...terms({ value_type: 'fixed', value: 400 }), amount_due: 850 }), 250);
  assert.equal(depositDue({ ...terms({ value_type: 'fixed', value: 400 }), amount_due: 600 }), null);
  assert.equal(depositDue(terms({ value_type: 'fixed', value: 1000 })), null);
});

test('only a payment in a provider’s hands is under way; a claimed transfer waits for us', () => {
  const waiting = payment('1', 'gateway', 500, { status: 'requires_action' });
  assert.equal(openPayment(order([payment('2', 'bank_transfer', 500, { status: 'claimed' }), waiting]))?.id, '1');
  assert.equal(openPayment(order([payment('2', 'gateway', 500, { status: 'failed' })])), null);
  assert.deepEqual(claimedNotices({ transfer_notices: [{ id: 'n', status: 'claimed' }, { id: 'm', status: 'rejected' }] }).map(({ id }) => id), ['n']);
});

test('refunds stand under the payment they came from', () => {
  const sale = order([payment('1', 'cash', 500), payment('2', 'gateway', 500)], { refunds: [{ id: 'r', payment_id: '1', created_at: '2026-11-21T11:00:00Z' }, { id: 's', payment_id: null, created_at: '2026-11-20T11:00:00Z' }] });
  assert.deepEqual(ledger(sale).map(({ payment: one, refunds }) => [one?.id ?? null, refunds.map(({ id }) => id)]), [[null, ['s']], ['1', ['r']], ['2', []]]);
});

test('a card is named as people know it, and says when it ends', () => {
  assert.deepEqual([cardName({ brand: 'visa', last4: '4242' }), cardName({ brand: 'cartes_bancaires', last4: '0001' }), cardName(null)], ['Visa 4242', 'Cartes_bancaires 0001', '']);
  const at = new Date('2026-11-21T00:00:00Z');
  assert.deepEqual(expiryOf({ expires_month: 11, expires_year: 2026 }, at), { text: '11/26', isOver: false });
  assert.deepEqual(expiryOf({ expires_month: 10, expires_year: 2026 }, at), { text: '10/26', isOver: true });
  assert.equal(expiryOf({}, at), null);
  assert.deepEqual(answersTo({ kind: 'surplus', order_id: 'ord_1', payment_id: 'pay_1' }), ['refunded', 'kept']);
  assert.deepEqual([answersTo({ kind: 'surplus', order_id: null }), answersTo({ kind: 'dispute', order_id: 'ord_1', payment_id: 'pay_1' })], [['kept'], ['settled', 'dismissed']]);
});

test('one press is one charge: the key stays while nobody knows, and changes after a no', async () => {
  const keys = ['a', 'b', 'c'].values();
  const charge = new OneCharge(() => /** @type {string} */ (keys.next().value));
  const sent = [];
  const answer = (/** @type {any} */ what) => (/** @type {any} */ headers) => { sent.push(headers['Idempotency-Key']); return what instanceof Error ? Promise.reject(what) : Promise.resolve(what); };
  const refusal = (/** @type {number} */ status) => Object.assign(new Error('no'), { problem: { status } });
  const explain = () => 'why';
  assert.equal(await charge.run(answer(refusal(0)), explain), undefined);
  assert.deepEqual([charge.isUnsure, charge.error], [true, 'why']);
  await charge.run(answer(refusal(503)), explain);
  await charge.run(answer(refusal(409)), explain);
  assert.equal(charge.isUnsure, false);
  assert.equal(await charge.run(answer('paid'), explain), 'paid');
  assert.deepEqual(sent, ['a', 'a', 'a', 'b']);
  const first = charge.run(() => new Promise((resolve) => { setTimeout(() => resolve('once'), 5); }), explain);
  assert.equal(await charge.run(answer('twice'), explain), undefined);
  assert.equal(await first, 'once');
});

test('the address of the payments page says what it shows, and only what differs', () => {
  assert.equal(readFilter('').tab, '');
  assert.equal(readFilter('?tab=nonsense').tab, '');
  assert.equal(readFilter('?method=cash').tab, 'all');
  const filter = readFilter('?tab=all&method=cash&from=2026-11-01&to=2026-11-30&q=4242');
  assert.equal(addressOf(filter), '/admin/payments?tab=all&method=cash&from=2026-11-01&to=2026-11-30&q=4242');
  assert.equal(addressOf({ ...filter, tab: 'check' }), '/admin/payments?tab=check');
  const question = questionOf({ ...filter, to: 'soon' }, (day) => `${day}T00:00:00Z`, (day) => `${day}+1`);
  assert.equal(question, '/payments?limit=50&method=cash&q=4242&created_from=2026-11-01T00%3A00%3A00Z');
  assert.match(questionOf(filter, (day) => day, () => '2026-12-01'), /created_to=2026-12-01$/);
});

test('the number beside the page counts who waits for a person, and shows that first', () => {
  const counts = (to_check, to_decide) => ({ to_check, to_decide, under_way: 5, limit: 1000 });
  assert.deepEqual([waitingText(counts(0, 0)), waitingText(counts(2, 1)), waitingText(counts(1000, 3))], ['', '3', '1000+']);
  assert.deepEqual([firstTab(counts(0, 0)), firstTab(counts(1, 1)), firstTab(counts(0, 1))], ['all', 'check', 'decide']);
});
