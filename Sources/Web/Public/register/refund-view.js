/** Giving money back for a sale: which lines, how many, back on the shelf or not, by which way. */
import { h } from '../shared/render-view.js';
import { uuid } from '../shared/uuid.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { wireQuantity } from '../shared/quantity.js';
import { Refused } from '../shared/api.js';
import { actionIn, askApproval } from './approval-view.js';
import { quantityRow } from './pay-parts-view.js';
import { refundableUnits, refundWorth } from './refund.js';
import { customerName } from '../shared/order.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../shared/types.js').Order} Order */

/**
 * @param {App} app @param {Order} order
 * @param {{lineID?: string, isReasonNeeded?: boolean}} options the line that came back, where no receipt says so
 */
export async function refundSale(app, order, { lineID = '', isReasonNeeded = false } = {}) {
  const { say, money, boot } = app;
  /** @type {Map<string, number>} */
  const chosen = new Map();
  const returned = order.lines.find(({ id }) => id === lineID);
  if (returned) chosen.set(lineID, Math.min(1000, refundableUnits(returned)));
  const form = { restock: true, reason: '', method: order.payments.length > 1 ? '' : order.payments[0]?.method ?? 'cash' };
  const key = uuid();
  let error = '';
  let isBusy = false;
  let approval = '';
  const done = await ask(({ close, refresh }) => {
    const worth = refundWorth(order, chosen);
    /** @returns {Promise<void>} */
    const send = async () => {
      isBusy = true;
      error = '';
      refresh();
      const body = {
        lines: [...chosen].filter(([, quantity]) => quantity > 0).map(([line_id, quantity]) => ({
          line_id, quantity: wireQuantity(quantity), restock: form.restock,
        })),
        reason: form.reason.trim() || null, register_id: boot.register.id, ...(form.method ? { method: form.method } : {}),
      };
      try {
        close(await app.api.post(`/orders/${order.id}/refunds`, body,
          { 'Idempotency-Key': approval ? `${key}-approved` : key, ...(approval ? { 'X-Approval': approval } : {}) }));
      } catch (problem) {
        isBusy = false;
        if (problem instanceof Refused && problem.code === 'approval_required' && !approval) {
          approval = (await askApproval(app,
            { action: actionIn(problem.problem, 'refund'), object: order.id ?? '', reason: problem.problem.detail })) ?? '';
          if (approval) return send();
        } else {
          error = app.explain(problem);
          approval = '';
        }
      }
      refresh();
    };
    const all = () => { for (const line of order.lines) chosen.set(line.id ?? '', refundableUnits(line)); refresh(); };
    const methods = ['', 'cash', 'card_terminal', 'bank_transfer', ...(order.customer_id ? ['store_credit'] : [])];
    return dialogForm({
      title: say('refund'), detail: [order.number, customerName(order.customer)].filter(Boolean).join(' · '), say, close, submit: send,
      error, isReady: worth > 0 && !isBusy && (!isReasonNeeded || form.reason.trim() !== ''), isStop: true,
      submitLabel: isBusy ? say('refund.busy') : say('refund.do', { amount: money.money(worth) }),
      extra: h('button', { type: 'button', class: 'button', onclick: all }, say('refund.all')),
    },
    h('div', { class: 'rows pick-lines' }, order.lines.filter((line) => refundableUnits(line) > 0).map((line) => {
      const id = line.id ?? '';
      return quantityRow(app,
        { key: id, title: line.title, most: refundableUnits(line), value: chosen.get(id) ?? 0, amount: money.money(refundWorth(order,
          new Map([[id, chosen.get(id) ?? 0]]))), set: (value) => { chosen.set(id, value); refresh(); } });
    })),
    h('label', { class: 'choice' },
      h('input',
        { type: 'checkbox', checked: form.restock, onchange: (/** @type {any} */ event) => { form.restock = event.target.checked; refresh(); } }),
      h('span', null, say('refund.restock'), h('small', null, say('refund.restock_hint')))),
    h('div', { class: 'fields fields-two' },
      h('div', { class: 'field' }, h('label', { for: 'refund-method' },
        say('refund.method')), h('select',
        { class: 'input', id: 'refund-method', value: form.method, onchange: (/** @type {any} */ event) => { form.method = event.target.value; } },
        methods.map((method) => h('option', { value: method, selected: method === form.method },
          method ? say(`method.${method}`) : say('refund.as_paid'))))),
      field({ label: say('discount.reason'), id: 'refund-reason', value: form.reason, maxlength: 200, dir: 'auto', oninput: (/** @type {any} */ event) => { form.reason = event.target.value; refresh(); } })));
  });
  if (!done) return;
  app.toasts.show(say('refund.done',
    { amount: money.money((done.amount_refunded ?? 0) - order.amount_refunded), number: order.number ?? '' }),
    { icon: 'return' });
  app.transactions.keep(done);
  app.transactions.look(done.id);
}
