/** `/admin/orders`: wires the list, its address, its keys and what happens elsewhere in the shop. */
import { office } from '../office-view.js';
import { showCount } from '../frame-view.js';
import { render, h } from '../../shared/render-view.js';
import { soon } from '../../shared/live.js';
import { waitsForPress } from '../../shared/press.js';
import { uuid } from '../../shared/uuid.js';
import { openOfflineOrder } from '../../inbox/offline-order-view.js';
import { bulkBar } from './bulk-view.js';
import { readFilter, writeFilter, withChanges } from './filter.js';
import { filters } from './filters-view.js';
import { OrderList } from './order-list.js';
import { columnsOf } from './order-facts.js';
import { pageActions, tabs } from './tabs-view.js';
import { focusRow, rowAt, table } from './table-view.js';
import { openStatus } from './status-view.js';

const say = office.words('orders.');
const list = new OrderList(office);
const COLUMNS_KEPT = 'counterfoil-order-columns';
const kept = () => { try { return localStorage.getItem(COLUMNS_KEPT); } catch { return null; } };

/** What every part of this page is given. */
export const page = {
  office, say, list,
  places: office.boot.page,
  views: office.boot.page.views,
  columns: columnsOf(kept()),
  isCreating: false,
  refresh: () => draw(),
  /** @param {Record<string, string|null|undefined>} changes @param {{isTyping?: boolean}} [how] */
  narrow(changes, how = {}) { page.go(withChanges(list.filter, changes), how); },
  /** @param {Record<string, string>} filter @param {{isTyping?: boolean, before?: string[]}} [how] */
  go(filter, how = {}) {
    const { isTyping = false, before = [] } = how;
    history[isTyping ? 'replaceState' : 'pushState']({ before }, '', writeFilter(filter));
    list.filter = filter;
    list.before = before;
    if (!isTyping) list.ticked.clear();
    return list.load();
  },
  older() { if (list.next) page.go({ ...list.filter, cursor: list.next }, { before: [...list.before, list.filter.cursor ?? ''] }); },
  newer() {
    const cursor = list.before[list.before.length - 1] ?? '';
    page.go(withChanges(list.filter, { cursor }), { before: list.before.slice(0, -1) });
  },
  /** @param {string[]} names */
  showColumns(names) {
    page.columns = columnsOf(names.join(','));
    try { localStorage.setItem(COLUMNS_KEPT, names.join(',')); } catch { /* Without storage the choice lasts as long as the page. */ }
    draw();
  },
  offline: () => openOfflineOrder(office),
  async create() {
    if (page.isCreating) return;
    page.isCreating = true;
    draw();
    try {
      const order = await office.api.post('/orders', { channel: 'back_office', client_id: uuid() });
      location.href = `/admin/orders/${order.id}`;
    } catch (error) {
      page.isCreating = false;
      draw();
      office.toasts.show(office.explain(error), { icon: 'warning' });
    }
  },
};

const root = /** @type {HTMLElement} */ (document.getElementById('orders'));
const actions = /** @type {HTMLElement} */ (document.getElementById('orders-actions'));

function draw() {
  if (waitsForPress(draw)) return;
  render(actions, pageActions(page));
  render(root, h('div', { class: 'stack orders' }, tabs(page), filters(page), table(page), bulkBar(page)));
  const drafts = list.counts.drafts ?? 0;
  showCount('orders', drafts >= list.counts.limit ? `${list.counts.limit - 1}+` : drafts, { label: say('count.drafts', { count: drafts }) });
}

/** What the address says, at the start and when somebody goes back. */
function follow() {
  list.filter = readFilter(location.search);
  list.before = history.state?.before ?? [];
  return list.load();
}

/** @type {Set<string>} */
const touched = new Set();
const catchUp = soon(150, () => {
  const ids = new Set(touched);
  touched.clear();
  list.catchUp(ids);
});
const recount = soon(400, () => list.loadCounts());

function listen() {
  let wasLive = true;
  office.listen((event) => {
    if (event.object?.type !== 'order') return;
    touched.add(event.object.id);
    catchUp();
    recount();
  }, (isLive) => {
    // Whatever was missed while the line was cut is read again.
    if (isLive && !wasLive) { list.load(); list.loadCounts(); }
    wasLive = isLive;
  });
}

function keys() {
  const { keys, say: words } = office;
  const here = () => list.find(rowAt());
  const step = (/** @type {number} */ by) => focusRow(by);
  /** Arrows move rows only where a row has the focus; elsewhere they scroll. */
  const inTable = () => Boolean(document.activeElement?.closest('.orders-table tbody'));
  keys.add({
    N: { label: words('keys.create'), run: () => page.create() },
    O: { label: words('offline.title'), run: () => { void page.offline(); } },
    J: { label: words('keys.rows'), run: () => step(1) },
    K: { label: words('keys.rows'), run: () => step(-1) },
    ArrowDown: { label: words('keys.rows'), run: () => (inTable() ? step(1) : false) },
    ArrowUp: { label: words('keys.rows'), run: () => (inTable() ? step(-1) : false) },
    X: { label: words('keys.tick'), run: () => { const order = here(); if (order) list.tick(order.id); } },
    Enter: { label: words('keys.open'), run: () => { const order = here(); if (order) location.href = `/admin/orders/${order.id}`; } },
    S: { label: words('keys.status'), run: () => { const order = here(); if (order) openStatus(page, order); } },
    Escape: { label: words('keys.close'), run: () => (list.ticked.size ? list.tickAll(false) : false) },
  });
}

list.addEventListener('change', draw);
addEventListener('popstate', follow);
draw();
follow();
list.loadCounts();
listen();
keys();
if (location.hash === '#search') document.getElementById('order-search')?.focus();
