/** Courier and tracking number of *Change status*: the courier used last stands there, another one can be named, the scanner fills the number. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';

/** @typedef {import('./change-status-view.js').Asking} Asking */

const OTHER = '\u0000other';

/** @param {Asking} asking */
export function courierFields(asking) {
  return h('div', { class: 'status-courier', key: 'courier' }, courier(asking), tracking(asking));
}

/** @param {Asking} asking */
function courier(asking) {
  const { app, choices, draft, faults, set } = asking;
  const { say } = app;
  const names = choices?.couriers.map(({ name }) => name) ?? [];
  const isFree = names.length === 0 || asking.isOther;
  const choose = (/** @type {any} */ event) => {
    asking.isOther = event.target.value === OTHER;
    set({ courier: asking.isOther ? '' : event.target.value });
    if (asking.isOther) /** @type {HTMLElement|null} */ (asking.element?.querySelector('#courier-name'))?.focus();
  };
  const invalid = faults.courier ? { 'aria-invalid': 'true', 'aria-describedby': 'courier-fault' } : {};
  return h('div', { class: 'field' }, h('label', { for: names.length ? 'courier' : 'courier-name' }, say('change.courier')),
    names.length ? h('select', { class: 'input', id: 'courier', onchange: choose, ...(isFree ? {} : invalid) },
      h('option', { value: '', selected: !isFree && !draft?.courier, hidden: true }, say('change.choose')),
      names.map((name) => h('option', { value: name, selected: !isFree && draft?.courier === name, key: name }, name)),
      h('option', { value: OTHER, selected: isFree, key: OTHER }, say('change.other_courier'))) : null,
    isFree ? h('input', {
      class: 'input', id: 'courier-name', type: 'text', autocomplete: 'off', maxlength: 100, dir: 'auto', value: draft?.courier ?? '', 'data-scan': 'number',
      'aria-label': names.length ? say('change.courier_name') : null, ...invalid, oninput: (/** @type {any} */ event) => set({ courier: event.target.value }),
    }) : null,
    faults.courier ? h('p', { class: 'field-error', id: 'courier-fault', role: 'alert' }, faults.courier) : null);
}

/** @param {Asking} asking */
function tracking({ app, draft, faults, set }) {
  const { say } = app;
  return h('div', { class: 'field' }, h('label', { for: 'tracking-number' }, say('change.tracking')),
    h('div', { class: 'status-tracking' }, h('input', {
      class: 'input', id: 'tracking-number', type: 'text', autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false', maxlength: 100, dir: 'ltr',
      value: draft?.tracking ?? '', placeholder: say('change.tracking_hint'), 'aria-invalid': faults.tracking_number ? 'true' : null,
      'aria-describedby': faults.tracking_number ? 'tracking-fault' : null,
      oninput: (/** @type {any} */ event) => set({ tracking: event.target.value }),
    }), icon('scan')),
    faults.tracking_number ? h('p', { class: 'field-error', id: 'tracking-fault', role: 'alert' }, faults.tracking_number) : null);
}
