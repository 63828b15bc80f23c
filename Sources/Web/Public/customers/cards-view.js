/** The cards that a provider keeps for a customer: which there are, taking one away, asking for one. No number of a card is typed here. */
import { office } from '../office/office-view.js';
import { cardName, expiryOf } from '../office/payments/money-facts.js';
import { OneCharge } from '../office/payments/one-charge.js';
import { ask, dialogForm, dialogHead } from '../shared/dialog-view.js';
import { h, render } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';

const say = office.words('customers.');

/** @type {any[]|null} */
let cards = null;
/** Whether somebody takes cards for the shop; null until it is known. @type {boolean|null} */
let hasProvider = null;
/** @type {any} */
let error = null;

const place = () => /** @type {HTMLElement|null} */ (document.querySelector('[data-cards]'));
const customerID = () => place()?.dataset.cards ?? '';
const path = () => `/customers/${customerID()}/payment_methods`;

async function load() {
  try {
    hasProvider = (await office.api.get('/payment_providers')).data.length > 0;
    cards = hasProvider ? (await office.api.get(path())).data : [];
    error = null;
  } catch (problem) {
    error = problem;
  }
  draw();
}

function draw() {
  const root = place();
  if (!root) return;
  if (error) {
    return render(root, h('div', { class: 'notice', role: 'alert' }, h('p', null, office.explain(error)),
      h('button', { type: 'button', class: 'button button-small', onclick: load }, office.say('try_again'))));
  }
  if (cards === null) return render(root, h('p', { class: 'skeleton' }));
  if (!hasProvider) {
    return render(root, h('p', { class: 'muted' }, say('cards.no_provider'), ' ', office.may('manage_settings')
      ? h('a', { class: 'text-button', href: '/admin/settings/payments' }, say('cards.set_up')) : null));
  }
  return render(root, h('div', { class: 'stack' },
    cards.length ? h('ul', { class: 'rows saved-cards' }, cards.map(row)) : h('p', { class: 'muted' }, say('cards.none')),
    office.may('manage_customers') ? h('div', { class: 'actions' }, h('button', { type: 'button', class: 'button', id: 'ask-card', onclick: askForCard },
      icon('card'), say('cards.ask'))) : null));
}

/** @param {any} card */
function row(card) {
  const end = expiryOf(card, new Date());
  return h('li', { key: card.id, 'data-card': card.id }, icon('card'),
    h('span', { class: 'strong' }, cardName(card)),
    end ? h('span', { class: `small ${end.isOver ? 'hold' : 'muted'}` }, say(end.isOver ? 'cards.over' : 'cards.until', { month: end.text })) : null,
    office.may('manage_customers') ? h('button', { type: 'button', class: 'text-button', onclick: () => remove(card) }, say('cards.remove'),
      h('span', { class: 'for-readers' }, ` ${cardName(card)}`)) : null);
}

/** @param {any} card */
async function remove(card) {
  const isSure = await ask(({ close }) => dialogForm({
    title: say('cards.remove_title', { card: cardName(card) }), detail: say('cards.remove_detail'), say: (/** @type {string} */ key) => office.say(key),
    close: () => close(undefined), submit: () => close(true), submitLabel: say('cards.remove'), isStop: true,
  }, h('span')), {});
  if (!isSure) return;
  try {
    await office.api.call('DELETE', `${path()}/${card.id}`);
    office.toasts.show(say('cards.removed'), { icon: 'check', seconds: 4 });
  } catch (problem) {
    office.toasts.show(office.explain(problem), { icon: 'warning' });
  }
  await load();
  document.getElementById('ask-card')?.focus();
}

/** Opens the provider's page and shows its address, to be opened here or sent to the customer. */
async function askForCard() {
  const once = new OneCharge();
  const answer = await once.run((headers) => office.api.post(`${path()}/page`, {}, headers), office.explain);
  if (!answer) return office.toasts.show(once.error, { icon: 'warning', seconds: 20 });
  await ask(({ close }) => h('div', { class: 'dialog-frame' },
    dialogHead({ title: say('cards.ask'), detail: say('cards.page_detail'), close: () => close(undefined), closeLabel: office.say('close') }),
    h('div', { class: 'dialog-body' },
      h('div', { class: 'copy-row' },
        h('input', { class: 'input', readonly: true, value: answer.url, 'aria-label': say('cards.page'), dir: 'ltr', autofocus: true,
          onfocus: (/** @type {any} */ event) => event.target.select() }),
        h('button', { type: 'button', class: 'button', onclick: () => copy(answer.url) }, icon('copy'), say('cards.copy'))),
      h('p', { class: 'hint' }, say('cards.page_hint'))),
    h('div', { class: 'dialog-foot' },
      h('a', { class: 'button button-main', href: answer.url, target: '_blank', rel: 'noopener noreferrer', onclick: () => close(undefined) }, say('cards.open')))));
  return load();
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    office.toasts.show(office.say('copied'), { icon: 'check', seconds: 4 });
  } catch {
    office.toasts.show(office.say('copy_by_hand'), { icon: 'warning' });
  }
}

// Whoever comes back from the provider's page sees the card that was left there.
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible' && hasProvider) load(); });
document.addEventListener('refreshed', draw);
draw();
load();
