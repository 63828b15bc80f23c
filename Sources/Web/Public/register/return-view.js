/**
 * A return without its receipt: the goods lead to the sale they came from. Money goes back only for a sale that happened, with a reason, and with
 * a manager's word where the role needs one.
 */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogHead } from '../shared/dialog-view.js';
import { soon } from '../shared/live.js';
import { clock } from './holds.js';
import { refundSale } from './refund-view.js';
import { refundableUnits } from './refund.js';
import { search } from './search.js';
import { customerName } from '../shared/order.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../shared/types.js').Order} Order */
/** @typedef {{order: Order, lineID: string}} Match */

/** @param {App} app */
export async function returnWithoutReceipt(app) {
  const { say, money } = app;
  let query = '';
  /** @type {Match[]|null} */
  let found = null;
  let error = '';
  let turn = 0;
  const match = await ask(({ close, refresh }) => {
    find ??= soon(200, async () => {
      const mine = ++turn;
      try {
        const sales = query.trim() ? await salesWith(app, query.trim()) : null;
        if (mine !== turn) return;
        found = sales;
        error = '';
      } catch (problem) {
        if (mine !== turn) return;
        found = null;
        error = app.explain(problem);
      }
      refresh();
    });
    return h('div', { class: 'dialog-frame' },
      dialogHead({ title: say('return.title'), detail: say('return.hint'), close, closeLabel: say('close') }),
      h('div', { class: 'dialog-body' },
        h('div', { class: 'search', role: 'search' }, icon('scan'), h('input', {
          class: 'input', type: 'search', 'aria-label': say('return.search'), placeholder: say('return.search'), autofocus: true,
          autocomplete: 'off', value: query, 'data-scan': 'field',
          oninput: (/** @type {any} */ event) => { query = event.target.value; find?.(); },
        })),
        error ? h('p', { class: 'field-error', role: 'alert' }, error) : null,
        found?.length === 0 ? h('p', { class: 'muted' }, say('return.none')) : null,
        h('div', { class: 'rows', role: 'group', 'aria-label': say('return.sales') },
          found?.map((each) => saleRow(app, each, () => close(each), money)))));
  }, { fills: true });
  find = null;
  if (!match) return;
  app.transactions.adopt(match.order);
  await refundSale(app, match.order, { lineID: match.lineID, isReasonNeeded: true });
}

/** @type {(() => void)|null} */
let find = null;

/**
 * Sales of the goods that the words or the code mean, newest first, with something left to give back.
 * @param {App} app @param {string} query
 * @returns {Promise<Match[]>}
 */
async function salesWith(app, query) {
  const [hit] = search(app.catalog.index, query, 1);
  const words = hit?.variant?.sku ?? hit?.product.variants[0]?.sku ?? hit?.product.title ?? query;
  const page = await app.api.get(`/orders?channel=register&status=placed,closed&limit=50&q=${encodeURIComponent(words)}`);
  const variants = new Set(hit?.product.variants.map(({ id }) => id));
  return page.data.flatMap((/** @type {Order} */ order) => {
    const line = order.lines.find((each) => refundableUnits(each) > 0 && (each.variant_id ? variants.has(each.variant_id) : each.title.toLowerCase().includes(query.toLowerCase())));
    return line?.id && order.amount_paid > order.amount_refunded ? [{ order, lineID: line.id }] : [];
  });
}

/** @param {App} app @param {Match} match @param {() => void} choose @param {App['money']} money */
function saleRow(app, { order, lineID }, choose, money) {
  const line = order.lines.find(({ id }) => id === lineID);
  return h('button', { type: 'button', class: 'variant', key: order.id, onclick: choose },
    h('span', { dir: 'auto' }, line?.title,
      h('small', { class: 'muted' },
        [
          order.number, customerName(order.customer), clock(order.placed_at ?? order.created_at, new Date(), app.locale),
        ].filter(Boolean).join(' · '))),
    h('b', { class: 'number' }, money.money(order.total)));
}
