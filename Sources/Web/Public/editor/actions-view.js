/** What can be done with the order as a whole, from the ⋯ menu; each asks what it needs and says what came of it. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm, dialogHead } from '../shared/dialog-view.js';
import { openMenu } from '../shared/menu-view.js';
import { uuid } from '../shared/uuid.js';
import { mergeOrders, splitOrder } from './split-view.js';

/** @typedef {import('./app.js').App} App */

/**
 * A change of the order as a whole, once everything typed is saved; what refuses it is said.
 * @param {App} app @param {() => Promise<any>} deed
 */
export async function act(app, deed) {
  if (!(await app.saver.flush())) {
    app.toasts.show(app.say('act.unsaved'), { icon: 'warning' });
    return null;
  }
  try {
    return await deed();
  } catch (error) {
    app.toasts.show(app.explain(error), { icon: 'warning', seconds: 20 });
    return null;
  }
}

/** @param {App} app */
export const revert = (app) => act(app, async () => app.saver.rebase(
  (await app.api.call('POST', `/orders/${app.id}/revert_to_draft`, {}, {}, { outlivesPage: true })).body));

/** @param {App} app */
async function duplicate(app) {
  const made = await act(app, () => app.api.post(`/orders/${app.id}/duplicate`, {}));
  if (made) location.href = `/admin/orders/${made.id}`;
}

/** @param {App} app */
async function discard(app) {
  const done = await act(app, async () => (await app.api.call('DELETE', `/orders/${app.id}`, undefined,
    { 'If-Match': `"${app.saver.base.version}"` })).body ?? true);
  if (!done) return;
  await app.saver.reload();
  app.toasts.show(app.say('discarded'), { icon: 'trash', actions: [{ label: app.say('undo'), icon: 'undo', run: () => restore(app) }] });
}

/** @param {App} app */
const restore = (app) => act(app, async () => app.saver.rebase(await app.api.post(`/orders/${app.id}/restore`, {})));

/** @param {App} app */
async function hold(app) {
  const { say } = app;
  const { data } = await app.api.get(`/registers?limit=200${app.order.location_id ? `&location_id=${app.order.location_id}` : ''}`).catch(() => ({ data: [] }));
  const form = { register: data[0]?.id ?? '', label: app.order.hold?.label ?? '' };
  const answer = await ask(({ close }) =>
    dialogForm({ title: say('hold'), detail: say('hold.hint'), say, close, isReady: Boolean(form.register), submit: () => close(true),
    submitLabel: say('hold') },
    h('div', { class: 'field' }, h('label', { for: 'hold-register' }, say('hold.register')),
      h('select', { class: 'select', id: 'hold-register', autofocus: true,
      onchange: (/** @type {any} */ event) => { form.register = event.target.value; } },
      data.map((/** @type {any} */ one) => h('option', { value: one.id, key: one.id }, one.name)))),
    h('div', { class: 'field' }, h('label', { for: 'hold-label' }, say('hold.label')),
      h('input', { class: 'input', id: 'hold-label', value: form.label, maxlength: 200, dir: 'auto',
      oninput: (/** @type {any} */ event) => { form.label = event.target.value; } }))));
  if (!answer) return;
  const held = await act(app, () => app.api.post(`/orders/${app.id}/hold`,
    { register_id: form.register, ...(form.label.trim() ? { label: form.label.trim() } : {}) }));
  if (held) app.saver.rebase(held);
}

/** Places it without a tender of its own: paid by hand, or to be paid later. @param {App} app */
async function complete(app) {
  const { say, order, money } = app;
  const form = { pending: true };
  const answer = await ask(({ close, refresh }) =>
    dialogForm({ title: say('complete.title'), say, close, submit: () => close(form), submitLabel: say('complete') },
    h('p', null, say('complete.total', { total: money.money(order.total) })),
    h('div', { class: 'picks', role: 'radiogroup', 'aria-label': say('complete.title') },
      [true, false].map((pending) => h('label', { class: 'choice', key: String(pending) },
      h('input', { type: 'radio', name: 'complete', checked: form.pending === pending, onchange: () => { form.pending = pending; refresh(); } }),
      h('span', null, say(pending ? 'complete.pending' : 'complete.paid'),
        h('small', null, say(pending ? 'complete.pending_hint' : 'complete.paid_hint'))))))));
  if (!answer) return;
  await act(app, async () => {
    try {
      const placed = await app.api.post(`/orders/${app.id}/complete`, { payment_pending: answer.pending, expected_total: app.saver.base.total },
        { 'Idempotency-Key': uuid() });
      app.saver.rebase(placed);
    } catch (/** @type {any} */ error) {
      if (error.code !== 'not_ready') throw error;
      await notReady(app, error.problem.errors ?? []);
    }
  });
}

/** @param {App} app @param {any[]} errors */
const notReady = (app, errors) => ask(({ close }) =>
  h('div', { class: 'dialog-frame' }, dialogHead({ title: app.say('complete.not_ready'), close, closeLabel: app.say('close') }),
  h('div', { class: 'dialog-body' }, h('ul', { class: 'checks' },
    errors.map((one, index) => h('li', { class: 'check-open', key: index }, icon('warning', 'icon icon-small'),
    h('span', { dir: 'auto' }, one.message)))))));

/** @param {App} app @param {HTMLElement} button */
function open(app, button) {
  const { say, order, isOpen } = app;
  const locked = isOpen ? null : say('menu.only_draft');
  const canPlace = ['draft', 'invoice_sent'].includes(order.status);
  openMenu(button, [
    { label: say('duplicate'), icon: 'copy', run: () => duplicate(app) },
    { label: say('split'), icon: 'split', reason: locked ?? (order.lines.length ? null : say('send.empty')), run: () => splitOrder(app) },
    { label: say('merge'), icon: 'merge', reason: locked, run: () => mergeOrders(app) },
    { label: say('hold'), icon: 'hold', reason: locked ?? (order.hold ? say('band.held') : null), run: () => hold(app) },
    { label: say('complete'), icon: 'check', reason: canPlace ? null : say('complete.is_placed'), run: () => complete(app) },
    { label: say('print'), icon: 'printer', run: () => { location.href = `/admin/orders/${app.id}/send#print`; } },
    'line',
    { label: say('discard'), icon: 'trash', isStop: true, reason: canPlace ? null : say('menu.only_draft'), run: () => discard(app) },
  ], say('more'));
}

export const moreMenu = {
  duplicate, open,
  /** @param {App} app */
  restoreButton: (app) => h('button', { type: 'button', class: 'button', onclick: () => restore(app) }, icon('undo'), app.say('restore')),
};
