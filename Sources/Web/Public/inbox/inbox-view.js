/** `/admin/inbox`: the inbox in the back office. */
import { office } from '../office/office-view.js';
import { moneyFormat } from '../shared/money.js';
import { readFilter, writeFilter } from './conversation-list.js';
import { mountDesk } from './desk-view.js';
import { focusRow } from './list-view.js';
import './order-panel-view.js';
import { openOfflineOrder } from './offline-order-view.js';
import { showUnread } from './unread-view.js';

const { boot } = office;
const root = /** @type {HTMLElement} */ (document.getElementById('inbox'));

/** Amounts of orders may be in another currency than the shop's. @param {string} currency */
function moneyIn(currency) {
  if (!currency || currency === boot.settings.currency) return office.money;
  const exponent = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return moneyFormat({ locale: office.locale, currency, exponent });
}

const inAddress = () => decodeURIComponent(location.pathname.split('/')[3] ?? '') || null;

const desk = mountDesk(root, {
  api: office.api, say: office.words('inbox.'), locale: office.locale, times: office.times, moneyIn, toasts: office.toasts,
  announce: office.announce, explain: office.explain, may: office.may, me: { id: boot.staff.id ?? '', name: boot.staff.name }, staff: boot.page.staff,
  customerHref: (id) => `/admin/customers/${encodeURIComponent(id)}`,
  channelsHref: boot.page.channels, offlineOrder: office.may('edit_orders') ? () => { openOfflineOrder(office); } : null, openOrder: null,
  panelSay: office.words('order_panel.'),
  addressOf: (id, filter) => `/admin/inbox${id ? `/${encodeURIComponent(id)}` : ''}${writeFilter(filter)}`,
  go: (address, { isReplacing = false }) => history[isReplacing ? 'replaceState' : 'pushState'](null, '', address),
  isSeen: () => document.visibilityState === 'visible',
});

desk.list.addEventListener('change', () => { if (desk.list.counts) showUnread(office, desk.list.counts); });
desk.start(inAddress(), readFilter(location.search));
addEventListener('popstate', () => {
  desk.list.filter = readFilter(location.search);
  desk.show(inAddress());
  desk.list.load();
});
document.addEventListener('visibilitychange', () => desk.markRead());

let wasLive = true;
office.listen((event) => desk.hear(event), (isLive) => {
  if (isLive && !wasLive) desk.reload();
  wasLive = isLive;
});

const { keys } = office;
const say = office.words('inbox.');
const here = () => /** @type {HTMLElement|null} */ (document.activeElement?.closest('[data-conversation]'))?.dataset.conversation;
keys.add({
  J: { label: say('keys.rows'), run: () => focusRow(desk, 1) },
  K: { label: say('keys.rows'), run: () => focusRow(desk, -1) },
  Enter: { label: say('keys.open'), run: () => { const id = here(); if (!id) return false; desk.open(id); return undefined; } },
  I: { label: say('keys.write'), run: () => { const field = document.getElementById('composer-text'); if (!field) return false; field.focus(); return undefined; } },
  N: { label: say('keys.create'), run: () => { if (!desk.thread) return false; desk.createOrder(); return undefined; } },
  U: { label: say('keys.unread'), run: () => { if (!desk.thread) return false; desk.markUnread(); return undefined; } },
  'Ctrl+Enter': { label: say('keys.send'), run: () => desk.send() },
  Escape: { label: say('keys.close'), run: () => desk.back() },
});
