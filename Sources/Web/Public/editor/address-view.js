/** An address of the order: one of the customer's, that of the other side, or one that is written here. */
import { h } from '../shared/render-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { PARTS, addressInput, addressLines, countries } from './addresses.js';
import { isSame } from './places.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app @param {'billing_address'|'shipping_address'} name */
export async function pickAddress(app, name) {
  const { say, order } = app;
  const other = order[name === 'billing_address' ? 'shipping_address' : 'billing_address'];
  const known = [...(app.state.customer?.addresses ?? []),
    ...(other ? [other] : [])].filter((one, index, all) => all.findIndex((each) => isSame(each, one)) === index);
  const form = Object.fromEntries(PARTS.map((part) => [part, order[name]?.[part] ?? '']));
  if (!order[name]) {
    form.name = order.customer?.name ?? '';
    form.phone = order.customer?.phone ?? '';
  }
  const answer = await ask(({ close, refresh }) => {
    const take = (/** @type {any} */ address) => { for (const part of PARTS) form[part] = address[part] ?? ''; refresh(); };
    const input = (/** @type {typeof PARTS[number]} */ part, /** @type {any} */ props) => field({
      label: say(`address.${part}`), id: `address-${part}`, value: form[part], maxlength: part === 'postal_code' ? 32 : part === 'phone' ? 64 : 255,
        dir: 'auto', ...props,
      oninput: (/** @type {any} */ event) => { form[part] = event.target.value; },
    });
    return dialogForm({
      title: say(name), say, close, submit: () => close({ value: addressInput(form) }), submitLabel: say('address.use'),
      extra: order[name] ? h('button', { type: 'button', class: 'button button-quiet button-stop', onclick: () => close({ value: null }) },
        say('address.remove')) : null,
    },
    known.length ? h('div', { class: 'picks', role: 'group', 'aria-label': say('address.known') }, known.map((one, index) => h('button', {
      type: 'button', class: 'pick pick-address', key: index, 'aria-pressed': isSame(one, addressInput(form)) ? 'true' : 'false',
        onclick: () => take(one),
    }, h('span', { class: 'small', dir: 'auto' }, addressLines(one).slice(0, 4).join(', '))))) : null,
    h('div', { class: 'fields fields-two' }, input('name', { autofocus: true, autocomplete: 'off' }), input('company', {})),
    input('line1', {}), input('line2', {}),
    h('div', { class: 'fields fields-two' }, input('postal_code', {}), input('city', {})),
    h('div', { class: 'fields fields-two' }, input('region', {}),
      h('div', { class: 'field' }, h('label', { for: 'address-country' }, say('address.country')),
        h('select', { class: 'select', id: 'address-country', onchange: (/** @type {any} */ event) => { form.country = event.target.value; } },
          h('option', { value: '', selected: !form.country }, '–'),
          countries(app.locale).map(({ code, name: text }) => h('option', { value: code, key: code, selected: code === form.country }, text))))),
    input('phone', { type: 'tel' }));
  });
  if (answer) app.edit('order', { [name]: answer.value });
}
