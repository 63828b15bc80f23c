/** Money for an order that was placed before it was paid: what the customer brings when they fetch it. The drawer counts it like any sale's. */
import { h } from '../shared/render-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { parseMoney } from '../shared/money.js';
import { customerName } from '../shared/order.js';
import { uuid } from '../shared/uuid.js';
import { keepFocus } from './focus-view.js';
import { cashFigures } from './tender.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../shared/types.js').Order} Order */

/**
 * Whether somebody at the counter could pay for it.
 * @param {Order} order
 */
export const canCollect = (order) => order.amount_due > 0 && order.status === 'placed';

/** @param {App} app @param {Order} order */
export async function collectPayment(app, order) {
  const { say, boot } = app;
  const money = app.moneyIn(order.currency);
  if (app.isOffline) return void app.toasts.show(say('collect.offline'), { icon: 'offline' });
  const draft = { method: 'cash', given: '', key: uuid(), error: '', isBusy: false };
  const figures = () => cashFigures({
    due: order.amount_due, given: draft.given.trim() ? parseMoney(draft.given, money.exponent) : null, step: order.currency === boot.settings.currency ? boot.settings.cash_step : 1,
  });
  const paid = await ask(({ close, refresh }) => {
    const change = (/** @type {Partial<typeof draft>} */ now) => { Object.assign(draft, { key: uuid(), error: '' }, now); refresh(); };
    const cash = figures();
    const isCash = draft.method === 'cash';
    const isWrong = isCash && draft.given.trim() !== '' && (parseMoney(draft.given, money.exponent) === null || cash.missing > 0);
    return dialogForm({
      title: say('collect'), detail: [order.number, customerName(order.customer)].filter(Boolean).join(' · '), say, close, error: draft.error,
      isReady: !draft.isBusy && !isWrong, submitLabel: draft.isBusy ? say('pay.busy') : say('collect.do', { amount: money.money(isCash ? cash.cashDue : order.amount_due) }),
      submit: async () => {
        Object.assign(draft, { isBusy: true, error: '' });
        refresh();
        try {
          const body = {
            method: draft.method, expected_total: order.total, register_id: boot.register.id,
            ...(isCash ? { tendered: cash.tendered } : {}),
          };
          close(await app.api.post(`/orders/${order.id}/payments`, body, { 'Idempotency-Key': draft.key }));
        } catch (error) {
          Object.assign(draft, { isBusy: false, error: app.explain(error) });
          refresh();
        }
      },
    },
    h('div', { class: 'picks', role: 'radiogroup', 'aria-label': say('pay.method') }, ['cash', 'card_terminal', 'bank_transfer'].map((method) => h('button', {
      type: 'button', class: 'pick', role: 'radio', key: method, 'aria-checked': String(draft.method === method), onclick: () => change({ method }),
    }, say(`method.${method}`)))),
    isCash ? h('div', { class: 'fields fields-two collect-cash' },
      field({ label: say('pay.given'), id: 'collect-given', inputmode: 'decimal', dir: 'ltr', maxlength: 20, value: draft.given, placeholder: money.plain(cash.cashDue), autofocus: true,
        'aria-invalid': isWrong ? 'true' : null, 'data-scan': 'number', oninput: (/** @type {any} */ event) => change({ given: event.target.value }) }),
      h('p', { class: 'collect-change', 'aria-live': 'polite' }, cash.missing > 0
        ? [h('span', { class: 'field-label' }, say('pay.still')), h('b', { class: 'number' }, money.money(cash.missing))]
        : [h('span', { class: 'field-label' }, say('pay.change')), h('b', { class: 'number' }, money.money(cash.change))])) : null);
  });
  if (!paid) return undefined;
  const last = [...paid.payments].reverse().find(({ method }) => method === draft.method);
  app.transactions.keep(paid);
  app.transactions.look(paid.id);
  keepFocus('detail-name');
  app.toasts.show(last?.change ? say('collect.done_change', { amount: money.money(last.change) }) : say('collect.done', { number: paid.number }), { icon: 'check' });
  return paid;
}
