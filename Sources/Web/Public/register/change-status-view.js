/**
 * *Change status*: where the order is and where it goes. *Shipped* unfolds courier and tracking number, which the scanner fills; the message
 * that the customer gets is shown before it is saved, and for ten seconds all of it can be taken back.
 */
import { h } from '../shared/render-view.js';
import { ask, dialogHead } from '../shared/dialog-view.js';
import { soon } from '../shared/live.js';
import { customerName } from '../shared/order.js';
import {
  changed, chosenOption, faultsOf, missing, needs, startDraft, statusCalls, tells, undoSeconds,
} from '../shared/status-change.js';
import { courierFields } from './change-courier-view.js';
import { options, owing, parts, telling } from './change-fields-view.js';
import { keepFocus } from './focus-view.js';
import { statusOf } from './transactions.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../shared/types.js').Order} Order */
/** @typedef {import('../shared/status-change.js').Choices} Choices */
/** @typedef {import('../shared/status-change.js').Draft} Draft */
/** @typedef {{app: App, order: Order, choices: Choices|null, draft: Draft|null, faults: Record<string, string>, isBusy: boolean, isOther: boolean, text: string|null, set: (change: Partial<Draft>) => void, refresh: () => void, element: HTMLElement|null}} Asking */

/** @param {App} app @param {Order} order */
export async function changeStatus(app, order) {
  const { say, toasts } = app;
  if (app.isOffline) return void toasts.show(say('change.offline'), { icon: 'offline' });
  const calls = statusCalls(app.api, order.id ?? '');
  const asking = begin(app, order, calls);
  const load = async () => {
    asking.faults = {};
    try {
      asking.choices = await calls.choices();
      asking.draft = startDraft(asking.choices, order);
      asking.isOther = asking.draft.courier !== '' && !asking.choices.couriers.some(({ name }) => name === asking.draft?.courier);
      asking.set({});
    } catch (error) {
      asking.faults = { '': app.explain(error) };
    }
    asking.refresh();
    focusFirst(asking);
  };
  const saved = await ask(({ close, refresh, element }) => {
    asking.refresh = refresh;
    if (!asking.element) {
      asking.element = element;
      listenToScans(asking, element);
      load();
    }
    return form(asking, { close, save: () => save(asking, calls, close), retry: load });
  }, { classes: 'dialog-status', label: say('change_status') });
  if (!saved) return undefined;
  app.transactions.keep(saved);
  app.transactions.look(saved.id);
  keepFocus('detail-name');
  return offerUndo(app, saved, calls, asking);
}

/**
 * Everything the dialog knows; a change asks for the message anew.
 * @param {App} app @param {Order} order @param {ReturnType<typeof statusCalls>} calls @returns {Asking}
 */
function begin(app, order, calls) {
  /** @type {Asking} */
  const asking = {
    app, order, choices: null, draft: null, faults: {}, isBusy: false, isOther: false, text: null, refresh: () => {}, element: null,
    set: (change) => {
      if (!asking.draft) return;
      asking.draft = changed(asking.draft, change);
      for (const [field, name] of Object.entries({ status: 'status', courier: 'courier', tracking: 'tracking_number', parts: 'lines' })) if (field in change) delete asking.faults[name];
      delete asking.faults[''];
      if ('status' in change) asking.text = null;
      look();
      asking.refresh();
    },
  };
  const look = soon(200, async () => {
    const { draft } = asking;
    if (!draft?.status || !chosenOption(/** @type {Choices} */ (asking.choices), draft)?.available) return;
    const answer = await calls.preview(draft).catch(() => null);
    if (!answer || asking.draft?.status !== draft.status || !asking.choices) return;
    asking.choices = { ...asking.choices, notice: answer.notice };
    asking.text = answer.notice.text ?? null;
    asking.refresh();
  });
  return asking;
}

/**
 * A code that is scanned while this stands open is the parcel's number, wherever the focus is.
 * @param {Asking} asking @param {HTMLElement} element
 */
function listenToScans(asking, element) {
  element.dataset.scan = 'tracking';
  element.addEventListener('scan', (/** @type {any} */ event) => {
    const canShip = asking.choices?.options.some(({ status, available }) => status === 'shipped' && available);
    if (!asking.draft || !canShip) return;
    asking.set({ status: 'shipped', tracking: event.detail });
    element.querySelector('#tracking-number')?.scrollIntoView({ block: 'nearest' });
    /** @type {HTMLElement|null} */ (element.querySelector('#tracking-number'))?.focus();
  });
}

/** @param {Asking} asking */
function focusFirst({ element }) {
  const first = element?.querySelector('#tracking-number') ?? element?.querySelector('[name="status"]:checked') ?? element?.querySelector('[name="status"]');
  if (element?.isConnected) /** @type {HTMLElement|null} */ (first)?.focus();
}

/** @param {Asking} asking @param {ReturnType<typeof statusCalls>} calls @param {(answer: any) => void} close */
async function save(asking, calls, close) {
  const { app, choices, draft } = asking;
  if (!choices || !draft || asking.isBusy) return;
  const lacks = missing(choices, draft);
  asking.faults = Object.fromEntries(lacks.map((field) => [field, app.say(`change.needs.${field}`)]));
  if (lacks.length) return show(asking);
  asking.isBusy = true;
  asking.refresh();
  try {
    close(await calls.save(choices, draft));
  } catch (error) {
    const problem = /** @type {any} */ (error).problem;
    asking.faults = faultsOf(problem, (each) => app.explain(each));
    asking.isBusy = false;
    show(asking);
  }
}

/**
 * The refusal at its field, and the focus there.
 * @param {Asking} asking
 */
function show(asking) {
  asking.refresh();
  /** @type {HTMLElement|null} */ (asking.element?.querySelector('[aria-invalid="true"]'))?.focus();
}

/** @param {Asking} asking @param {{close: () => void, save: () => void, retry: () => void}} verbs */
function form(asking, { close, save: submit, retry }) {
  const { app, order, choices, draft, faults, isBusy } = asking;
  const { say } = app;
  const whole = faults[''] ? h('p', { class: 'field-error', role: 'alert', key: 'fault' }, faults['']) : null;
  const head = dialogHead({
    title: say('change_status'), close, closeLabel: say('close'),
    detail: say('change.now', { number: order.number ?? '', status: say(`status.${statusOf(order)}`) }),
  });
  if (!choices || !draft) {
    return h('div', { class: 'dialog-frame' }, head, h('div', { class: 'dialog-body', 'aria-busy': faults[''] ? null : 'true' },
      whole ? [whole, h('button', { type: 'button', class: 'button', onclick: retry }, say('try_again'))] : [1, 2, 3].map(() => h('div', { class: 'tile-block status-block' }))));
  }
  const isTelling = tells(choices, draft);
  return h('form', { method: 'dialog', novalidate: true, onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); submit(); } }, head,
    h('div', { class: 'dialog-body' }, options(asking), needs(choices, draft, 'tracking_number') || needs(choices, draft, 'courier') ? courierFields(asking) : null,
      parts(asking), owing(asking), telling(asking), whole),
    h('div', { class: 'dialog-foot' }, h('p', { class: 'grows small muted' }, say(isTelling ? 'change.undo_hint' : 'change.quiet_hint')),
      h('button', { type: 'button', class: 'button', onclick: () => close() }, say('cancel')),
      h('button', { type: 'submit', class: 'button button-main status-save', 'aria-disabled': isBusy ? 'true' : null },
        say(isBusy ? 'change.busy' : isTelling ? 'change.save_notify' : 'save'))));
}

/** What was offered last for each order: the way back of a step ends with the next one. @type {Map<string, {close: () => void}>} */
const offered = new Map();

/**
 * What was saved, and ten seconds to take it back.
 * @param {App} app @param {any} saved @param {ReturnType<typeof statusCalls>} calls @param {Asking} asking
 */
function offerUndo(app, saved, calls, { choices, draft }) {
  const { say, toasts } = app;
  const seconds = undoSeconds(saved);
  const isTelling = Boolean(choices && draft && tells(choices, draft));
  const values = { name: customerName(saved.customer) || String(saved.number ?? ''), status: say(`change.status.${draft?.status}`), count: Math.round(seconds) };
  const undo = async () => {
    try {
      const before = await calls.undo();
      app.transactions.keep(before);
      app.transactions.look(before.id ?? '');
      toasts.show(say(isTelling ? 'change.undone_quietly' : 'change.undone', values), { icon: 'undo' });
    } catch (error) {
      toasts.show(app.explain(error), { icon: 'warning' });
    }
  };
  offered.get(saved.id)?.close();
  offered.set(saved.id, toasts.show(say(isTelling && seconds > 0 ? 'change.saved_telling' : 'change.saved', values), {
    icon: 'check', seconds: seconds || 6, actions: seconds > 0 ? [{ label: say('undo'), icon: 'undo', run: undo }] : [],
  }));
}
