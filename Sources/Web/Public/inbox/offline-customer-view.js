/** The second step of an offline order: somebody the shop does not know yet. A name is enough; Enter makes customer and draft at once. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { dialogHead } from '../shared/dialog-view.js';
import { soon } from '../shared/live.js';
import { customerName } from '../shared/order.js';
import { countries } from '../editor/addresses.js';
import { channels } from './offline-channels-view.js';

const LIMITS = { name: 255, phone: 64, email: 254, company: 255 };
const ADDRESS = /** @type {const} */ (['line1', 'line2', 'postal_code', 'city', 'region']);

/** @type {WeakMap<any, Record<string, () => void>>} */
const watches = new WeakMap();

/** @param {any} model @param {'phone'|'email'} name asks for a twin once somebody paused typing */
function twinSoon(model, name) {
  const own = watches.get(model) ?? { phone: soon(400, () => model.findTwin('phone')), email: soon(400, () => model.findTwin('email')) };
  watches.set(model, own);
  own[name]();
}

/** @param {any} parts */
export function offlineCustomer(parts) {
  const { model, say, close } = parts;
  const isLocked = model.open !== null;
  const isUnsure = isLocked && !model.charge.isBusy;
  const isReady = model.isNamed && !model.charge.isBusy;
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (isReady) void model.makeForNew();
  };
  return h('form', { method: 'dialog', novalidate: true, key: 'new', onsubmit: submit, 'aria-busy': model.charge.isBusy ? 'true' : null },
    dialogHead({ title: say('title'), detail: say('new_detail'), close: () => close(), closeLabel: say('close') }),
    h('div', { class: 'dialog-body' },
      channels(parts),
      input(parts, 'name', {}),
      h('div', { class: 'fields fields-two' }, input(parts, 'phone', { type: 'tel', dir: 'ltr' }), input(parts, 'email', { type: 'email', dir: 'ltr' })),
      twin(parts),
      input(parts, 'company', {}),
      address(parts),
      model.error ? h('p', { class: 'field-error', role: 'alert', key: 'error' }, model.error) : null),
    h('div', { class: 'dialog-foot' },
      h('button', { type: 'button', class: 'button button-quiet', 'aria-disabled': isLocked ? 'true' : null, onclick: () => model.lookAgain() },
        icon('back', 'icon turns'), say('known')),
      h('span', { class: 'grows' }),
      h('button', { type: 'submit', class: 'button button-main', 'aria-disabled': isReady ? null : 'true', 'aria-describedby': model.isNamed ? null : 'offline-needs' },
        say(model.charge.isBusy ? 'making' : isUnsure ? 'again' : 'create')),
      model.isNamed ? null : h('p', { class: 'small muted offline-needs', id: 'offline-needs', key: 'needs' }, say('needs'))));
}

/** @param {any} parts @param {keyof typeof LIMITS} name @param {Record<string, any>} props */
function input({ model, say }, name, props) {
  const fault = model.faults[name];
  return h('div', { class: 'field', key: name }, h('label', { for: `offline-${name}` }, say(`new.${name}`)),
    h('input', {
      class: 'input', id: `offline-${name}`, dir: 'auto', autocomplete: 'off', maxlength: LIMITS[name], value: model.person[name] ?? '',
      readOnly: model.open !== null, 'aria-invalid': fault ? 'true' : null, 'aria-describedby': fault ? `offline-${name}-fault` : null,
      oninput: (/** @type {any} */ event) => {
        model.write(name, event.target.value);
        if (name === 'phone' || name === 'email') twinSoon(model, name);
      },
      ...props,
    }),
    fault ? h('p', { class: 'field-error', id: `offline-${name}-fault`, role: 'alert', dir: 'auto' }, fault) : null);
}

/** Somebody who has that phone or e-mail is known already. @param {any} parts */
function twin({ model, say }) {
  if (!model.twin || model.open) return null;
  const who = customerName(model.twin);
  return h('div', { class: 'notice notice-calm', role: 'status', key: 'twin' }, h('p', { dir: 'auto' }, say('twin', { who })),
    h('button', { type: 'button', class: 'button', onclick: () => model.make({ customer_id: model.twin.id }) }, say('twin_use')));
}

/** Where it goes, if they say so already. @param {any} parts */
function address({ model, say, office }) {
  const part = (/** @type {string} */ name) => {
    const fault = model.faults[`address.${name}`];
    return h('div', { class: 'field', key: name }, h('label', { for: `offline-${name}` }, say(`new.${name}`)),
      h('input', {
        class: 'input', id: `offline-${name}`, dir: 'auto', autocomplete: 'off', maxlength: name === 'postal_code' ? 32 : 255, value: model.address[name] ?? '',
        readOnly: model.open !== null, 'aria-invalid': fault ? 'true' : null,
        oninput: (/** @type {any} */ event) => { model.address[name] = event.target.value; model.changed(); },
      }),
      fault ? h('p', { class: 'field-error', role: 'alert', dir: 'auto' }, fault) : null);
  };
  const [line1, line2, postalCode, city, region] = ADDRESS.map(part);
  return h('details', { class: 'offline-address', key: 'address' }, h('summary', null, say('new.address')),
    h('div', { class: 'fields' }, line1, line2, h('div', { class: 'fields fields-two' }, postalCode, city),
      h('div', { class: 'fields fields-two' }, region,
        h('div', { class: 'field' }, h('label', { for: 'offline-country' }, say('new.country')),
          h('select', { class: 'select', id: 'offline-country', disabled: model.open !== null,
            onchange: (/** @type {any} */ event) => { model.address.country = event.target.value; model.changed(); } },
            h('option', { value: '', selected: !model.address.country }, '–'),
            countries(office.locale).map(({ code, name }) => h('option', { value: code, key: code, selected: code === model.address.country }, name)))))));
}
