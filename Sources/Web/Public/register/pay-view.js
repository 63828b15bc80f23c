/** Paying: what the chosen method would take, taking it through the queue, and completing the sale. */
import { uuid } from '../shared/uuid.js';
import { takenPayments } from '../shared/amounts.js';
import { cashFigures } from './tender.js';
import { readFact, writeFact } from './storage.js';
import { showReceipt, printReceipt } from './receipt-view.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {{method: string, given: string, target: number|null, part: {index: number, count: number}|null, reference: string, receipt: string, error: string}} Pay */

/** @param {App} app */
export async function startPayment(app) {
  await app.cart.turn;
  const { order } = app;
  if (!order || app.cart.isEmpty) return;
  const receipt = (await readFact(app.database, `receipt-${app.boot.register.id}`).catch(() => null)) ?? 'print';
  /** @type {Pay} */
  const pay = { method: 'cash', given: '', target: null, part: null, reference: '', receipt, error: '' };
  app.cart.chosen = null;
  app.set({ left: 'payment', pay, isDrawerOpen: false, sheet: innerWidth < 600 ? 'closed' : app.state.sheet });
  setTimeout(() => /** @type {any} */ (document.querySelector('#pay-given'))?.focus(), 0);
}

/** @param {App} app @param {Partial<Pay>} change */
export function changePay(app, change) {
  app.set({ pay: { ...app.state.pay, error: '', ...change } });
}

/**
 * What this tender is about: `due` of the order, `target` to take now, `amount` it would take, `counted` as it stands in the list,
 * `missing` until the sale is covered.
 * @param {App} app
 */
export function payFigures(app) {
  const order = /** @type {import('../shared/types.js').Order} */ (app.order);
  const { method, given, target: wanted } = /** @type {Pay} */ (app.state.pay);
  const due = order.amount_due;
  const credit = method === 'store_credit' ? order.customer?.store_credit ?? 0 : Infinity;
  const target = Math.min(wanted ?? due, due, credit);
  const typed = given === '' ? null : app.money.parse(given);
  if (method === 'cash') {
    const step = target === due ? app.boot.settings.cash_step ?? 1 : 1;
    const figures = cashFigures({ due: target, given: typed, step });
    const isCovered = figures.missing === 0;
    const amount = isCovered ? target : figures.tendered;
    return {
      ...figures, due, target, amount, counted: isCovered ? figures.cashDue : amount,
      missing: isCovered ? due - target : figures.missing + (due - target), isInvalid: given !== '' && typed === null,
    };
  }
  const amount = Math.min(typed ?? target, due, credit);
  return {
    due, target, amount, counted: amount, cashDue: target, tendered: amount, rounding: 0, change: 0, missing: due - amount,
    isInvalid: given !== '' && (typed === null || typed > due),
  };
}

/**
 * Sends one tender through the queue and waits for the answer.
 * @param {App} app @returns {Promise<boolean>} whether it was taken
 */
export async function takeTender(app) {
  const { cart, queue, boot, say } = app;
  const pay = /** @type {Pay} */ (app.state.pay);
  const key = cart.key;
  const figures = payFigures(app);
  if (!key || app.state.busy || figures.isInvalid || (figures.amount <= 0 && figures.due > 0)) return false;
  app.set({ busy: 'pay', pay: { ...pay, error: '' } });
  try {
    await app.sync.settled(key);
    const order = queue.order(key);
    if (!order) return false;
    const body = figures.due === 0
      ? { payment_pending: false, expected_total: order.total }
      : {
        method: pay.method, amount: figures.amount, expected_total: order.total, register_id: boot.register.id,
        ...(pay.method === 'cash' ? { tendered: figures.tendered } : {}),
        ...(pay.reference.trim() ? { reference: pay.reference.trim() } : {}),
      };
    const [operation] = await queue.append(key, [{ kind: figures.due === 0 ? 'complete' : 'pay', payload: { body } }]);
    await app.sync.settled(key);
    const refused = queue.refused().find(({ id }) => id === operation.id);
    if (!refused) return true;
    await queue.dismiss(refused);
    app.set({ pay: { ...pay, error: refusal(app, refused.problem) } });
    return false;
  } catch {
    app.set({ pay: { ...pay, error: say('pay.waiting') } });
    return false;
  } finally {
    app.set({ busy: null });
  }
}

/** @param {App} app @param {any} problem */
function refusal(app, problem) {
  if (problem?.code === 'total_changed') return app.say('pay.total_changed', { total: app.money.money(problem.body?.total ?? 0) });
  return app.explain(problem);
}

/**
 * Part of what is due: the screen stays, with the rest to pay.
 * @param {App} app
 */
export async function takePart(app) {
  const { part } = /** @type {Pay} */ (app.state.pay);
  if (!(await takeTender(app))) return;
  if (app.order?.status !== 'draft' && app.order) return finish(app);
  const next = part && part.index + 1 < part.count ? { index: part.index + 1, count: part.count } : null;
  const due = app.order?.amount_due ?? 0;
  changePay(app, { given: '', reference: '', part: next, target: next ? Math.ceil(due / (next.count - next.index)) : null });
}

/** @param {App} app */
export async function completeSale(app) {
  const figures = payFigures(app);
  if (figures.missing > 0 || !(await takeTender(app))) return;
  await finish(app, figures.change);
}

/**
 * The sale is placed: change alone in the middle, the till free for the next scan.
 * @param {App} app @param {number} [change]
 */
async function finish(app, change = 0) {
  const order = app.queue.bases.get(app.cart.key ?? '');
  const receipt = app.state.pay?.receipt ?? 'none';
  if (!order || order.status === 'draft') return;
  const last = [...(order.payments ?? [])].reverse().find(({ method }) => method === 'cash');
  await app.cart.open(null);
  app.set({
    left: 'done', pay: null,
    done: { order, change: last?.change ?? change, method: order.payments.at(-1)?.method ?? 'manual' }, sheet: 'closed',
  });
  app.catalog.refresh();
  if (receipt === 'print') printReceipt(app, order);
  if (receipt === 'screen') showReceipt(app, order);
}

/**
 * Gives back a tender that was taken for this draft.
 * @param {App} app @param {import('../shared/types.js').Payment} payment
 */
export async function removePayment(app, payment) {
  const { order, cart } = app;
  if (!order?.id || !cart.key) return;
  try {
    const body = {
      amount: payment.amount - (payment.refunded ?? 0), payment_id: payment.id, register_id: app.boot.register.id,
      reason: app.say('pay.removed_reason'),
    };
    const answer = await app.api.post(`/orders/${order.id}/refunds`, body, { 'Idempotency-Key': uuid() });
    await app.queue.rebase(cart.key, answer);
    changePay(app, { target: null });
  } catch (error) {
    changePay(app, { error: app.explain(error) });
  }
}

/** @param {App} app @param {string} receipt */
export function chooseReceipt(app, receipt) {
  changePay(app, { receipt });
  writeFact(app.database, `receipt-${app.boot.register.id}`, receipt);
}

/** @param {App} app */
export const hasTaken = (app) => takenPayments(/** @type {any} */ (app.order ?? { payments: [] })).length > 0;
