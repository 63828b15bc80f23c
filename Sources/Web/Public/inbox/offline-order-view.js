/**
 * *Offline order*, wherever it is asked for: the office's list of orders and the head of the inbox. One field, one Enter; a second step for
 * somebody new.
 */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogHead } from '../shared/dialog-view.js';
import { soon } from '../shared/live.js';
import { customerName } from '../shared/order.js';
import { makeTexts } from '../shared/texts.js';
import { channels } from './offline-channels-view.js';
import { offlineCustomer } from './offline-customer-view.js';
import { OfflineOrder } from './offline-order.js';

/** @typedef {(key: string, values?: Record<string, string|number>) => string} Say */

const CHANNEL_KEPT = 'counterfoil-offline-channel';
const kept = () => { try { return localStorage.getItem(CHANNEL_KEPT); } catch { return null; } };
/** @param {string} channel */
const keep = (channel) => { try { localStorage.setItem(CHANNEL_KEPT, channel); } catch { /* Without storage the next one begins with Phone. */ } };

/**
 * Asks for whom and makes the draft.
 * @param {{boot: any, api: any, locale: string, explain: (error: any) => string}} office
 * @param {(order: any) => void} [onMade] where to go with the draft; usually to its page, ready for the first product
 */
export async function openOfflineOrder(office, onMade = (order) => { location.href = `/admin/orders/${order.id}#add-product`; }) {
  const say = makeTexts(office.boot.texts, office.locale, 'office.offline.');
  const model = new OfflineOrder({ api: office.api, explain: office.explain, channel: kept() });
  const lookSoon = soon(120, () => model.look());
  const order = await ask(({ close, refresh, element }) => {
    const parts = { model, say, office, close, refresh, lookSoon };
    if (!element.dataset.step) {
      model.addEventListener('change', refresh);
      model.addEventListener('made', (event) => close(/** @type {any} */ (event).order));
      // One level back: from somebody new to those the shop knows.
      element.addEventListener('cancel', (event) => { if (model.isWritingDown) { event.preventDefault(); model.lookAgain(); } });
      void model.look();
    }
    focusStep(element, model);
    return model.isWritingDown ? offlineCustomer(parts) : known(parts);
  }, { classes: 'offline-order', label: say('title') });
  if (!order) return;
  keep(model.channel);
  onMade(order);
}

/** Each step begins in its first empty field. @param {HTMLElement} element @param {OfflineOrder} model */
function focusStep(element, model) {
  const step = model.isWritingDown ? 'new' : 'known';
  const isFirst = !element.dataset.step;
  if (element.dataset.step === step) return;
  element.dataset.step = step;
  if (isFirst) return;
  queueMicrotask(() => {
    const fields = /** @type {HTMLInputElement[]} */ ([...element.querySelectorAll('.dialog-body .input')]);
    (fields.find((field) => !field.value) ?? fields[0])?.focus();
  });
}

/** @param {any} parts */
function known(parts) {
  const { model, say, close, lookSoon } = parts;
  const { choices, query } = model;
  const isUnsure = model.open !== null && !model.charge.isBusy;
  const onkeydown = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') model.step(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Enter') void (isUnsure ? model.make({}) : model.enter());
    else return;
    event.preventDefault();
  };
  return h('div', { class: 'dialog-frame', key: 'known', 'aria-busy': model.charge.isBusy ? 'true' : null },
    dialogHead({ title: say('title'), detail: say('detail'), close: () => close(), closeLabel: say('close') }),
    h('div', { class: 'dialog-body' },
      channels(parts),
      h('div', { class: 'field' }, h('label', { for: 'offline-customer' }, say('customer')),
        h('div', { class: 'search' }, icon('search'), h('input', {
          class: 'input', id: 'offline-customer', type: 'search', role: 'combobox', autofocus: true, autocomplete: 'off', dir: 'auto', maxlength: 254,
          'aria-expanded': choices.length ? 'true' : 'false', 'aria-controls': 'offline-found', 'aria-autocomplete': 'list',
          'aria-activedescendant': model.at >= 0 && choices[model.at] ? `offline-found-${model.at}` : null,
          placeholder: say('search'), value: query, readOnly: model.open !== null, onkeydown,
          oninput: (/** @type {any} */ event) => { model.type(event.target.value); lookSoon(); },
        }))),
      h('div', { class: 'offline-found' },
        model.error ? h('p', { class: 'field-error', role: 'alert', key: 'error' }, model.error) : null,
        h('div', { id: 'offline-found', role: 'listbox', 'aria-label': say('found') },
          choices.map((/** @type {any} */ choice, /** @type {number} */ index) => row(parts, choice, index))),
        model.answered === '' && !choices.length ? h('p', { class: 'muted small', key: 'nobody' }, say('nobody_yet')) : null)),
    h('div', { class: 'dialog-foot' },
      h('button', { type: 'button', class: 'button button-quiet', 'aria-disabled': model.open ? 'true' : null,
        onclick: () => { if (!model.open) void model.make({}); } }, say('without')),
      h('span', { class: 'grows' }),
      isUnsure
        ? h('button', { type: 'button', class: 'button button-main', key: 'again', onclick: () => model.make({}) }, say('again'))
        : h('button', { type: 'button', class: 'button button-main', key: 'new', 'aria-disabled': model.open ? 'true' : null,
          onclick: () => model.writeDown() }, icon('person-add'), say('new'))));
}

/** @param {any} parts @param {any} choice @param {number} index */
function row({ model, say, office }, choice, index) {
  const isMarked = index === model.at;
  const props = {
    class: 'offline-row', role: 'option', id: `offline-found-${index}`, 'aria-selected': isMarked ? 'true' : 'false',
    onclick: () => { if (!model.open) void model.take(choice); },
  };
  const enter = isMarked ? h('span', { class: 'key', 'aria-hidden': 'true' }, 'Enter') : null;
  if (choice.kind === 'new') {
    return h('div', { ...props, key: 'new' }, icon('person-add'), h('span', { class: 'offline-who' }, h('b', { dir: 'auto' }, say('new_named', { who: model.query.trim() }))),
      enter);
  }
  const { customer } = choice;
  const more = [customer.name ? customer.company : null, customer.phone, customer.email].filter((word) => word && word !== customerName(customer));
  return h('div', { ...props, key: customer.id }, icon('person'),
    h('span', { class: 'offline-who' }, h('b', { class: 'clip', dir: 'auto' }, customerName(customer)),
      more.length ? h('small', { class: 'muted clip', dir: 'auto' }, more.join(' · ')) : null),
    enter);
}
