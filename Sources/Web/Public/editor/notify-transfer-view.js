/** Writes down for a customer that a transfer was made; it counts once somebody has found it on the account. */
import { h } from '../shared/render-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { depositDue } from '../office/payments/money-facts.js';
import { OneCharge } from '../office/payments/one-charge.js';
import { act } from './actions-view.js';
import { loadSides } from './sides.js';

/** @typedef {import('./app.js').App} App */

/** Most octets of a slip. */
const LIMIT = 10 * 1024 * 1024;

/** @param {App} app */
export const notifyTransfer = (app) => act(app, async () => {
  const { money, office, order } = app;
  const say = office.words('payments.');
  const today = office.times.day(new Date());
  /** @type {{amount: string, day: string, bank: string, reference: string, slip: File|null}} */
  const form = { amount: money.plain(depositDue(order) ?? order.amount_due), day: today, bank: '', reference: '', slip: null };
  const charge = new OneCharge();
  const isDone = await ask(({ close, refresh }) => {
    const amount = money.parse(form.amount);
    const isTooLarge = (form.slip?.size ?? 0) > LIMIT;
    const isReady = !charge.isBusy && amount !== null && amount > 0 && form.day !== '' && form.day <= today && !isTooLarge;
    const submit = async () => {
      const request = charge.run((headers) => send(app, form, /** @type {number} */ (amount), headers), (error) => app.explain(error));
      refresh();
      const answer = await request;
      if (!answer) return refresh();
      app.saver.rebase(answer);
      return close(true);
    };
    const set = (/** @type {string} */ name) => (/** @type {any} */ event) => { /** @type {any} */ (form)[name] = event.target.value; refresh(); };
    return dialogForm({
      title: say('notify.title'), detail: say('notify.detail'), say: app.say, close: () => close(undefined), submit, isReady,
      submitLabel: say('notify.submit'), error: isTooLarge ? say('notify.too_large') : charge.error,
    },
    h('div', { class: 'fields fields-two' },
      field({ label: say('amount_in', { currency: money.currency }), id: 'notify-amount', inputmode: 'decimal', class: 'input input-money', autofocus: true,
        readonly: charge.isUnsure, value: form.amount, oninput: set('amount') }),
      field({ label: say('notify.day'), id: 'notify-day', type: 'date', max: today, readonly: charge.isUnsure, value: form.day, oninput: set('day') }),
      field({ label: say('notify.bank'), id: 'notify-bank', maxlength: 100, dir: 'auto', readonly: charge.isUnsure, value: form.bank, oninput: set('bank') }),
      field({ label: say('notify.reference'), id: 'notify-reference', maxlength: 100, dir: 'auto', readonly: charge.isUnsure, value: form.reference,
        oninput: set('reference') })),
    h('div', { class: 'field', key: 'slip' }, h('label', { for: 'notify-slip' }, say('notify.slip')),
      h('input', { class: 'input', id: 'notify-slip', type: 'file', accept: 'image/jpeg,image/png,image/webp,application/pdf', disabled: charge.isUnsure,
        onchange: (/** @type {any} */ event) => { form.slip = event.target.files[0] ?? null; refresh(); } }),
      h('span', { class: 'field-label' }, say('notify.slip_hint'))));
  });
  if (!isDone) return;
  app.toasts.show(say('notify.done'), { icon: 'check' });
  loadSides(app, ['events']);
});

/**
 * With a slip as a form of several parts, else as JSON; the day counts from its beginning in the shop's zone.
 * @param {App} app @param {{amount: string, day: string, bank: string, reference: string, slip: File|null}} form @param {number} amount
 * @param {Record<string, string>} headers
 */
async function send(app, form, amount, headers) {
  const path = `/orders/${app.id}/transfer_notices`;
  const said = {
    amount, paid_at: app.office.times.startOfDay(form.day), ...(form.bank.trim() ? { bank: form.bank.trim() } : {}),
    ...(form.reference.trim() ? { reference: form.reference.trim() } : {}),
  };
  if (!form.slip) return app.api.post(path, said, headers);
  const parts = new FormData();
  for (const [name, value] of Object.entries(said)) parts.set(name, String(value));
  parts.set('slip', form.slip);
  return app.api.post(path, parts, headers);
}
