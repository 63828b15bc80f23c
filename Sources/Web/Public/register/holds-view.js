/** The drawer of held orders: live, searchable, over the products and never over the cart. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { openMenu } from '../shared/menu-view.js';
import { soon } from '../shared/live.js';
import { age, clock, heading, heldSince, preview } from './holds.js';
import { itemCount } from './order.js';
import { discard, retrieve } from './hold-view.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./holds.js').Row} Row */

/** @param {App} app */
export const closeHeld = (app) => {
  app.set({ isDrawerOpen: false });
  setTimeout(() => /** @type {any} */ (document.querySelector('.cart-held') ?? document.querySelector('#product-search'))?.focus(), 0);
};

/** @param {App} app */
export function heldDrawer(app) {
  const { say, held, state } = app;
  return h('div', { class: 'drawer-layer', key: 'drawer' },
    h('div', { class: 'drawer-scrim', onclick: () => closeHeld(app) }),
    h('section', {
      class: 'drawer', role: 'dialog', 'aria-modal': 'false', 'aria-label': say('held.title'),
      onkeydown: (/** @type {KeyboardEvent} */ event) => rowKeys(app, event),
    },
    h('div', { class: 'drawer-head' }, h('h2', null, say('held.title')),
      h('span', { class: 'small muted drawer-live' }, h('span', { class: state.isLive ? 'dot' : 'dot dot-waiting' }),
        state.isLive ? say('held.live') : say('held.not_live')),
      h('button', { type: 'button', class: 'button button-quiet button-icon', 'aria-label': say('close'), onclick: () => closeHeld(app) },
        icon('close'))),
    h('div', { class: 'search drawer-search', role: 'search' }, icon('search'), h('input', {
      class: 'input', type: 'search', id: 'held-search', 'aria-label': say('held.search'), placeholder: say('held.search'),
      autocomplete: 'off', value: held.query,
      oninput: (/** @type {any} */ event) => { held.query = event.target.value; searchSoon(app); },
      onmount: (/** @type {HTMLElement} */ element) => element.focus(),
    })),
    h('div', { class: 'drawer-view' }, scopes(app), sortButton(app)),
    list(app)));
}

/** @type {WeakMap<App, () => void>} */
const searches = new WeakMap();
/** @param {App} app */
function searchSoon(app) {
  if (!searches.has(app)) searches.set(app, soon(120, () => app.held.show({ query: app.held.query.trim() })));
  searches.get(app)?.();
}

/** @param {App} app */
function scopes(app) {
  const { say, held, boot } = app;
  const scopes = [
    ['mine', say('held.scope.mine')], ['register', say('held.scope.register')], ['location', boot.location.name],
    ['all', say('held.scope.all')],
  ];
  const allowed = boot.settings.held_orders_visibility === 'register' ? 2 : 4;
  return h('div', {
    class: 'segments', role: 'group', 'aria-label': say('held.scope'),
  }, scopes.slice(0, allowed).map(([scope, text]) =>
    h('button',
      {
        type: 'button', 'aria-pressed': held.scope === scope ? 'true' : 'false', dir: 'auto', onclick: () => held.show({ scope }),
      }, text)));
}

/** @param {App} app */
function sortButton(app) {
  const { say, held } = app;
  const orders = /** @type {const} */ (['newest', 'oldest', 'total']);
  return h('button', {
    type: 'button', class: 'button button-quiet', 'aria-haspopup': 'menu', 'aria-expanded': 'false',
    onclick: (/** @type {any} */ event) => openMenu(event.currentTarget,
      orders.map((sort) => ({
        label: say(`held.sort.${sort}`), icon: 'sort', checked: held.sort === sort, run: () => held.show({ sort }),
      })),
      say('held.sort')),
  }, icon('sort'), say(`held.sort.${held.sort}`));
}

/** @param {App} app */
function list(app) {
  const { say, held } = app;
  const rows = held.rows;
  if (held.state === 'loading' && rows.length === 0) return h('div', { class: 'drawer-rows', 'aria-busy': 'true' },
    [1, 2, 3, 4].map(() => h('div', { class: 'row-block' })));
  if (held.state === 'failed' && rows.length === 0) {
    return h('div', { class: 'drawer-rows drawer-state' }, h('div', { class: 'notice', role: 'alert' }, h('p', null, say('held.failed')),
      h('button', { type: 'button', class: 'button', onclick: () => held.refresh() }, say('try_again'))));
  }
  if (rows.length === 0 && held.query) {
    return h('div', { class: 'drawer-rows drawer-state' }, h('p', null, say('held.none_found', { query: held.query })),
      held.scope !== 'all' && held.boot.settings.held_orders_visibility !== 'register'
        ? h('button', { type: 'button', class: 'button', onclick: () => held.show({ scope: 'all' }) }, say('held.search_all')) : null);
  }
  if (rows.length === 0) return h('div', { class: 'drawer-rows drawer-state' }, h('p', null, say('held.none')));
  return h('ul', { class: 'drawer-rows rows', 'aria-label': say('held.title') }, rows.map((row) => heldRow(app, row)),
    held.hasMore ? h('li', { class: 'drawer-state muted', key: 'more' }, say('held.more')) : null);
}

/** @param {App} app @param {Row} row */
function heldRow(app, row) {
  const { say, money, boot } = app;
  const { order } = row;
  const now = new Date();
  const since = age(heldSince(order), now);
  const till = boot.registers.find((/** @type {any} */ each) => each.id === (order.hold?.register_id ?? order.lease?.register_id))?.name ?? '';
  const staff = boot.staff_names.find((/** @type {any} */ each) => each.id === (order.hold?.staff_id ?? order.lease?.staff_id ?? order.staff_id))?.name ?? '';
  const number = order.draft_number ?? order.number ?? '';
  const title = heading(order) || number || say('order.unsent');
  return h('li', { class: `held${row.isNew ? ' is-new' : ''}`, key: row.key, 'data-row': row.key },
    h('div', { class: 'held-age' }, h('b', null, say(since.key, { count: since.count })),
      h('span', { class: 'small muted' }, clock(heldSince(order), now, app.locale))),
    h('div', { class: 'held-what' }, h('b', { class: 'held-title clip', dir: 'auto', title }, title),
      h('span', { class: 'held-preview small muted clip', dir: 'auto' }, preview(order)),
      h('span', { class: 'small muted clip' },
        [number, say('items', { count: itemCount(order) }), staff, till].filter(Boolean).join(' · '))),
    h('div', { class: 'held-sum' }, h('b', { class: 'number' }, money.money(order.total)), mark(app, row, now)),
    h('button', {
      type: 'button', class: 'button button-soft held-retrieve', 'aria-disabled': app.state.busy ? 'true' : null,
      onclick: () => retrieve(app, row),
      'aria-label': `${row.openAt === null ? say('retrieve') : say('take_over')} ${title}`,
    },
      app.state.busy === row.key ? say('retrieve.busy') : row.openAt === null ? say('retrieve') : say('take_over')),
    h('button',
      {
        type: 'button', class: 'button button-quiet button-icon held-delete', 'aria-label': `${say('delete')} ${title}`,
        title: say('delete'), onclick: () => discard(app, row),
      },
      icon('trash')));
}

/** @param {App} app @param {Row} row @param {Date} now */
function mark(app, row, now) {
  const { say } = app;
  const { hold } = row.order;
  if (row.isUnsent) return h('span', { class: 'chip chip-on_hold' }, say('held.unsent'));
  if (row.openAt !== null) return h('span', { class: 'chip chip-plain' }, say('held.open_at', { register: row.openAt }));
  if (hold?.reserves_stock && hold.expires_at) return h('span', { class: 'chip chip-on_hold' },
    icon('lock'), say('held.reserved_until', { time: clock(hold.expires_at, now, app.locale) }));
  if (hold?.reserves_stock) return h('span', { class: 'chip chip-on_hold' }, icon('lock'), say('held.reserved'));
  return row.isNew ? h('span', { class: 'chip chip-new' }, say('held.just_saved')) : null;
}

/**
 * ↑ ↓ rows, Enter Retrieve, Del Delete.
 * @param {App} app @param {KeyboardEvent} event
 */
function rowKeys(app, event) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.held')]);
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const to = event.key === 'ArrowDown' ? at + 1 : at - 1;
    /** @type {any} */ (to < 0 ? document.querySelector('#held-search') : rows[Math.min(to, rows.length - 1)]?.querySelector('.held-retrieve'))?.focus();
  } else if (event.key === 'Delete' && at >= 0) {
    const row = app.held.rows.find(({ key }) => key === rows[at].dataset.row);
    if (row) discard(app, row);
  } else if (event.key === 'Escape') closeHeld(app);
  else if (event.key === 'Enter' && /** @type {any} */ (event.target).id === 'held-search') {
    const [only] = app.held.rows;
    if (only) retrieve(app, only);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
