/** Splits an order in two, and merges other drafts into it. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm } from '../shared/dialog-view.js';
import { soon } from '../shared/live.js';
import { customerName } from '../shared/order.js';
import { parseQuantity, quantityText, thousandths, wireQuantity } from '../shared/quantity.js';
import { act } from './actions-view.js';
import { shownNumber } from './bar-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export async function splitOrder(app) {
  if (!(await app.saver.flush())) return;
  const { say, order } = app;
  /** @type {Map<string, string>} */
  const form = new Map();
  const lines = await ask(({ close, refresh }) => {
    const asked = order.lines.flatMap((/** @type {any} */ line) => {
      const quantity = parseQuantity(form.get(line.id) ?? '');
      return quantity ? [{ line_id: line.id, quantity, most: thousandths(line.quantity) }] : [];
    });
    const isReady = asked.length > 0 && asked.every((/** @type {any} */ one) => one.quantity <= one.most);
    return dialogForm({
      title: say('split'), detail: say('split.hint'), say, close, isReady, submitLabel: say('split.do'),
      submit: () => close(asked.map((/** @type {any} */ { line_id, quantity }) => ({ line_id, quantity: wireQuantity(quantity) }))),
    },
    h('div', { class: 'rows' }, order.lines.map((/** @type {any} */ line, /** @type {number} */ index) => h('div', { class: 'row', key: line.id },
      h('label', { class: 'row-words', for: `split-${line.id}`, dir: 'auto' }, h('bdi', null, line.title)),
      h('div', { class: 'with-unit refund-count' }, h('input', {
        class: 'input input-money', id: `split-${line.id}`, inputmode: 'decimal', autocomplete: 'off', placeholder: '0', autofocus: index === 0,
          value: form.get(line.id) ?? '',
        oninput: (/** @type {any} */ event) => { form.set(line.id, event.target.value); refresh(); },
      }), h('span', { class: 'unit muted' }, say('refund.of', { count: quantityText(thousandths(line.quantity)) })))))));
  });
  if (!lines) return;
  const made = await act(app, () => app.api.post(`/orders/${app.id}/split`, { lines }));
  if (!made) return;
  app.saver.rebase(made.order);
  app.toasts.show(say('split.done', { number: shownNumber(made.new_order) }),
    { icon: 'split', actions: [{ label: say('split.open'), run: () => { location.href = `/admin/orders/${made.new_order.id}`; } }] });
}

/** @param {App} app */
export async function mergeOrders(app) {
  const { say } = app;
  const state = { query: '', found: /** @type {any[]|null} */ (null), error: '', turn: 0 };
  /** @type {Map<string, any>} */
  const chosen = new Map();
  /** @type {() => void} */
  let redraw = () => {};
  const look = async () => {
    const mine = ++state.turn;
    try {
      const { data } = await app.api.get(`/orders?status=draft&limit=20${state.query.trim() ? `&q=${encodeURIComponent(state.query.trim())}` : ''}`);
      if (mine !== state.turn) return;
      Object.assign(state, { found: data.filter((/** @type {any} */ one) => one.id !== app.id && one.currency === app.order.currency), error: '' });
    } catch (error) {
      if (mine !== state.turn) return;
      Object.assign(state, { found: null, error: app.explain(error) });
    }
    redraw();
  };
  const lookSoon = soon(120, look);
  const ids = await ask(({ close, refresh }) => {
    redraw = refresh;
    return dialogForm({ title: say('merge'), detail: say('merge.hint'), say, close, isReady: chosen.size > 0, error: state.error,
      submit: () => close([...chosen.keys()]), submitLabel: say('merge.do') },
      h('div', { class: 'search', role: 'search' }, icon('search'), h('input', {
        class: 'input', type: 'search', 'aria-label': say('merge.search'), placeholder: say('merge.search'), autofocus: true, autocomplete: 'off',
          onmount: look,
        oninput: (/** @type {any} */ event) => { state.query = event.target.value; lookSoon(); },
      })),
      h('div', { class: 'rows', role: 'group', 'aria-label': say('merge') }, state.found?.map((one) => h('label', { class: 'choice', key: one.id },
        h('input', { type: 'checkbox', checked: chosen.has(one.id),
          onchange: (/** @type {any} */ event) => { if (event.target.checked) chosen.set(one.id, one); else chosen.delete(one.id); refresh(); } }),
        h('span', { class: 'clip' }, h('b', null, shownNumber(one)), ' ', h('bdi', null, customerName(one.customer) || one.hold?.label || '')),
          h('span', { class: 'number' }, app.money.money(one.total)))),
      state.found?.length === 0 ? h('p', { class: 'muted' }, say('merge.none')) : null));
  }, { fills: true });
  if (!ids) return;
  const made = await act(app, () => app.api.post(`/orders/${app.id}/merge`, { order_ids: ids }));
  if (made) app.saver.rebase(made.order);
}
