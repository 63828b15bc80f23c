/** Cash: the float in the morning, money in and out, the count in the evening; what is still held is listed and never in the way. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { clock, heading } from './holds.js';
import { openHeld } from './hold-view.js';
import { uuid } from '../shared/uuid.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {{state: 'loading'|'ready'|'failed', session: any, past: any[], closed: any}} Cash */

/** @param {App} app @returns {Cash} */
function state(app) {
  if (!app.state.cash) {
    app.state.cash = { state: 'loading', session: null, past: [], closed: null };
    load(app);
  }
  return app.state.cash;
}

/** @param {App} app */
const root = (app) => `/registers/${app.boot.register.id}/sessions`;

/** @param {App} app */
async function load(app) {
  const cash = /** @type {Cash} */ (app.state.cash);
  try {
    const { data } = await app.api.get(`${root(app)}?limit=20`);
    const open = data.find((/** @type {any} */ each) => !each.closed_at) ?? null;
    cash.session = open ? await app.api.get(`${root(app)}/${open.id}`) : null;
    cash.past = data.filter((/** @type {any} */ each) => each.closed_at);
    cash.state = 'ready';
  } catch {
    cash.state = 'failed';
  }
  app.refresh();
}

/** @param {App} app */
export function cashScreen(app) {
  const { say } = app;
  const cash = state(app);
  return h('section', { class: 'cash', 'aria-label': say('bar.cash'), key: 'cash' }, h('h1',
    null, say('cash.title', { register: app.boot.register.name })),
    cash.state === 'failed' ? h('div', { class: 'notice', role: 'alert' },
      h('p', null, say('cash.failed')),
      h('button', { type: 'button', class: 'button', onclick: () => load(app) }, say('try_again')))
      : cash.state === 'loading' ? h('div', { 'aria-busy': 'true' }, h('div', { class: 'row-block' }), h('div', { class: 'row-block' }))
        : [
          cash.closed ? closedCard(app, cash.closed) : null, cash.session ? openSession(app, cash.session) : closedTill(app), heldCard(app),
          past(app, cash.past),
        ]);
}

/** @param {App} app */
function closedTill(app) {
  const { say } = app;
  return h('div', { class: 'card cash-start', key: 'start' }, h('div',
    null, h('b', null, say('cash.closed')), h('p', { class: 'muted' }, say('cash.closed_hint'))),
    h('button', { type: 'button', class: 'button button-main', onclick: () => openTill(app) }, say('cash.open')));
}

/** @param {App} app @param {any} session */
function openSession(app, session) {
  const { say, money } = app;
  const movements = session.cash_movements ?? session.movements ?? [];
  const figure = (/** @type {string} */ key,
    /** @type {number|null|undefined} */ amount) => (amount === null || amount === undefined ? null : h('div', { class: 'card figure' }, h('h2', null, say(key)), h('b', { class: 'number' }, money.money(amount))));
  return h('div', { class: 'cash-open', key: 'open' },
    h('div', { class: 'cash-actions' }, h('p', { class: 'muted' },
      say('cash.open_since', { time: clock(session.opened_at, new Date(), app.locale) })),
      h('button', { type: 'button', class: 'button', onclick: () => moveCash(app, session, 1) }, icon('plus'), say('cash.in')),
      h('button', { type: 'button', class: 'button', onclick: () => moveCash(app, session, -1) }, icon('minus'), say('cash.out')),
      h('button', { type: 'button', class: 'button button-main', onclick: () => closeTill(app, session) }, say('cash.count'))),
    h('div', { class: 'figures' }, figure('cash.float', session.opening_float),
      figure('cash.sales', session.cash_sales), figure('cash.refunds', session.cash_refunds),
      figure('cash.moved', session.moved ?? sum(movements)), figure('cash.expected', session.expected)),
    session.by_method?.length ? h('div', { class: 'card' }, h('h2', null, say('cash.by_method')),
      h('dl', { class: 'detail-sums' },
        session.by_method.map((/** @type {any} */ row) => h('div', { key: row.method },
          h('dt', null, say(`method.${row.method}`)), h('dd', { class: 'number' }, money.money(row.amount)))))) : null,
    h('div', { class: 'card' }, h('h2', null, say('cash.movements')),
      movements.length ? h('ul', { class: 'rows' },
        movements.map((/** @type {any} */ each) => h('li', { class: 'cash-row', key: each.id },
          h('span', { class: 'muted small' }, clock(each.created_at, new Date(), app.locale)), h('span', { dir: 'auto' }, each.reason),
          h('b', { class: `number${each.amount < 0 ? ' is-stop' : ''}` },
            money.money(each.amount))))) : h('p', { class: 'muted' }, say('cash.no_movements'))));
}

/** @param {any[]} movements */
const sum = (movements) => movements.reduce((total, { amount }) => total + amount, 0);

/**
 * Held orders are listed at the end of the day; they never block the count and never vanish.
 * @param {App} app
 */
function heldCard(app) {
  const { say, money, held } = app;
  const rows = held.rows;
  return h('div', { class: 'card', key: 'held' }, h('h2', null, say('cash.held', { count: rows.length })),
    rows.length ? h('ul', { class: 'rows' },
      rows.slice(0, 20).map(({ order, key }) => h('li', { class: 'cash-row', key },
        h('span', { class: 'muted small' }, order.draft_number ?? ''),
        h('span', { class: 'clip', dir: 'auto' }, heading(order) || order.lines[0]?.title || ''),
        h('b', { class: 'number' }, money.money(order.total))))) : h('p',
      { class: 'muted' }, say('held.none_short')),
    rows.length ? h('button', { type: 'button', class: 'button', onclick: () => openHeld(app) },
      icon('held'), say('cash.show_held')) : null);
}

/** @param {App} app @param {any[]} sessions */
function past(app, sessions) {
  if (sessions.length === 0) return null;
  const { say, money } = app;
  return h('div', { class: 'card', key: 'past' }, h('h2', null, say('cash.past')), h('div', {
    class: 'table-frame', tabindex: '0', role: 'region', 'aria-label': say('cash.past'),
  }, h('table', { class: 'cash-table' },
    h('thead', null,
      h('tr', null, h('th', { scope: 'col' }, say('cash.day')),
        ['float', 'expected', 'counted', 'difference'].map((key) => h('th', { scope: 'col', class: 'number' }, say(`cash.${key}`))))),
    h('tbody', null, sessions.map((each) => h('tr', { key: each.id }, h('td',
      null,
      new Date(each.closed_at).toLocaleString(app.locale, { dateStyle: 'medium', timeStyle: 'short' })),
      [each.opening_float, each.expected, each.counted].map((amount) => h('td', { class: 'number' }, money.money(amount ?? 0))), h('td',
        { class: `number${each.difference ? ' is-stop' : ''}` }, money.money(each.difference ?? 0))))))));
}

/** @param {App} app @param {{expected: number, counted: number, difference: number}} count */
function closedCard(app, { expected, counted, difference }) {
  const { say, money } = app;
  return h('div', { class: `notice ${difference === 0 ? 'notice-good' : 'notice-calm'}`, role: 'status', key: 'closed' }, h('div', null,
    h('b', null,
      difference === 0 ? say('cash.matches') : say(difference > 0 ? 'cash.over' : 'cash.short',
        { amount: money.money(Math.abs(difference)) })),
    h('p', null, say('cash.result', { expected: money.money(expected), counted: money.money(counted) }))));
}

/** @param {App} app @param {{title: string, detail?: string, label: string, submitLabel: string, hasReason?: boolean, send: (amount: number, reason: string) => Promise<any>}} what */
function askAmount(app, { title, detail, label, submitLabel, hasReason = false, send }) {
  const { say, money } = app;
  let text = '';
  let reason = '';
  let error = '';
  let isBusy = false;
  return ask(({ close, refresh }) => {
    const amount = money.parse(text);
    const submit = async () => {
      isBusy = true;
      refresh();
      try {
        close(await send(amount ?? 0, reason.trim()));
      } catch (problem) {
        error = app.explain(problem);
      }
      isBusy = false;
      refresh();
    };
    return dialogForm({
      title, detail, say, close, submit, error, submitLabel,
      isReady: amount !== null && amount >= 0 && !isBusy && (!hasReason || (amount > 0 && reason.trim() !== '')),
    },
      field({ label, id: 'cash-amount', inputmode: 'decimal', class: 'input input-money input-big', autofocus: true, value: text, 'data-scan': 'number', oninput: (/** @type {any} */ event) => { text = event.target.value; refresh(); } }),
      hasReason ? field({ label: say('discount.reason'), id: 'cash-reason', value: reason, maxlength: 200, dir: 'auto', oninput: (/** @type {any} */ event) => { reason = event.target.value; refresh(); } }) : null);
  });
}

/** @param {App} app */
async function openTill(app) {
  const { say, money } = app;
  const opened = await askAmount(app,
    {
      title: say('cash.open'), detail: say('cash.open_hint'), label: say('cash.float_in', { currency: money.currency }),
      submitLabel: say('cash.open'),
      send: (opening_float) => app.api.post(root(app), { opening_float }, { 'Idempotency-Key': uuid() }),
    });
  if (opened) { app.state.cash.closed = null; load(app); }
}

/** @param {App} app @param {any} session @param {1|-1} way */
async function moveCash(app, session, way) {
  const { say, money } = app;
  const key = uuid();
  const moved = await askAmount(app,
    {
      title: say(way > 0 ? 'cash.in' : 'cash.out'), label: say('cash.amount_in', { currency: money.currency }), submitLabel: say('save'),
      hasReason: true,
      send: (amount, reason) => app.api.post(`${root(app)}/${session.id}/cash_movements`,
        { amount: amount * way, reason }, { 'Idempotency-Key': key }),
    });
  if (moved) load(app);
}

/** @param {App} app @param {any} session */
async function closeTill(app, session) {
  const { say, money } = app;
  const key = uuid();
  const closed = await askAmount(app,
    {
      title: say('cash.count'), detail: say('cash.count_hint'), label: say('cash.counted_in', { currency: money.currency }),
      submitLabel: say('cash.close'),
      send: (counted) => app.api.post(`${root(app)}/${session.id}/close`, { counted }, { 'Idempotency-Key': key }),
    });
  if (closed) { app.state.cash.closed = closed; load(app); }
}
