/**
 * A card over the phone: the number is typed on the provider's own page in a tab of its own, never here. The tab is opened by the press
 * itself, because browsers let no other moment open one.
 */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { depositDue, openPayment } from '../office/payments/money-facts.js';
import { OneCharge } from '../office/payments/one-charge.js';
import { act } from './actions-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export const takeByPhone = (app) => act(app, async () => {
  const { money, office, order } = app;
  const say = office.words('payments.');
  const form = { amount: money.plain(depositDue(order) ?? order.amount_due) };
  const charge = new OneCharge();
  await ask(({ close, refresh }) => {
    const amount = money.parse(form.amount);
    const isReady = !charge.isBusy && amount !== null && amount > 0 && amount <= order.amount_due;
    const submit = async () => {
      const tab = window.open('about:blank', '_blank');
      const request = charge.run((headers) => app.api.post(`/orders/${app.id}/payments`, { method: 'gateway', amount, expected_total: order.total }, headers),
        (error) => app.explain(error));
      refresh();
      const answer = await request;
      const address = answer ? openPayment(answer)?.page_url : null;
      if (tab && address) {
        // What is opened knows nothing of this page.
        tab.opener = null;
        tab.location.href = address;
      } else tab?.close();
      if (!answer) {
        if (charge.isUnsure) void app.saver.reload();
        return refresh();
      }
      app.saver.rebase(answer);
      if (!tab) app.toasts.show(say('phone.blocked'), { icon: 'link', seconds: 20 });
      return close(undefined);
    };
    return dialogForm({
      title: say('phone.title'), detail: say('phone.detail'), say: app.say, close: () => close(undefined), submit, isReady,
      submitLabel: charge.isBusy ? say('phone.busy') : say('phone.open'), error: charge.isUnsure ? say('phone.unsure') : charge.error,
    },
    field({ label: say('amount_in', { currency: money.currency }), id: 'phone-amount', inputmode: 'decimal', class: 'input input-money', autofocus: true,
      readonly: charge.isUnsure, value: form.amount, hint: say('charge.most', { amount: money.money(order.amount_due) }),
      oninput: (/** @type {any} */ event) => { form.amount = event.target.value; refresh(); } }),
    h('p', { class: 'charge-says small muted' }, icon('lock', 'icon icon-small'), h('span', null, say('phone.never'))));
  });
});
