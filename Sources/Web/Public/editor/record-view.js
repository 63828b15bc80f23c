/** Records money that was taken by hand: at the desk, on a terminal, by transfer, from a gift card or from the customer's credit. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { depositDue, methodIcon } from '../office/payments/money-facts.js';
import { OneCharge } from '../office/payments/one-charge.js';
import { act } from './actions-view.js';
import { loadSides } from './sides.js';

/** @typedef {import('./app.js').App} App */

const METHODS = ['cash', 'card_terminal', 'bank_transfer', 'store_credit', 'gift_card', 'manual'];

/** @param {App} app */
export const recordPayment = (app) => act(app, async () => {
  const { money, office, order } = app;
  const say = office.words('payments.');
  const form = { method: 'cash', amount: money.plain(depositDue(order) ?? order.amount_due), tendered: '', reference: '' };
  const charge = new OneCharge();
  const isDone = await ask(({ close, refresh }) => {
    const amount = money.parse(form.amount);
    const tendered = form.tendered.trim() ? money.parse(form.tendered) : undefined;
    const isReady = !charge.isBusy && amount !== null && amount > 0 && tendered !== null && (form.method !== 'gift_card' || form.reference.trim() !== '')
      && (form.method !== 'store_credit' || Boolean(order.customer_id));
    const submit = async () => {
      const request = charge.run((headers) => app.api.post(`/orders/${app.id}/payments`, body(form, amount, tendered, order), headers), (error) => app.explain(error));
      refresh();
      const answer = await request;
      if (!answer) return refresh();
      app.saver.rebase(answer);
      return close(true);
    };
    const set = (/** @type {string} */ name) => (/** @type {any} */ event) => { /** @type {any} */ (form)[name] = event.target.value; refresh(); };
    return dialogForm({
      title: say('record.title'), detail: say('record.detail'), say: app.say, close: () => close(undefined), submit, isReady,
      submitLabel: charge.isUnsure ? say('charge.again') : say('record.submit'), error: charge.isUnsure ? say('record.unsure') : charge.error,
    },
    h('div', { class: 'picks', role: 'radiogroup', 'aria-label': say('record.method') }, METHODS.map((method) => h('label', { class: 'choice', key: method },
      h('input', { type: 'radio', name: 'method', checked: form.method === method, disabled: charge.isUnsure,
        onchange: () => { form.method = method; refresh(); } }),
      icon(methodIcon(method)), h('span', null, say(`method.${method}`))))),
    form.method === 'store_credit' ? credit(app, say) : null,
    h('div', { class: 'fields fields-two', key: 'sums' },
      field({ label: say('amount_in', { currency: money.currency }), id: 'record-amount', inputmode: 'decimal', class: 'input input-money', autofocus: true,
        readonly: charge.isUnsure, value: form.amount, hint: say('charge.most', { amount: money.money(order.amount_due) }), oninput: set('amount') }),
      form.method === 'cash' ? field({ label: say('record.tendered'), id: 'record-tendered', inputmode: 'decimal', class: 'input input-money',
        readonly: charge.isUnsure, value: form.tendered, hint: change(say, money, amount, tendered), oninput: set('tendered') })
        : form.method === 'store_credit' ? null : field({ label: say(form.method === 'gift_card' ? 'record.code' : 'record.reference'), id: 'record-reference',
          maxlength: 200, dir: 'auto', readonly: charge.isUnsure, value: form.reference, oninput: set('reference') })));
  });
  if (!isDone) return;
  app.toasts.show(say('record.done'), { icon: 'check' });
  loadSides(app, ['events', 'movements', 'requirements', 'customer']);
});

/**
 * @param {any} form @param {number|null} amount @param {number|null|undefined} tendered @param {any} order
 */
function body(form, amount, tendered, order) {
  const reference = form.reference.trim();
  return {
    method: form.method, amount, expected_total: order.total,
    ...(form.method === 'cash' && tendered ? { tendered } : {}),
    ...(reference && !['cash', 'store_credit'].includes(form.method) ? { reference } : {}),
  };
}

/** @param {any} say @param {any} money @param {number|null} amount @param {number|null|undefined} tendered */
const change = (say, money, amount, tendered) => (amount !== null && tendered ? tendered >= amount ? say('record.change', { amount: money.money(tendered - amount) })
  : say('record.too_little') : say('record.tendered_hint'));

/** @param {App} app @param {any} say */
function credit(app, say) {
  if (!app.order.customer_id) return h('p', { class: 'small muted', key: 'credit' }, say('record.no_customer'));
  return h('p', { class: 'small muted', key: 'credit' }, say('record.credit', { amount: app.money.money(app.state.customer?.store_credit ?? 0) }));
}
