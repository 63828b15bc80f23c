/** The inbox at the till: the same columns as in the back office, below the register's bar. Fetched when somebody opens it. */
import { h, render } from '../shared/render-view.js';
import { makeTexts } from '../shared/texts.js';
import { makeTimes } from '../office/times.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export const inboxScreen = (app) => h('div', { class: 'inbox-room', key: 'inbox', keepsChildren: true, onmount: (/** @type {HTMLElement} */ room) => open(app, room) });

/** @param {App} app @param {string} id */
export function openConversation(app, id) {
  app.conversation = id;
  app.set({ screen: 'inbox', isDrawerOpen: false, sheet: 'closed' });
  if (app.inbox) app.inbox.open(id);
}

/** @param {App} app @param {HTMLElement} room */
async function open(app, room) {
  const words = makeTexts(app.boot.texts, app.locale, 'inbox.');
  render(room, h('p', { class: 'inbox-end muted', role: 'status' }, words('loading')));
  try {
    const [{ mountDesk }, { NO_FILTER }] = await Promise.all([import('../inbox/desk-view.js'), import('../inbox/conversation-list.js')]);
    const root = document.createElement('div');
    root.id = 'inbox';
    root.className = 'inbox';
    room.replaceChildren(root);
    const desk = mountDesk(root, host(app, words, room));
    app.inbox = desk;
    await desk.start(app.conversation, { ...NO_FILTER });
  } catch (error) {
    render(room, h('p', { class: 'notice', role: 'alert' }, app.explain(error)));
  }
}

/** What the columns are given here: no address of their own, the register's toasts, the rights of whoever has opened the till. @param {App} app @param {any} words @param {HTMLElement} room */
function host(app, words, room) {
  const { boot } = app;
  const isLeader = ['owner', 'manager'].includes(boot.staff.role);
  return {
    api: app.api, say: words, locale: app.locale, times: makeTimes({ locale: app.locale, timeZone: boot.settings.time_zone }),
    moneyIn: (/** @type {string} */ currency) => app.moneyIn(currency || boot.settings.currency), toasts: app.toasts,
    announce: (/** @type {string} */ text) => { const place = document.getElementById('announce'); if (place) place.textContent = text; },
    explain: (/** @type {any} */ error) => app.explain(error), may: (/** @type {string} */ action) => action !== 'merge_contacts' || isLeader,
    me: { id: boot.staff.id, name: boot.staff.name }, staff: boot.staff_names, customerHref: () => null, channelsHref: null, offlineOrder: null,
    // Another page than the till: what is in the cart stays on this device.
    openOrder: (/** @type {string} */ id) => { location.href = `/admin/orders/${encodeURIComponent(id)}`; },
    addressOf: () => '/register', go: () => { app.conversation = app.inbox?.thread?.id ?? null; },
    isSeen: () => document.visibilityState === 'visible' && room.isConnected,
  };
}
