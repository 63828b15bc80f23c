/** Hold, retrieve, delete and their undo: what the buttons of cart and drawer do. */
import { showChanges } from './changes-view.js';
import { askReason, nameHold } from './label-view.js';
import { Refused } from '../shared/api.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../shared/types.js').Order} Order */

/**
 * The number a held order is spoken of by; none while the server has not heard of it.
 * @param {App} app @param {Order|null} order
 */
const numberOf = (app, order) => order?.draft_number ?? order?.number ?? app.say('order.unsent');

/** @param {App} app */
export const openHeld = (app) => {
  app.set({ isDrawerOpen: true, screen: 'sell', left: app.state.left === 'payment' ? 'payment' : 'products', sheet: 'closed' });
  app.held.refresh();
};

/**
 * One tap: the cart is put aside at once, everything else is offered afterwards.
 * @param {App} app @param {{isQuiet?: boolean}} options
 */
export async function holdCart(app, { isQuiet = false } = {}) {
  const { cart, queue, boot, say } = app;
  await cart.turn;
  const key = cart.key;
  if (!key || cart.isEmpty) return null;
  await cart.inTurn(() => cart.edit([{ kind: 'hold', payload: { staff: boot.staff.id, body: { register_id: boot.register.id } } }]));
  await cart.open(null);
  app.set({ left: 'products', pay: null, sheet: 'closed', unknown: null });
  if (isQuiet) return key;
  const toast = app.toasts.show(say('hold.done', { number: numberOf(app, queue.order(key)) }), {
    icon: 'hold',
    actions: [
      { label: say('hold.add_label'), icon: 'tag', run: () => nameHold(app, key) },
      { label: say('undo'), icon: 'undo', run: () => bringBack(app, key) },
    ],
  });
  app.sync.settled(key).then(() => {
    toast.say(say('hold.done', { number: numberOf(app, queue.order(key)) }));
    app.held.refresh();
  }, () => undefined);
  return key;
}

/**
 * Undo of Hold: through the queue, so that it works before the server has heard of the hold.
 * @param {App} app @param {string} key
 */
async function bringBack(app, key) {
  if (!app.cart.isEmpty) await holdCart(app, { isQuiet: true });
  await app.queue.append(key, [{ kind: 'retrieve', payload: { body: { register_id: app.boot.register.id } } }]);
  await app.cart.open(key);
  app.set({ isDrawerOpen: false, left: 'products' });
}

/** @param {App} app @param {import('./holds.js').Row} row */
export async function retrieve(app, row) {
  const { say, cart, boot } = app;
  if (app.state.busy) return;
  app.set({ busy: row.key, problem: null });
  try {
    const previous = cart.isEmpty ? null : await holdCart(app, { isQuiet: true });
    if (row.isUnsent && app.isOffline) {
      app.set({ busy: null });
      return await bringBack(app, row.key);
    }
    if (previous || row.isUnsent) await Promise.all([previous, row.isUnsent ? row.key : null].map((key) => key && app.sync.settled(key)));
    const id = row.order.id ?? app.queue.bases.get(row.key)?.id;
    const body = { register_id: boot.register.id, ...(row.openAt !== null ? { take_over: true } : {}) };
    const answer = await app.api.post(`/orders/${id}/retrieve`, body);
    await app.queue.rebase(row.key, answer.order);
    app.held.opening = row.key;
    app.held.drop(row.key);
    const isTaken = answer.changes?.length ? await showChanges(app, answer.order, answer.changes, row.order.hold) : true;
    if (!isTaken) {
      await app.queue.append(row.key,
        [{ kind: 'hold', payload: { staff: boot.staff.id, body: sameHold(row.order.hold, boot.register.id) } }]);
      app.sync.settled(row.key).then(() => app.held.refresh(), () => undefined);
      return;
    }
    await cart.open(row.key);
    app.set({ isDrawerOpen: false, left: 'products', sheet: 'closed' });
    if (previous) app.toasts.show(say('retrieve.held_first',
      { number: numberOf(app, app.queue.order(previous)), retrieved: numberOf(app, answer.order) }),
      { icon: 'hold' });
    focusCart();
  } catch (error) {
    app.set({ problem: retrieveProblem(app, error) });
    app.held.refresh();
  } finally {
    app.held.opening = null;
    app.set({ busy: null });
  }
}

/**
 * The hold an order had, asked for again.
 * @param {import('../shared/types.js').Hold|null} hold @param {string} registerID
 */
const sameHold = (hold, registerID) => ({
  register_id: registerID, ...(hold?.label ? { label: hold.label } : {}), ...(hold?.reserves_stock ? { reserve_stock: true } : {}),
  ...(hold?.expires_at ? { expires_at: hold.expires_at } : {}),
});

/** After a retrieve the next step is in the cart. */
const focusCart = () => setTimeout(() => /** @type {any} */ (document.querySelector('.cart-pay'))?.focus(), 0);

/** @param {App} app @param {unknown} error */
function retrieveProblem(app, error) {
  if (error instanceof Refused && error.code === 'already_retrieved') {
    const by = error.problem.body?.held_by ?? {};
    return app.say('retrieve.taken', { register: by.register_name ?? '', staff: by.staff_name ?? '' });
  }
  return app.explain(error);
}

/** @param {App} app @param {import('./holds.js').Row} row */
export async function discard(app, row) {
  const { say, queue } = app;
  if (!queue.bases.has(row.key) && row.order.id) await queue.rebase(row.key, row.order);
  const reason = app.boot.settings.require_discard_reason ? await askReason(app) : '';
  if (reason === undefined) return;
  await queue.append(row.key, [{ kind: 'delete_order', payload: { reason } }]);
  app.held.drop(row.key);
  const what = row.order.lines[0]?.title ?? '';
  app.toasts.show(say('discard.done', { number: numberOf(app, row.order), what, total: app.money.money(row.order.total) }), {
    icon: 'trash',
    actions: [{ label: say('undo'), icon: 'undo', run: async () => {
      await queue.append(row.key, [{ kind: 'restore_order', payload: {} }]);
      app.sync.settled(row.key).then(() => app.held.refresh(), () => undefined);
    } }],
  });
}

/**
 * Clears the cart; the order goes to the bin and Undo brings it back.
 * @param {App} app
 */
export async function clearCart(app) {
  const { cart, say, queue } = app;
  const { key, order } = cart;
  if (!key || !order) return;
  const reason = app.boot.settings.require_discard_reason ? await askReason(app) : '';
  if (reason === undefined) return;
  await queue.append(key, [{ kind: 'delete_order', payload: { reason } }]);
  await cart.open(null);
  app.set({ left: 'products', pay: null });
  app.toasts.show(say('clear.done'), { icon: 'trash', actions: [{ label: say('undo'), icon: 'undo', run: async () => {
    if (!cart.isEmpty) await holdCart(app, { isQuiet: true });
    await queue.append(key, [{ kind: 'restore_order', payload: {} }]);
    await cart.open(key);
  } }] });
}

