/** The frame of every register screen: bar, banner, work area with the cart always in the same place. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { alertStrip, bellButton } from '../shared/alerts-view.js';
import { cartPane } from './cart-view.js';
import { cashScreen } from './cash-view.js';
import { doneScreen } from './done-view.js';
import { heldDrawer } from './holds-view.js';
import { inboxScreen } from './inbox-view.js';
import { payScreen } from './tender-view.js';
import { productsPane } from './products-view.js';
import { showUnsent } from './unsent-view.js';
import { transactionsScreen, waitingCount } from './transactions-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {string} name */
export const initials = (name) => name.trim().split(/\s+/).filter((word) => /\p{L}/u.test(word)).slice(0, 2).map((word) => [...word][0].toUpperCase()).join('');

/** @param {App} app */
export function frame(app) {
  const { state, say } = app;
  const parts = [
    bar(app),
    app.isOffline ? banner(app) : null,
    alertStrip(app.desk),
    state.problem ? h('div', { class: 'notice frame-notice', role: 'alert', key: 'problem' }, h('p', null, state.problem),
      h('button', { type: 'button', class: 'link', onclick: () => app.set({ problem: null }) }, say('dismiss'))) : null,
    h('main', { class: `work work-${state.screen}`, key: 'work' }, ...screen(app)),
  ];
  return /** @type {import('../shared/render-view.js').Element_[]} */ (parts.filter(Boolean));
}

/** @param {App} app */
function screen(app) {
  const { state } = app;
  app.transactions.see(state.screen === 'transactions');
  if (state.screen === 'transactions') return [transactionsScreen(app)];
  if (state.screen === 'cash') return [cashScreen(app)];
  if (state.screen === 'inbox') return [inboxScreen(app)];
  const left = state.left === 'payment' && app.order ? payScreen(app) : state.left === 'done' ? doneScreen(app) : productsPane(app);
  return [
    h('div', { class: `left left-${state.left}`, key: `left-${state.left}` }, left, state.isDrawerOpen ? heldDrawer(app) : null),
    cartPane(app),
  ];
}

/** @param {App} app */
function bar(app) {
  const { state, say, boot } = app;
  const tab = (/** @type {import('./app.js').Screen['screen']} */ screen, /** @type {string} */ text, /** @type {any} */ count = null) => h('button', {
    type: 'button', class: 'bar-tab', 'aria-current': state.screen === screen ? 'page' : null, 'aria-describedby': count ? 'waiting-online' : null,
    onclick: () => app.set({ screen, isDrawerOpen: false }),
  }, text, count);
  return h('header', { class: 'bar', key: 'bar' },
    h('span', { class: 'bar-mark' }, icon('mark', 'mark'), h('span', { class: 'for-readers' }, 'Counterfoil')),
    h('nav', { class: 'bar-tabs', 'aria-label': say('bar.screens') },
      tab('sell', say('bar.sell')), tab('transactions', say('bar.transactions'), waitingCount(app)), tab('cash', say('bar.cash')),
      state.screen === 'inbox' ? tab('inbox', say('bar.inbox')) : null,
      h('span', { class: 'for-readers', id: 'waiting-online' }, say('transactions.waiting', { count: app.transactions.waiting.length }))),
    h('div', { class: 'bar-place-frame' },
      h('a', { href: '/register/device', class: 'bar-place', title: say('bar.change_place'), onclick: (/** @type {Event} */ event) => { if (!canLeave(app)) event.preventDefault(); } },
        app.isOffline ? icon('offline', 'icon is-hold') : h('span', { class: state.isLive ? 'dot' : 'dot dot-waiting' }),
        h('span', { class: 'clip', dir: 'auto' }, `${boot.location.name} · ${boot.register.name}`),
        h('span', { class: 'for-readers' }, app.isOffline ? say('bar.offline') : say('bar.online')))),
    bellButton(app.desk),
    h('form', { method: 'post', action: '/register/lock', class: 'bar-staff-form', onsubmit: (/** @type {Event} */ event) => { if (!canLeave(app)) event.preventDefault(); } },
      h('input', { type: 'hidden', name: 'csrf', value: boot.csrf }),
      h('button', { type: 'submit', class: 'bar-staff', title: say('bar.change_staff') },
        h('span', { class: 'avatar avatar-small', 'aria-hidden': 'true' }, initials(boot.staff.name)),
        h('span', { class: 'bar-name clip', dir: 'auto' }, boot.staff.name), icon('down'))));
}

/**
 * Leaving with unsent work shows the list first; nothing is lost either way.
 * @param {App} app
 */
function canLeave(app) {
  if (!app.isOffline || app.queue.waiting().length === 0) return true;
  showUnsent(app);
  return false;
}

/** @param {App} app */
function banner(app) {
  const since = new Date(app.sync.offlineSince ?? Date.now()).toLocaleTimeString(app.locale,
    { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const orders = new Set(app.queue.waiting().map(({ order }) => order)).size;
  return h('div', { class: 'banner', role: 'status', key: 'banner' }, icon('offline'),
    h('p', null, h('b', null, app.say('offline.since', { time: since })), ' ', app.say('offline.goes_on'), ' ',
      orders ? app.say('offline.waiting', { count: orders }) : ''),
    h('button', { type: 'button', class: 'link', onclick: () => showUnsent(app) }, app.say('offline.details')));
}
