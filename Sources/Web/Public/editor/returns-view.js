/** Returns: what is to come back, what came and whether it can be sold again, the money for it, and what the customer takes instead. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm } from '../shared/dialog-view.js';
import { openMenu } from '../shared/menu-view.js';
import { refundable } from '../shared/refund-plan.js';
import { act } from './actions-view.js';
import { refund } from './refund-view.js';
import { askReason, askReceived, askReturn } from './return-dialogs-view.js';
import { hasReturns, openParts, refundableLines, returnableLines } from './returns.js';
import { nothing, section } from './section-view.js';
import { loadSides } from './sides.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function returns(app) {
  const { order } = app;
  if (!hasReturns(order)) return null;
  const say = app.office.words('returns.');
  const all = order.returns ?? [];
  const button = returnableLines(order).length && app.office.may('take_returns')
    ? h('button', { type: 'button', class: 'button button-small', id: 'ask-return', 'aria-haspopup': 'dialog', onclick: () => request(app) }, icon('return'), say('request'))
    : null;
  return section({ app, id: 'returns', title: app.say('section.returns'), actions: button },
    all.length ? h('ul', { class: 'rows returns' }, all.map((/** @type {any} */ item, /** @type {number} */ index) => row(app, item, index))) : nothing(say('none')));
}

const chips = { requested: 'chip-info', received: 'chip-good', rejected: 'chip-plain' };

/** @param {App} app @param {any} item @param {number} index */
function row(app, item, index) {
  const { order } = app;
  const say = app.office.words('returns.');
  const name = say('one', { count: index + 1 });
  const isOpen = openParts(item).length > 0;
  const mayPay = item.status !== 'rejected' && !item.done && refundableLines(order, item).length > 0 && refundable(order) > 0;
  const first = isOpen
    ? h('button', { type: 'button', class: 'button button-small', key: 'receive', 'aria-haspopup': 'dialog', onclick: () => receive(app, item) }, say('receive'))
    : mayPay && app.office.may('refund')
      ? h('button', { type: 'button', class: 'button button-small', key: 'refund', 'aria-haspopup': 'dialog', onclick: () => pay(app, item) }, say('refund')) : null;
  const state = item.done && item.status === 'received' ? (item.exchange_order_id ? 'exchanged' : 'refunded') : item.status;
  return h('li', { class: 'row row-wraps return', key: item.id, 'data-return': item.id, 'data-status': item.status },
    h('span', { class: 'strong' }, name),
    h('div', { class: 'row-words stack-tight' },
      item.lines.map((/** @type {any} */ part, /** @type {number} */ at) => partLine(app, part, at)),
      h('p', { class: 'small muted' }, app.time(item.created_at),
        item.exchange_order_id ? [' · ', h('a', { href: `/admin/orders/${item.exchange_order_id}` }, say('exchange_order'))] : null,
        item.rejected_reason ? [' · ', h('bdi', null, item.rejected_reason)] : null)),
    h('span', { class: `chip ${chips[/** @type {keyof typeof chips} */ (item.status)]}` }, say(`status.${state}`)),
    app.office.may('take_returns') ? first : null,
    app.office.may('take_returns') ? menuButton(app, item, name, isOpen, mayPay) : null);
}

/** @param {App} app @param {any} part @param {number} at */
function partLine(app, part, at) {
  const say = app.office.words('returns.');
  const title = app.order.lines.find((/** @type {any} */ line) => line.id === part.line_id)?.title ?? '';
  const end = part.status === 'received' ? say(part.resellable ? 'part.resellable' : 'part.unsellable') : part.status === 'rejected' ? say('part.rejected') : null;
  return h('p', { dir: 'auto', key: `part-${at}` }, `${part.quantity} × `, h('bdi', null, title),
    h('span', { class: 'small muted' }, [part.reason, end].filter(Boolean).map((text) => [' · ', h('bdi', null, text)])));
}

/** @param {App} app @param {any} item @param {string} name @param {boolean} isOpen @param {boolean} mayPay */
function menuButton(app, item, name, isOpen, mayPay) {
  const say = app.office.words('returns.');
  /** @type {any[]} */
  const entries = [];
  if (isOpen) entries.push({ label: say('receive'), icon: 'box', run: () => receive(app, item) });
  if (mayPay) entries.push({ label: say('refund'), icon: 'return', reason: app.office.may('refund') ? null : say('refund.denied'), run: () => pay(app, item) });
  if (item.status !== 'rejected' && !item.exchange_order_id) entries.push({ label: say('exchange'), icon: 'copy', run: () => exchange(app, item) });
  if (isOpen) entries.push('line', { label: say('reject'), icon: 'close', isStop: true, run: () => reject(app, item) });
  if (!entries.length) return null;
  return h('button', {
    type: 'button', class: 'button button-quiet button-icon', 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-label': app.say('line.more', { title: name }),
    onclick: (/** @type {any} */ event) => openMenu(event.currentTarget, entries, name),
  }, icon('more'));
}

/** Shows the order as it is now, with what happens beside it. @param {App} app @param {any} order @param {string} text */
function show(app, order, text) {
  app.saver.rebase(order);
  loadSides(app, ['events', 'movements']);
  app.toasts.show(text, { icon: 'check' });
}

/** @param {App} app */
async function request(app) {
  if (!(await app.saver.flush())) return;
  const order = await askReturn(app);
  if (order) show(app, order, app.office.words('returns.')('requested'));
}

/** @param {App} app @param {any} item */
async function receive(app, item) {
  if (!(await app.saver.flush())) return;
  const order = await askReceived(app, item);
  if (!order) return;
  const say = app.office.words('returns.');
  show(app, order, say('received'));
  // The money is the next thing somebody at the desk thinks of.
  const now = order.returns.find((/** @type {any} */ one) => one.id === item.id);
  if (now.status === 'received' && !now.done && refundable(order) > 0 && app.office.may('refund')) {
    app.toasts.show(say('refund_next'), { icon: 'return', seconds: 12, actions: [{ label: say('refund'), run: () => pay(app, now) }] });
  }
}

/** @param {App} app @param {any} item */
async function reject(app, item) {
  if (!(await app.saver.flush())) return;
  const order = await askReason(app, item);
  if (order) show(app, order, app.office.words('returns.')('rejected'));
}

/** @param {App} app @param {any} item */
const pay = (app, item) => refund(app, item);

/** @param {App} app @param {any} item */
async function exchange(app, item) {
  const say = app.office.words('returns.');
  const form = { prices: 'held' };
  const choice = await ask(({ close, refresh }) => dialogForm({ title: say('exchange'), detail: say('exchange.hint'), say: app.say, close, submit: () => close(form.prices), submitLabel: say('exchange.make') },
    h('fieldset', { class: 'bare-fieldset stack' }, h('legend', { class: 'for-readers' }, say('exchange.prices')), ['held', 'current'].map((prices) => h('label', { class: 'check', key: prices },
      h('input', { type: 'radio', name: 'prices', checked: form.prices === prices, onchange: () => { form.prices = prices; refresh(); } }), say(`exchange.${prices}`))))));
  if (!choice) return;
  const made = await act(app, () => app.api.post(`/orders/${app.id}/returns/${item.id}/exchange`, { prices: choice }));
  if (made) location.href = `/admin/orders/${made.new_order.id}`;
}
