/** *Change status* under the chip: the steps that exist from here, what they ask for, and a way back for ten seconds. */
import { h } from '../../shared/render-view.js';
import { openPopover } from '../popover-view.js';
import { numberOf } from './order-facts.js';
import { nextSteps } from './next-steps.js';

const UNDO_SECONDS = 10;

/** @param {any} page @param {any} order @param {HTMLElement} [button] */
export function openStatus(page, order, button) {
  const anchor = button ?? /** @type {HTMLElement|null} */ (document.querySelector(`[data-anchor="status-${order.id}"]`));
  if (!anchor) return;
  const { office, say, list } = page;
  const steps = nextSteps(order, { requiresDiscardReason: office.boot.settings.require_discard_reason });
  let chosen = steps.find((step) => office.may(step.action)) ?? null;
  let reason = '';
  let isBusy = false;
  /** @type {string|null} */
  let error = null;
  openPopover(anchor, ({ close, refresh }) => {
    const isReady = chosen !== null && !isBusy && (chosen.asksReason !== 'must' || reason.trim() !== '');
    const save = async () => {
      if (!isReady || !chosen) return;
      isBusy = true;
      refresh();
      try {
        const now = await take(page, list.find(order.id) ?? order, chosen, reason.trim());
        close();
        list.put(now);
        told(page, now, chosen);
      } catch (problem) {
        isBusy = false;
        error = office.explain(problem);
        refresh();
      }
    };
    return h('form', { class: 'stack', onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); save(); } },
      h('div', { class: 'popover-head' }, h('h2', null, say('status.change')), h('bdi', { class: 'small muted' }, numberOf(order))),
      h('div', { class: 'choices', role: 'radiogroup', 'aria-label': say('status.change') },
        h('label', { class: 'choice choice-now' }, h('input', { type: 'radio', name: 'step', disabled: true }), h('span', null, say(`status.${order.display_status}`)), h('small', null, say('status.now'))),
        steps.map((step) => option(page, step, step === chosen, () => { chosen = step; error = null; refresh(); }))),
      chosen?.asksReason ? h('div', { class: 'field' }, h('label', { for: 'status-reason' }, say(chosen.asksReason === 'must' ? 'status.reason.must' : 'status.reason')),
        h('input', { class: 'input', id: 'status-reason', value: reason, maxlength: 1000, dir: 'auto', autocomplete: 'off', oninput: (/** @type {any} */ event) => { reason = event.target.value; refresh(); } })) : null,
      order.status === 'draft' && office.may('send_invoice') ? h('a', { class: 'text-button', href: `/admin/orders/${order.id}/send` }, say('status.send')) : null,
      chosen ? h('p', { class: 'hint' }, say(`step.${chosen.name}.hint`)) : null,
      error ? h('p', { class: 'field-error', role: 'alert' }, error) : null,
      h('div', { class: 'popover-foot' },
        h('span', { class: 'hint' }, h('kbd', { class: 'key' }, 'Esc'), ` ${say('status.cancel')}`),
        h('button', { type: 'button', class: 'button button-small', onclick: close }, office.say('cancel')),
        h('button', { type: 'submit', class: 'button button-main button-small', 'aria-disabled': isReady ? null : 'true' }, say('status.save'))));
  }, { label: say('status.change_of', { number: numberOf(order), status: say(`status.${order.display_status}`) }) });
}

/** @param {any} page @param {any} step @param {boolean} isChosen @param {() => void} choose */
function option({ office, say }, step, isChosen, choose) {
  const isAllowed = office.may(step.action);
  return h('label', { class: 'choice' },
    h('input', { type: 'radio', name: 'step', value: step.name, checked: isChosen, disabled: !isAllowed, autofocus: isChosen ? true : null, onchange: choose }),
    h('span', null, say(`step.${step.name}`), isAllowed ? null : h('small', null, say('step.denied'))));
}

/**
 * Takes a step; answers the order as it is afterwards.
 * @param {any} page @param {any} order @param {any} step @param {string} [reason]
 */
export async function take({ office }, order, step, reason = '') {
  const { method, path, body, needsVersion } = step.call;
  const headers = needsVersion ? { 'If-Match': `"${order.version}"` } : {};
  const sent = reason ? { ...body, reason } : body;
  const answer = await office.api.call(method, path, sent, headers);
  return answer.body ?? office.api.get(`/orders/${order.id}`);
}

/** @param {any} page @param {any} order @param {any} step */
function told(page, order, step) {
  const { office, say, list } = page;
  const text = say('status.changed', { number: numberOf(order), status: say(`status.${order.display_status}`) });
  const undo = async () => {
    try {
      list.put(await take(page, order, { call: step.undo }));
    } catch (error) {
      office.toasts.show(office.explain(error), { icon: 'warning' });
    }
  };
  office.toasts.show(text, { icon: 'check', seconds: UNDO_SECONDS, actions: step.undo ? [{ label: office.say('undo'), icon: 'undo', run: undo }] : [] });
}
