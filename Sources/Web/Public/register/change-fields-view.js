/** The parts of *Change status*: which status and why not another, which of the goods, and what the customer is told. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { canDivide, hasMessage, missing, openLines } from '../shared/status-change.js';
import { quantityRow } from './pay-parts-view.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./change-status-view.js').Asking} Asking */

/**
 * What can be chosen, and below it why the rest cannot.
 * @param {Asking} asking
 */
export function options({ app, choices, draft, faults, set }) {
  const { say } = app;
  const all = choices?.options ?? [];
  const word = (/** @type {import('../shared/status-change.js').Option} */ { status, title }) => title || say(`change.status.${status}`);
  return h('fieldset', { class: 'status-options', 'aria-describedby': faults.status ? 'status-fault' : null },
    h('legend', { class: 'for-readers' }, say('change.which')),
    all.filter(({ available }) => available).map((option) => h('label', { class: 'status-option', key: option.status },
      h('input', {
        type: 'radio', name: 'status', value: option.status, checked: draft?.status === option.status,
        'aria-invalid': faults.status && draft?.status === option.status ? 'true' : null, onchange: () => set({ status: option.status }),
      }),
      h('span', null, word(option)))),
    faults.status ? h('p', { class: 'field-error', id: 'status-fault', role: 'alert' }, faults.status) : null,
    reasons(all).length ? h('details', { class: 'status-reasons small muted' }, h('summary', null, say('change.why_not')),
      h('ul', null, reasons(all).map(([reason, options]) => h('li', { key: reason }, say('change.not_now', { status: options.map(word).join(', '), reason }))))) : null);
}

/**
 * Why something cannot be chosen, each reason once.
 * @param {import('../shared/status-change.js').Option[]} all
 */
function reasons(all) {
  /** @type {Map<string, import('../shared/status-change.js').Option[]>} */
  const found = new Map();
  for (const option of all) if (!option.available && option.reason) found.set(option.reason, [...found.get(option.reason) ?? [], option]);
  return [...found];
}

/** @param {Asking} asking */
export function parts({ app, order, draft, faults, set }) {
  const { say } = app;
  if (!draft || !canDivide(order, draft)) return null;
  const open = openLines(order, draft.status);
  const toggle = (/** @type {any} */ event) => set({ parts: event.target.checked ? new Map(open.map((line) => [line.id, line.open])) : null });
  return h('div', { class: 'status-parts', key: 'parts' },
    h('label', { class: 'choice' }, h('input', { type: 'checkbox', checked: draft.parts !== null, onchange: toggle }), h('span', null, say('change.some'))),
    draft.parts ? h('div', { class: 'rows pick-lines' }, open.map(({ id, title, sku, open: most }) => quantityRow(app, {
      key: id, title, most, value: draft.parts?.get(id) ?? 0, amount: sku ?? '', set: (value) => set({ parts: new Map(draft.parts).set(id, value) }),
    }))) : null,
    faults.lines ? h('p', { class: 'field-error', role: 'alert' }, faults.lines) : null);
}

/** @param {Asking} asking */
export function telling({ app, choices, draft, text, set }) {
  const { say } = app;
  const notice = choices?.notice;
  if (!notice || !draft || !hasMessage(draft)) return null;
  if (!notice.available) return h('p', { class: 'status-mute muted small', key: 'mute' }, icon('mail'), h('span', null, notice.reason ?? say('change.mute')));
  return h('div', { class: 'status-tell', key: 'tell' },
    h('label', { class: 'choice' },
      h('input', {
        type: 'checkbox', checked: draft.isTelling, 'aria-describedby': 'status-message', onchange: (/** @type {any} */ event) => set({ isTelling: event.target.checked }),
      }),
      h('b', null, say(`change.tell_${notice.channel ?? 'email'}`))),
    h('div', { class: 'status-message small muted', id: 'status-message' }, notice.to ? h('p', { dir: 'ltr' }, notice.to) : null,
      draft.isTelling ? message(say, text, missing(choices, draft).some((field) => field !== 'lines')) : null));
}

/**
 * Goods that are handed over before they are paid.
 * @param {Asking} asking
 */
export function owing({ app, order, draft }) {
  if (draft?.status !== 'picked_up' || order.amount_due <= 0) return null;
  return h('p', { class: 'notice notice-calm', key: 'owing' }, app.say('change.still_to_pay', { amount: app.moneyIn(order.currency).money(order.amount_due) }));
}

/**
 * The message as it will read, on as few lines as it takes; nothing of it while it could not be written.
 * @param {App['say']} say @param {string|null} text @param {boolean} isWaiting
 */
function message(say, text, isWaiting) {
  if (isWaiting) return h('p', null, say('change.message_later'));
  if (!text) return null;
  const words = text.replace(/\{\w+\}/g, say('change.message_link')).split(/\s*\n\s*/).filter(Boolean).join(' ');
  return h('p', { dir: 'auto' }, `“${words}”`);
}
