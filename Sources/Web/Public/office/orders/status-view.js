/** *Change status* under the chip: the states that can come next, what they ask for, and a way back for ten seconds. */
import { h } from '../../shared/render-view.js';
import { chosenOption, needs, tells, undoSeconds, UNDO_SECONDS } from '../../shared/status-change.js';
import { openPopover } from '../popover-view.js';
import { numberOf } from './order-facts.js';
import { fulfilmentFields } from './status-fields-view.js';
import { StatusPanel, take } from './status-panel.js';

/** @param {any} page @param {any} order @param {HTMLElement} [button] */
export function openStatus(page, order, button) {
  const anchor = button ?? /** @type {HTMLElement|null} */ (document.querySelector(`[data-anchor="status-${order.id}"]`));
  if (!anchor) return;
  const { say } = page;
  const state = new StatusPanel(page, order);
  state.told = (now) => (state.step ? told(page, now, state.step) : toldMoved(state, now));
  const tools = openPopover(anchor, ({ close, refresh }) => {
    state.refresh = refresh;
    return panel(state, close);
  }, { label: say('status.change_of', { number: numberOf(order), status: say(`status.${order.display_status}`) }), width: 360 });
  if (state.isWaiting) {
    state.load().then(() => {
      tools.refresh();
      const here = document.activeElement;
      if (!tools.element.isConnected || (here && here !== document.body && !tools.element.contains(here))) return;
      const first = tools.element.querySelector('#status-tracking') ?? tools.element.querySelector('input:checked');
      /** @type {HTMLElement|null} */ (first)?.focus();
    });
  }
}

/** @param {StatusPanel} state @param {() => void} close */
function panel(state, close) {
  const { page, order, steps, step, choices, draft } = state;
  const { office, say } = page;
  const isTelling = !step && choices && draft && tells(choices, draft);
  return h('form', { class: 'stack', novalidate: true, onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); state.save(close); } },
    h('div', { class: 'popover-head' }, h('h2', null, say('status.change')), h('bdi', { class: 'small muted' }, numberOf(order))),
    h('div', { class: 'choices', role: 'radiogroup', 'aria-label': say('status.change'), 'aria-busy': state.isWaiting ? 'true' : null },
      h('label', { class: 'choice choice-now', key: 'now' }, h('input', { type: 'radio', name: 'step', disabled: true }), h('span', null, say(`status.${order.display_status}`)), h('small', null, say('status.now'))),
      state.isWaiting ? [0, 1, 2].map((at) => h('span', { class: 'choice', key: `waiting-${at}` }, h('span', { class: 'skeleton' }))) : null,
      state.options.map((option) => choice(say, { key: option.status, label: option.title, isAllowed: office.may('fulfil'), isChosen: !step && draft?.status === option.status },
        () => state.change({ status: option.status, parts: null }), choices && draft && needs(choices, { ...draft, status: option.status }, 'tracking_number'))),
      state.isWaiting ? null : steps.map((each) => choice(say, { key: each.name, label: say(`step.${each.name}`), isAllowed: office.may(each.action), isChosen: each === step }, () => state.chooseStep(each)))),
    !step && choices && draft ? fulfilmentFields(say, order, /** @type {any} */ (state), (change, more) => state.change(change, more)) : null,
    step?.asksReason ? h('div', { class: 'field', key: 'reason' }, h('label', { for: 'status-reason' }, say(step.asksReason === 'must' ? 'status.reason.must' : 'status.reason')),
      h('input', { class: 'input', id: 'status-reason', value: state.reason, maxlength: 1000, dir: 'auto', autocomplete: 'off', oninput: (/** @type {any} */ event) => { state.reason = event.target.value; state.refresh(); } })) : null,
    order.status === 'draft' && office.may('send_invoice') ? h('a', { class: 'text-button', href: `/admin/orders/${order.id}/send` }, say('status.send')) : null,
    step ? h('p', { class: 'hint', key: 'hint' }, say(`step.${step.name}.hint`)) : null,
    state.faults[''] || state.faults.status ? h('p', { class: 'field-error', role: 'alert', key: 'error' }, state.faults[''] ?? state.faults.status) : null,
    // It stands below what is still to come, so it comes with it.
    state.isWaiting ? null : h('div', { class: 'popover-foot', key: 'foot' },
      h('span', { class: 'hint keys-only' }, h('kbd', { class: 'key' }, 'Esc'), ` ${say('status.cancel')}`),
      h('button', { type: 'button', class: 'button button-small', onclick: close }, office.say('cancel')),
      h('button', { type: 'submit', class: 'button button-main button-small', 'aria-disabled': state.isReady ? null : 'true' }, say(isTelling ? 'status.save_notify' : 'status.save'))));
}

/**
 * One state to choose. Chosen with the pointer, one that asks for a number gets the focus there; arrows go through the choices unhindered.
 * @param {any} say @param {{key: string, label: string, isAllowed: boolean, isChosen: boolean}} parts @param {() => void} choose @param {boolean|null} [asksNumber]
 */
function choice(say, { key, label, isAllowed, isChosen }, choose, asksNumber = false) {
  return h('label', { class: 'choice', key },
    h('input', {
      type: 'radio', name: 'step', value: key, checked: isChosen, disabled: !isAllowed, autofocus: isChosen ? true : null, onchange: choose,
      onclick: (/** @type {MouseEvent} */ event) => { if (asksNumber && event.detail > 0) queueMicrotask(() => document.getElementById('status-tracking')?.focus()); },
    }),
    h('span', null, label, isAllowed ? null : h('small', null, say('step.denied'))));
}

/** @param {any} page @param {any} order @param {any} step */
function told(page, order, step) {
  const { say } = page;
  const text = say('status.changed', { number: numberOf(order), status: say(`status.${order.display_status}`) });
  offerUndo(page, text, UNDO_SECONDS, step.undo ? () => take(page, order, { call: step.undo }) : null);
}

/** @param {StatusPanel} state @param {any} order */
function toldMoved({ page, choices, draft, calls }, order) {
  const { say } = page;
  const title = choices && draft ? chosenOption(choices, draft)?.title ?? '' : '';
  const isTelling = choices && draft && tells(choices, draft);
  const text = say(isTelling ? 'status.moved.telling' : 'status.moved', { number: numberOf(order), status: title });
  const seconds = undoSeconds(order);
  offerUndo(page, text, seconds || UNDO_SECONDS, seconds ? () => calls.undo() : null);
}

/**
 * Says what was done, with the way back while there is one.
 * @param {any} page @param {string} text @param {number} seconds @param {(() => Promise<any>)|null} back answers the order as it was
 */
export function offerUndo({ office, say, list }, text, seconds, back) {
  const undo = async () => {
    try {
      const order = await /** @type {() => Promise<any>} */ (back)();
      list.put(order);
      office.toasts.show(say('status.undone', { number: numberOf(order) }), { icon: 'undo' });
    } catch (error) {
      office.toasts.show(office.explain(error), { icon: 'warning' });
    }
  };
  office.toasts.show(text, { icon: 'check', seconds, actions: back ? [{ label: office.say('undo'), icon: 'undo', run: undo }] : [] });
}
