/** Gives money back: lines, with what goes on the shelf again, or a free amount. */
import { h } from '../shared/render-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { takenPayments } from '../shared/amounts.js';
import { parseQuantity, quantityText, thousandths, wireQuantity } from '../shared/quantity.js';
import { uuid } from '../shared/uuid.js';
import { loadSides } from './sides.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export async function refund(app) {
  const { say, order, money } = app;
  const most = takenPayments(order).reduce((sum, one) => sum + one.amount - (one.refunded ?? 0), 0);
  const rest = (/** @type {any} */ line) => thousandths(line.quantity) - thousandths(line.refunded_quantity ?? 0);
  // Before it is placed nothing was sold, so nothing comes back but money.
  const open = !order.placed_at ? [] : order.lines.filter((/** @type {any} */ line) => rest(line) > 0);
  const form = { kind: open.length ? 'lines' : 'amount', amount: money.plain(most), reason: '',
    lines: new Map(open.map((/** @type {any} */ line) => [line.id, { text: '', restock: Boolean(line.variant_id) }])) };
  const state = { error: '', isBusy: false, key: uuid() };
  await ask(({ close, refresh }) => {
    const asked = open.flatMap((/** @type {any} */ line) => {
      const quantity = parseQuantity(form.lines.get(line.id)?.text ?? '');
      return quantity ? [{ line_id: line.id, quantity, restock: form.lines.get(line.id)?.restock ?? false, most: rest(line) }] : [];
    });
    const amount = money.parse(form.amount);
    const isReady = !state.isBusy && (form.kind === 'lines' ? asked.length > 0 && asked.every((/** @type {any} */ one) => one.quantity <= one.most)
      : amount !== null && amount > 0 && amount <= most);
    const submit = async () => {
      state.isBusy = true;
      refresh();
      try {
        const body = form.kind === 'lines'
          ? { lines: asked.map((/** @type {any} */ { line_id, quantity, restock }) => ({ line_id, quantity: wireQuantity(quantity), restock })) }
            : { amount };
        app.saver.rebase(await app.api.post(`/orders/${app.id}/refunds`, { ...body, ...(form.reason.trim() ? { reason: form.reason.trim() } : {}) },
          { 'Idempotency-Key': state.key }));
        loadSides(app, ['events', 'movements']);
        app.toasts.show(say('refund.done'), { icon: 'check' });
        close();
      } catch (error) {
        Object.assign(state, { error: app.explain(error), isBusy: false, key: uuid() });
        refresh();
      }
    };
    return dialogForm({ title: say('refund'), detail: say('refund.most', { amount: money.money(most) }), say, close, isReady, submit,
      submitLabel: say('refund'), error: state.error, isStop: true },
      open.length ? h('div', { class: 'segments', role: 'group', 'aria-label': say('refund.kind') }, ['lines', 'amount'].map((kind) =>
        h('button', { type: 'button', key: kind, 'aria-pressed': kind === form.kind ? 'true' : 'false',
          onclick: () => { form.kind = kind; refresh(); } }, say(`refund.${kind}`)))) : null,
      form.kind === 'amount'
        ? field({ label: say('refund.amount_in', { currency: money.currency }), id: 'refund-amount', inputmode: 'decimal', class: 'input input-money',
          autofocus: true, value: form.amount, oninput: (/** @type {any} */ event) => { form.amount = event.target.value; refresh(); } })
        : h('div', { class: 'rows' }, open.map((/** @type {any} */ line) =>
          refundLine(app, line, rest(line), /** @type {any} */ (form.lines.get(line.id)), refresh))),
      field({ label: say('refund.reason'), id: 'refund-reason', value: form.reason, maxlength: 200, dir: 'auto',
        oninput: (/** @type {any} */ event) => { form.reason = event.target.value; } }));
  });
}

/** @param {App} app @param {any} line @param {number} rest thousandths @param {{text: string, restock: boolean}} form @param {() => void} refresh */
function refundLine(app, line, rest, form, refresh) {
  const { say } = app;
  return h('div', { class: 'row', key: line.id },
    h('div', { class: 'row-words' }, h('label', { for: `refund-${line.id}`, dir: 'auto' }, h('bdi', null, line.title)),
    h('label', { class: 'check small muted' },
      h('input', { type: 'checkbox', checked: form.restock, onchange: (/** @type {any} */ event) => { form.restock = event.target.checked; } }),
      say('refund.restock'))),
  h('div', { class: 'with-unit refund-count' }, h('input', {
    class: 'input input-money', id: `refund-${line.id}`, inputmode: 'decimal', autocomplete: 'off', value: form.text, placeholder: '0',
      oninput: (/** @type {any} */ event) => { form.text = event.target.value; refresh(); },
  }), h('span', { class: 'unit muted' }, say('refund.of', { count: quantityText(rest) }))));
}
