/** The title's buttons, and the tabs: parts of the list with live counts, then views under a name. */
import { h } from '../../shared/render-view.js';
import { icon } from '../../shared/icon-view.js';
import { openMenu } from '../../shared/menu-view.js';
import { apiQuery, GIVEN, isNarrowed, tabOf, TABS, viewQuery, writeFilter } from './filter.js';
import { changeView, removeView, saveView } from './saved-views-view.js';
import { openTrackingList } from './tracking-view.js';

/** @param {any} page */
export function pageActions(page) {
  const { office, say, list, create, offline, isCreating } = page;
  const mayExport = office.may('export_orders');
  const { cursor: _cursor, sort, ...filter } = list.filter;
  const query = apiQuery(sort ? { ...filter, sort } : filter, office.times);
  return [
    h('button', { type: 'button', class: 'button', 'aria-disabled': office.may('fulfil') ? null : 'true', onclick: () => openTrackingList(page) }, icon('truck'), say('tracking')),
    mayExport
      ? h('a', { class: 'button', href: `/api/v1/orders/export${query ? `?${query}` : ''}`, download: 'orders.csv' }, icon('download'), say('export'))
      : h('button', { type: 'button', class: 'button', 'aria-disabled': 'true', title: say('export.reason'), onclick: () => office.toasts.show(say('export.reason')) },
        icon('download'), say('export')),
    h('button', { type: 'button', class: 'button', id: 'offline-order', 'aria-haspopup': 'dialog', onclick: offline }, icon('person-add'), office.say('offline.title')),
    h('button', { type: 'button', class: 'button button-main', 'aria-disabled': isCreating ? 'true' : null, onclick: create }, icon('plus'), say('create')),
  ];
}

/** @param {any} page */
export function tabs(page) {
  const { say, list, views, go } = page;
  // A view that is gone leaves its filters behind, and the tab that they belong to.
  const isKnown = [...GIVEN.map((each) => each.name), ...views.map((/** @type {any} */ each) => each.id)].includes(list.filter.view);
  const chosen = isKnown ? list.filter.view : tabOf(list.filter);
  const tab = (/** @type {any} */ { key, name, label, filter, count, view }) => {
    const isHere = name === chosen;
    return [
      h('a', {
        key, href: writeFilter(filter), 'aria-current': isHere ? 'page' : null, 'data-tab': name,
        onclick: (/** @type {MouseEvent} */ event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          go(filter);
        },
      }, h('bdi', null, label), count ? h('span', { class: 'count' }, ` ${count}`) : null),
      view && isHere ? viewMenu(page, view) : null,
    ];
  };
  const most = list.counts.limit;
  const shown = (/** @type {number} */ count) => (count === undefined ? null : count >= most ? `${most - 1}+` : String(count));
  const saved = [
    ...GIVEN.map((each) => ({ key: `given-${each.name}`, name: each.name, label: say(`view.${each.name}`), filter: viewFilter(each.name, each.query), count: each.name === 'overdue' ? shown(list.counts.overdue) : null })),
    ...[...views].reverse().map((/** @type {any} */ view) => ({ key: view.id, name: view.id, label: view.name, filter: viewFilter(view.id, view.query), view })),
  ];
  return h('nav', { class: 'tabs', 'aria-label': say('tabs') },
    TABS.map(({ name, statuses }) => tab({
      key: name, name, label: say(`tab.${name}`), filter: statuses ? { display_status: statuses } : {}, count: name === 'done' ? null : shown(list.counts[name]),
    })),
    h('span', { class: 'divider', 'aria-hidden': 'true' }),
    saved.map(tab),
    isNarrowed(list.filter) && viewQuery(list.filter) !== queryOf(saved, chosen)
      ? h('button', { type: 'button', class: 'tab-end', onclick: () => saveView(page) }, icon('plus'), say('view.save')) : null);
}

/** @param {any[]} saved @param {string} chosen */
const queryOf = (saved, chosen) => { const view = saved.find((each) => each.name === chosen); return view ? viewQuery(view.filter) : null; };

/** @param {string} name @param {string} query */
const viewFilter = (name, query) => ({ ...Object.fromEntries(new URLSearchParams(query)), view: name });

/** @param {any} page @param {any} view */
function viewMenu(page, view) {
  const { office, say, list } = page;
  const reason = view.own || office.boot.staff.role === 'owner' ? null : say('view.not_yours');
  const isChanged = viewQuery(list.filter) !== viewQuery(viewFilter(view.id, view.query));
  return h('button', {
    key: `menu-${view.id}`, type: 'button', class: 'button button-quiet button-icon view-menu', 'aria-haspopup': 'menu', 'aria-label': say('view.menu', { name: view.name }),
    onclick: (/** @type {any} */ event) => openMenu(event.currentTarget, [
      { label: say('view.update'), icon: 'check', reason: reason ?? (isChanged ? null : say('view.unchanged')), run: () => changeView(page, view, { query: viewQuery(list.filter) }) },
      { label: say('view.rename'), icon: 'pencil', reason, run: () => saveView(page, view) },
      'line',
      { label: say('view.delete'), icon: 'trash', isStop: true, reason, run: () => removeView(page, view) },
    ], view.name),
  }, icon('more'));
}
