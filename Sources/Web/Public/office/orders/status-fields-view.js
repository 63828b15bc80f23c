/** What a change of fulfilment asks for: courier and tracking number, how much of it goes, and whether the customer is told. */
import { h } from '../../shared/render-view.js';
import { parseQuantity, quantityText } from '../../shared/quantity.js';
import { canDivide, hasMessage, needs, openLines } from '../../shared/status-change.js';
import { isWrong } from './parts.js';

/** @typedef {import('../../shared/status-change.js').Choices} Choices */
/** @typedef {import('../../shared/status-change.js').Draft} Draft */
/** @typedef {import('../../shared/status-change.js').Faults} Faults */

/** A message under its field. @param {string} id @param {string|undefined} fault */
const fault = (id, fault) => (fault ? h('p', { class: 'field-error', id, role: 'alert' }, fault) : null);

/**
 * The carrier: one that the shop has, or another by name.
 * @param {any} say @param {{couriers: {name: string}[], courier: string, fault?: string, isOther: boolean}} parts
 * @param {(courier: string, isOther: boolean) => void} change
 */
export function courierField(say, { couriers, courier, fault: wrong, isOther }, change) {
  const names = couriers.map(({ name }) => name);
  const isListed = names.includes(courier) && !isOther;
  const props = { id: 'status-courier', 'aria-invalid': wrong ? 'true' : null, 'aria-describedby': wrong ? 'status-courier-wrong' : null };
  return h('div', { class: 'field', key: 'courier' }, h('label', { for: 'status-courier' }, say('status.courier')),
    names.length && (isListed || (!isOther && courier === ''))
      ? h('select', { ...props, class: 'select', onchange: (/** @type {any} */ event) => change(event.target.value === '+' ? '' : event.target.value, event.target.value === '+') },
        courier ? null : h('option', { value: '', selected: true }, say('status.courier.choose')),
        names.map((name) => h('option', { value: name, selected: name === courier ? true : null }, name)),
        h('option', { value: '+' }, say('status.courier.other')))
      : h('input', { ...props, class: 'input', value: courier, maxlength: 255, dir: 'auto', autocomplete: 'off', onmount: (/** @type {HTMLElement} */ element) => { if (isOther) element.focus(); },
        oninput: (/** @type {any} */ event) => change(event.target.value, true) }),
    fault('status-courier-wrong', wrong));
}

/** @param {any} say @param {{tracking: string, fault?: string, isFirst?: boolean}} parts @param {(tracking: string) => void} change */
export const trackingField = (say, { tracking, fault: wrong, isFirst }, change) => h('div', { class: 'field', key: 'tracking' },
  h('label', { for: 'status-tracking' }, say('status.tracking')),
  h('input', {
    class: 'input', id: 'status-tracking', value: tracking, autofocus: isFirst ? true : null, maxlength: 100, dir: 'ltr', autocomplete: 'off', spellcheck: 'false', autocapitalize: 'characters',
    'aria-invalid': wrong ? 'true' : null, 'aria-describedby': wrong ? 'status-tracking-wrong' : null, oninput: (/** @type {any} */ event) => change(event.target.value),
  }), fault('status-tracking-wrong', wrong));

/** The tick that tells the customer, or why nobody can. @param {any} say @param {Choices['notice']} notice @param {boolean} isTelling @param {(isTelling: boolean) => void} change */
export function noticeField(say, notice, isTelling, change) {
  if (!notice.available) return h('p', { class: 'hint', key: 'notice', dir: 'auto' }, notice.reason ?? say('status.tell.nobody'));
  return h('label', { class: 'tell', key: 'notice' },
    h('input', { type: 'checkbox', class: 'tick', checked: isTelling, onchange: (/** @type {any} */ event) => change(event.target.checked) }),
    h('span', null, say(`status.tell.${notice.channel === 'sms' ? 'sms' : notice.channel === 'conversation' ? 'conversation' : 'email'}`),
      h('small', { class: 'hint' }, notice.to ? [h('bdi', null, notice.to), h('br', null)] : null, say('status.tell.when'))));
}

/** @typedef {{choices: Choices, draft: Draft, faults: Faults, isOther: boolean, texts: Map<string, string>}} Filled `texts`: what was typed as the quantity of a line */

/**
 * @param {any} say @param {any} order @param {Filled} state
 * @param {(change: Partial<Draft>, more?: {isOther?: boolean, texts?: Map<string, string>}) => void} change
 */
export function fulfilmentFields(say, order, state, change) {
  const { choices, draft, faults, isOther } = state;
  const hasCourier = needs(choices, draft, 'courier');
  const hasTracking = needs(choices, draft, 'tracking_number');
  return [
    hasCourier || hasTracking ? h('div', { class: 'fields-ship', key: 'ship' },
      hasCourier ? courierField(say, { couriers: choices.couriers, courier: draft.courier, fault: faults.courier, isOther }, (courier, other) => change({ courier }, { isOther: other })) : null,
      hasTracking ? trackingField(say, { tracking: draft.tracking, fault: faults.tracking_number }, (tracking) => change({ tracking })) : null) : null,
    canDivide(order, draft) ? parts(say, order, state, change) : null,
    hasMessage(draft) ? noticeField(say, choices.notice, draft.isTelling, (isTelling) => change({ isTelling })) : null,
  ];
}

/** How much of it goes: everything, unless somebody says which. @param {any} say @param {any} order @param {Filled} state @param {(change: Partial<Draft>, more?: any) => void} change */
function parts(say, order, { draft, faults, texts }, change) {
  const lines = openLines(order, draft.status);
  const { parts: chosen } = draft;
  if (!chosen) {
    const count = lines.reduce((sum, line) => sum + Math.max(1, Math.trunc(line.open / 1000)), 0);
    return h('div', { class: 'part-head', key: 'parts' }, h('span', { class: 'small' }, say('status.part.all', { count })),
      h('button', { type: 'button', class: 'text-button', id: 'status-part', onclick: () => {
        change({ parts: new Map(lines.map((line) => [line.id, line.open])) }, { texts: new Map() });
        document.getElementById(`part-${lines[0]?.id}`)?.focus();
      } }, say('status.part')));
  }
  const set = (/** @type {any} */ line, /** @type {string} */ text) => change(
    { parts: new Map([...chosen, [line.id, isWrong(line, text) ? 0 : parseQuantity(text) ?? 0]]) }, { texts: new Map([...texts, [line.id, text]]) });
  return h('fieldset', { class: 'part-lines', key: 'part-lines' }, h('legend', null, h('span', { class: 'part-head' }, h('span', { class: 'small' }, say('status.part.which')),
    h('button', { type: 'button', class: 'text-button', onclick: () => { change({ parts: null }, { texts: new Map() }); document.getElementById('status-part')?.focus(); } }, say('status.part.everything')))),
  lines.map((line) => h('div', { class: 'part-line', key: line.id },
    h('label', { for: `part-${line.id}`, class: 'clip', title: line.title }, h('bdi', null, line.title)),
    h('input', {
      class: 'input input-money', id: `part-${line.id}`, inputmode: 'decimal', autocomplete: 'off', value: texts.get(line.id) ?? quantityText(chosen.get(line.id) ?? 0),
      'aria-invalid': isWrong(line, texts.get(line.id)) ? 'true' : null, oninput: (/** @type {any} */ event) => set(line, event.target.value),
    }),
    h('span', { class: 'small muted' }, say('status.part.of', { count: quantityText(line.open) })))),
  fault('status-lines-wrong', faults.lines));
}
