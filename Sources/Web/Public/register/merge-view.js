/** Takes held orders into the cart: their lines come over, they leave the list. */
import { h } from '../shared/render-view.js';
import { uuid } from '../shared/uuid.js';
import { ask, dialogForm } from '../shared/dialog-view.js';
import { heading, preview } from './holds.js';
import { settledOrder } from './split-order-view.js';

/** @param {import('./app.js').App} app */
export async function mergeHeld(app) {
  const { say, money } = app;
  const settled = await settledOrder(app);
  if (!settled) return;
  await app.held.refresh();
  const rows = app.held.rows.filter(({ order, openAt }) => order.id && openAt === null);
  /** @type {Set<string>} */
  const chosen = new Set();
  const ids = await ask(({ close, refresh }) => dialogForm({
    title: say('merge.title'), detail: say('merge.hint'), say, close, isReady: chosen.size > 0, submit: () => close([...chosen]),
    submitLabel: say('merge.do'),
  }, h('div', { class: 'merge-rows', role: 'group', 'aria-label': say('held.title') }, rows.map(({ order }) => {
    const id = order.id ?? '';
    return h('label', { class: 'choice', key: id },
      h('input',
        { type: 'checkbox', checked: chosen.has(id), onchange: () => { if (chosen.has(id)) chosen.delete(id); else chosen.add(id); refresh(); } }),
      h('span', { dir: 'auto' }, heading(order) || order.draft_number,
        h('small', { class: 'muted' }, [order.draft_number, preview(order)].filter(Boolean).join(' · '))),
      h('b', { class: 'number' }, money.money(order.total)));
  }), rows.length ? null : h('p', { class: 'muted' }, say('held.none')))));
  if (!ids?.length) return;
  try {
    const answer = await app.api.post(`/orders/${settled.order.id}/merge`, { order_ids: ids }, { 'Idempotency-Key': uuid() });
    await app.queue.rebase(settled.key, answer.order);
    app.held.refresh();
    app.toasts.show(say('merge.done', { count: ids.length }), { icon: 'merge' });
  } catch (error) {
    app.set({ problem: app.explain(error) });
  }
}
