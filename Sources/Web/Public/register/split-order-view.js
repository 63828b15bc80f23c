/** Splitting the cart in two, and duplicating it: the new order waits among the held ones. */
import { h } from '../shared/render-view.js';
import { uuid } from '../shared/uuid.js';
import { ask, dialogForm } from '../shared/dialog-view.js';
import { thousandths, wireQuantity } from '../shared/quantity.js';
import { shareOfLine } from './tender.js';
import { quantityRow } from './pay-parts-view.js';

/** @typedef {import('./app.js').App} App */

/**
 * The cart with every edit acknowledged, or null with the problem shown.
 * @param {App} app
 */
export async function settledOrder(app) {
  const { key } = app.cart;
  try {
    if (key) await app.sync.settled(key);
  } catch {
    app.set({ problem: app.say('needs_network') });
    return null;
  }
  return key && app.order?.id ? { key, order: app.order } : null;
}

/** @param {App} app */
export async function splitOrder(app) {
  const { say, money, boot } = app;
  const settled = await settledOrder(app);
  if (!settled) return;
  const { key, order } = settled;
  /** @type {Map<string, number>} */
  const chosen = new Map();
  const lines = await ask(({ close, refresh }) => {
    const moved = order.lines.reduce((sum, line) => sum + (chosen.get(line.id ?? '') ?? 0), 0);
    const all = order.lines.reduce((sum, line) => sum + thousandths(line.quantity), 0);
    return dialogForm({
      title: say('split.title'), detail: say('split.hint'), say, close, isReady: moved > 0 && moved < all, submitLabel: say('split.do'),
      submit: () => close([...chosen].filter(([, quantity]) => quantity > 0).map(([line_id, quantity]) => ({
        line_id, quantity: wireQuantity(quantity),
      }))),
    }, h('div', { class: 'rows pick-lines' }, order.lines.map((line) => {
      const id = line.id ?? '';
      const value = chosen.get(id) ?? 0;
      return quantityRow(app,
        { key: id, title: line.title, most: thousandths(line.quantity), value, amount: money.money(shareOfLine(line, value)), set: (next) => { chosen.set(id, next); refresh(); } });
    })));
  });
  if (!lines) return;
  try {
    const answer = await app.api.post(`/orders/${order.id}/split`, { lines }, { 'Idempotency-Key': uuid() });
    await app.queue.rebase(key, answer.order);
    const held = await app.api.post(`/orders/${answer.new_order.id}/hold`,
      { register_id: boot.register.id }, { 'Idempotency-Key': uuid() });
    app.held.refresh();
    app.toasts.show(say('split.done', { number: held.draft_number ?? '' }), { icon: 'split' });
  } catch (error) {
    app.set({ problem: app.explain(error) });
  }
}

/** @param {App} app */
export async function duplicateCart(app) {
  const settled = await settledOrder(app);
  if (settled?.order.id) await duplicate(app, settled.order.id, { isHeld: true });
}

/**
 * A copy of any order: into the cart, or put aside when the cart is in use.
 * @param {App} app @param {string} id @param {{isHeld: boolean}} options
 */
export async function duplicate(app, id, { isHeld }) {
  const { say, boot, queue } = app;
  try {
    const copy = await app.api.post(`/orders/${id}/duplicate`, undefined, { 'Idempotency-Key': uuid() });
    const held = await app.api.post(`/orders/${copy.id}/hold`, { register_id: boot.register.id }, { 'Idempotency-Key': uuid() });
    const key = held.client_id ?? held.id;
    await queue.rebase(key, held);
    if (!isHeld && app.cart.isEmpty) {
      const answer = await app.api.post(`/orders/${held.id}/retrieve`, { register_id: boot.register.id });
      await queue.rebase(key, answer.order);
      await app.cart.open(key);
      app.set({ screen: 'sell', left: 'products' });
    }
    app.held.refresh();
    app.toasts.show(say(isHeld || app.cart.key !== key ? 'duplicate.held' : 'duplicate.done', { number: held.draft_number ?? '' }),
      { icon: 'copy' });
  } catch (error) {
    app.set({ problem: app.explain(error) });
  }
}
