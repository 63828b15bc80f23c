/** Charges a card that the provider keeps for the customer: says amount, card and order, and asks once. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { cardName, depositDue, expiryOf } from '../office/payments/money-facts.js';
import { OneCharge } from '../office/payments/one-charge.js';
import { act } from './actions-view.js';
import { shownNumber } from './bar-view.js';
import { loadSides } from './sides.js';

/** @typedef {import('./app.js').App} App */

/** Cards that have not ended. @param {App} app @returns {any[]} */
export const usableCards = ({ state }) => (state.cards ?? []).filter((/** @type {any} */ card) => !expiryOf(card, new Date())?.isOver);

/** @param {App} app */
export const chargeCard = (app) => act(app, () => askAndCharge(app));

/** @param {App} app */
async function askAndCharge(app) {
  const { money, office, order } = app;
  const say = office.words('payments.');
  const cards = usableCards(app);
  const form = { card: cards[0], amount: money.plain(depositDue(order) ?? order.amount_due) };
  const charge = new OneCharge();
  /** @type {string|null} */
  let refused = null;
  const done = await ask(({ close, refresh }) => {
    const amount = money.parse(form.amount);
    const isReady = !charge.isBusy && amount !== null && amount > 0 && amount <= order.amount_due;
    const sum = amount === null ? '' : money.money(amount);
    const submit = async () => {
      refused = null;
      const known = new Set((app.saver.base.payments ?? []).map((/** @type {any} */ one) => one.id));
      const request = charge.run((headers) => app.api.post(`/orders/${app.id}/payments`,
        { method: 'card_on_file', payment_method_id: form.card.id, amount, expected_total: order.total }, headers), (error) => app.explain(error));
      refresh();
      const answer = await request;
      if (!answer) {
        if (charge.isUnsure) void app.saver.reload();
        return refresh();
      }
      app.saver.rebase(answer);
      const made = answer.payments.find((/** @type {any} */ one) => one.method === 'card_on_file' && !known.has(one.id));
      if (made?.status === 'failed') {
        refused = made.failure ?? '';
        charge.key = charge.makeKey();
        return refresh();
      }
      return close(made?.status ?? 'captured');
    };
    return dialogForm({
      title: say('charge.title', { card: cardName(form.card) }), say: app.say, close: () => close(undefined), submit, isReady,
      submitLabel: charge.isBusy ? say('charge.busy') : charge.isUnsure ? say('charge.again') : say('charge.now', { amount: sum }),
      error: charge.isUnsure ? say('charge.unsure') : charge.error,
    },
    refused === null ? null : bankSaidNo(app, refused),
    cards.length > 1 ? choice(app, cards, form, charge.isUnsure, refresh) : null,
    field({ label: say('amount_in', { currency: money.currency }), id: 'charge-amount', inputmode: 'decimal', class: 'input input-money', autofocus: true,
      readonly: charge.isUnsure, value: form.amount, hint: say('charge.most', { amount: money.money(order.amount_due) }),
      oninput: (/** @type {any} */ event) => { form.amount = event.target.value; refresh(); } }),
    h('p', { class: 'charge-says', dir: 'auto' }, icon('card'), h('span', null,
      say('charge.says', { amount: sum || '–', card: cardName(form.card), number: shownNumber(order) }))));
  });
  if (!done) return;
  const words = done === 'captured' ? 'charge.done' : 'charge.waits';
  app.toasts.show(say(words, { card: cardName(form.card) }), { icon: done === 'captured' ? 'check' : 'clock' });
  loadSides(app, ['events', 'movements', 'requirements']);
}

/** What to do when the bank refused. @param {App} app @param {string} reason */
function bankSaidNo(app, reason) {
  const say = app.office.words('payments.');
  return h('div', { class: 'notice', role: 'alert', key: 'refused' },
    h('div', { dir: 'auto' }, h('p', null, h('b', null, say('charge.refused'))), reason ? h('p', null, reason) : null, h('p', null, say('charge.then'))),
    h('a', { class: 'button button-small', href: `/admin/orders/${app.id}/send` }, icon('send'), say('charge.send_link')));
}

/** @param {App} app @param {any[]} cards @param {any} form @param {boolean} isFixed @param {() => void} refresh */
function choice(app, cards, form, isFixed, refresh) {
  const say = app.office.words('payments.');
  return h('div', { class: 'picks', role: 'radiogroup', 'aria-label': say('charge.card') }, cards.map((card) => h('label', { class: 'choice', key: card.id },
    h('input', { type: 'radio', name: 'card', checked: card === form.card, disabled: isFixed, onchange: () => { form.card = card; refresh(); } }),
    h('span', null, cardName(card), expiryOf(card, new Date()) ? h('small', null, say('card.until', { month: expiryOf(card, new Date())?.text ?? '' })) : null))));
}
