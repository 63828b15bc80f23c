/** The receipt by e-mail: the customer's address is there already, any other can be typed; Enter sends. It needs the network, and says so. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { uuid } from '../shared/uuid.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {{id: string|null, number?: string|null, customer?: any}} Sold */

/** @param {App} app @param {Sold} order @param {any} [props] */
export const mailButton = (app, order, props = {}) => h('button', {
  type: 'button', class: 'button', 'aria-disabled': app.isOffline ? 'true' : null, title: app.isOffline ? app.say('receipt.mail.offline') : null, onclick: () => mailReceipt(app, order), ...props,
}, icon('mail'), app.say('receipt.mail'));

/** @param {App} app @param {Sold} order */
export function mailReceipt(app, order) {
  const { say } = app;
  if (app.isOffline) {
    app.toasts.show(say('receipt.mail.offline'), { icon: 'offline' });
    return undefined;
  }
  const known = order.customer?.email ?? '';
  // Sent again to the same address after a lost answer, it is the same letter.
  const draft = { to: known, key: uuid(), error: '', isBusy: false };
  return ask(({ close, refresh }) => dialogForm({
    title: say('receipt.mail'), detail: order.number ?? undefined, say, close, submitLabel: say('receipt.mail.send'),
    isReady: draft.to.trim() !== '' && !draft.isBusy, error: draft.error,
    submit: async () => {
      Object.assign(draft, { isBusy: true, error: '' });
      refresh();
      try {
        await app.api.post(`/orders/${order.id}/receipts`, { via: 'email', to: draft.to.trim() }, { 'Idempotency-Key': draft.key });
        close();
        app.toasts.show(say('receipt.mail.sent', { to: draft.to.trim() }), { icon: 'check' });
      } catch (error) {
        Object.assign(draft, { isBusy: false, error: reason(app, error) });
        refresh();
      }
    },
  }, field({
    label: say('customer.email'), id: 'receipt-to', type: 'email', inputmode: 'email', autocomplete: 'off', maxlength: 254, value: draft.to, dir: 'ltr', autofocus: true,
    'aria-invalid': draft.error ? 'true' : null, onfocus: (/** @type {any} */ event) => event.target.select(),
    oninput: (/** @type {any} */ event) => { Object.assign(draft, { to: event.target.value, key: uuid(), error: '' }); refresh(); },
  })));
}

/** What is wrong with the address, where that is it. @param {App} app @param {any} error */
const reason = (app, error) => error?.problem?.errors?.find((/** @type {any} */ each) => each.field === 'to')?.message ?? app.explain(error);
