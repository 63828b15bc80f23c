/** Gives money back: lines, with what goes on the shelf again, or an amount; from which payment, and how. Says before what will happen. */
import { h } from '../shared/render-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { parseQuantity, quantityText, thousandths, wireQuantity } from '../shared/quantity.js';
import { planRefund, refundable, sources, worthOf } from '../shared/refund-plan.js';
import { OneCharge } from '../office/payments/one-charge.js';
import { refundLine } from './refund-line-view.js';
import { refundableLines } from './returns.js';
import { loadSides } from './sides.js';
import { wayOf } from './transaction-row-view.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {{kind: string, amount: string, reason: string, reference: string, paymentID: string, method: string, lines: Map<string, {text: string, restock: boolean}>}} Form */

/** @param {any} line thousandths that were not given back yet */
const rest = (line) => thousandths(line.quantity) - thousandths(line.refunded_quantity ?? 0);

/** @param {App} app @param {any} [item] the return that it pays for; its goods are back already, or on their way */
export async function refund(app, item = null) {
  const { say, order, money } = app;
  // Before it is placed nothing was sold, so nothing comes back but money.
  const left = new Map(item ? refundableLines(order, item).map((/** @type {any} */ one) => [one.line.id, one.rest])
    : order.lines.map((/** @type {any} */ line) => [line.id, rest(line)]));
  const open = !order.placed_at ? [] : order.lines.filter((/** @type {any} */ line) => (left.get(line.id) ?? 0) > 0);
  /** @type {Form} */
  const form = { kind: open.length ? 'lines' : 'amount', amount: money.plain(refundable(order)), reason: item?.lines.find((/** @type {any} */ part) => part.reason)?.reason ?? '', reference: '', paymentID: '', method: '',
    lines: new Map(open.map((/** @type {any} */ line) => [line.id, item ? { text: quantityText(left.get(line.id) ?? 0), restock: false } : { text: '', restock: Boolean(line.variant_id) }])) };
  const charge = new OneCharge();
  await ask(({ close, refresh }) => {
    const most = refundable(order, form.paymentID || null);
    const asked = claimed(form, open, left);
    const isFit = form.kind === 'amount' || (asked.length > 0 && asked.every((one) => one.quantity <= one.most));
    const sum = form.kind === 'amount' ? money.parse(form.amount) : isFit ? worthOf(order, asked) : null;
    const isReady = !charge.isBusy && isFit && sum !== null && sum > 0 && sum <= most;
    const submit = async () => {
      const done = charge.run((headers) => app.api.post(`/orders/${app.id}/refunds`, { ...body(form, asked, sum), ...(item ? { return_id: item.id } : {}) }, headers), (error) => app.explain(error));
      refresh();
      const answer = await done;
      if (!answer) return refresh();
      const known = new Set((order.refunds ?? []).map((/** @type {any} */ one) => one.id));
      app.saver.rebase(answer);
      loadSides(app, ['events', 'movements', 'tasks', 'customer']);
      tell(app, answer.refunds.filter((/** @type {any} */ one) => !known.has(one.id)));
      return close(undefined);
    };
    return dialogForm({ title: say('refund'), detail: say('refund.most', { amount: money.money(most) }), say, close: () => close(undefined), isReady, submit,
      submitLabel: sum ? app.office.words('payments.')('refund.now', { amount: money.money(sum) }) : say('refund'),
      error: charge.isUnsure ? app.office.words('payments.')('refund.unsure') : charge.error, isStop: true },
    h('fieldset', { class: 'bare-fieldset', disabled: charge.isUnsure },
      open.length ? h('div', { class: 'segments', key: 'kind', role: 'group', 'aria-label': say('refund.kind') }, ['lines', 'amount'].map((kind) =>
        h('button', { type: 'button', key: kind, 'aria-pressed': kind === form.kind ? 'true' : 'false',
          onclick: () => { form.kind = kind; refresh(); } }, say(`refund.${kind}`)))) : null,
      form.kind === 'amount'
        ? field({ label: say('refund.amount_in', { currency: money.currency }), id: 'refund-amount', inputmode: 'decimal', class: 'input input-money',
          autofocus: true, value: form.amount, oninput: (/** @type {any} */ event) => { form.amount = event.target.value; refresh(); } })
        : h('div', { class: 'rows', key: 'lines' }, open.map((/** @type {any} */ line) =>
          refundLine(app, line, left.get(line.id) ?? 0, /** @type {any} */ (form.lines.get(line.id)), refresh, !item))),
      h('div', { class: 'fields fields-two', key: 'way' }, origin(app, form, refresh), way(app, form, refresh)),
      ['bank_transfer', 'manual'].includes(form.method) ? field({ label: app.office.words('payments.')('record.reference'), id: 'refund-reference', maxlength: 200, dir: 'auto',
        value: form.reference, oninput: (/** @type {any} */ event) => { form.reference = event.target.value; } }) : null,
      field({ label: say('refund.reason'), id: 'refund-reason', value: form.reason, maxlength: 200, dir: 'auto',
        oninput: (/** @type {any} */ event) => { form.reason = event.target.value; } }),
      outcome(app, form, sum, most)));
  });
}

/** What is asked of each line, in thousandths. @param {Form} form @param {any[]} open @param {Map<string, number>} left */
const claimed = (form, open, left) => open.flatMap((line) => {
  const quantity = parseQuantity(form.lines.get(line.id)?.text ?? '');
  return quantity ? [{ line_id: line.id, quantity, restock: form.lines.get(line.id)?.restock ?? false, most: left.get(line.id) ?? 0 }] : [];
});

/** @param {Form} form @param {any[]} asked @param {number|null} sum */
const body = (form, asked, sum) => ({
  ...(form.kind === 'lines' ? { lines: asked.map(({ line_id, quantity, restock }) => ({ line_id, quantity: wireQuantity(quantity), restock })) } : { amount: sum }),
  ...(form.paymentID ? { payment_id: form.paymentID } : {}), ...(form.method ? { method: form.method } : {}),
  ...(form.reference.trim() && ['bank_transfer', 'manual'].includes(form.method) ? { reference: form.reference.trim() } : {}),
  ...(form.reason.trim() ? { reason: form.reason.trim() } : {}),
});

/** @param {App} app @param {Form} form @param {() => void} refresh */
function origin(app, form, refresh) {
  const say = app.office.words('payments.');
  const all = sources(app.order);
  if (all.length < 2) return null;
  return h('div', { class: 'field', key: 'from' }, h('label', { for: 'refund-from' }, say('refund.from')),
    h('select', { class: 'select', id: 'refund-from', value: form.paymentID, onchange: (/** @type {any} */ event) => { form.paymentID = event.target.value; refresh(); } },
      h('option', { value: '' }, say('refund.from_all')),
      all.map((one) => h('option', { value: one.id, key: one.id },
        say('refund.from_one', { way: wayOf(say, one), amount: app.money.money(one.amount - (one.refunded ?? 0)) })))));
}

/** @param {App} app @param {Form} form @param {() => void} refresh */
function way(app, form, refresh) {
  const say = app.office.words('payments.');
  if (!app.office.may('refund_elsewhere')) return null;
  const ways = ['', 'cash', 'bank_transfer', ...(app.order.customer_id ? ['store_credit'] : []), 'manual'];
  return h('div', { class: 'field', key: 'how' }, h('label', { for: 'refund-how' }, say('refund.how')),
    h('select', { class: 'select', id: 'refund-how', value: form.method, onchange: (/** @type {any} */ event) => { form.method = event.target.value; refresh(); } },
      ways.map((one) => h('option', { value: one, key: one }, say(one ? `refund.how_${one}` : 'refund.how_same')))));
}

/** "12.00 to Visa 4242, 3.00 in cash". @param {App} app @param {Form} form @param {number|null} sum @param {number} most */
function outcome(app, form, sum, most) {
  const { money, order } = app;
  const say = app.office.words('payments.');
  if (sum !== null && sum > most) return h('p', { class: 'refund-outcome hold', key: 'outcome', role: 'status' }, say('refund.too_much', { amount: money.money(most) }));
  const parts = sum ? planRefund(order, sum, { paymentID: form.paymentID || null, method: form.method || null, cashStep: app.boot.page.cash_step ?? 1 }) : [];
  return h('p', { class: 'refund-outcome', key: 'outcome', role: 'status', dir: 'auto' }, parts.length
    ? [h('b', null, say('refund.will')), ' ', parts.map((part) => say(form.method ? `refund.part_${part.method}` : `refund.part_${kindOf(part.method)}`,
      { amount: money.money(part.amount), way: wayOf(say, part.payment) })).join(', ')]
    : say('refund.nothing_yet'));
}

/** @param {string} method */
const kindOf = (method) => (['cash', 'bank_transfer', 'store_credit', 'manual'].includes(method) ? method : 'back');

/** Says what came of it; what a provider has not done yet is said too. @param {App} app @param {any[]} made */
function tell(app, made) {
  const say = app.office.words('payments.');
  const failed = made.find((one) => one.status === 'failed');
  if (failed) return app.toasts.show(say('refund.failed', { reason: failed.failure ?? '' }), { icon: 'warning', seconds: 20 });
  const isWaiting = made.some((one) => one.status === 'pending');
  return app.toasts.show(isWaiting ? say('refund.under_way') : app.say('refund.done'), { icon: isWaiting ? 'clock' : 'check' });
}
