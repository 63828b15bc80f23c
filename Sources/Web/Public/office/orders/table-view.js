/** The table of orders with its foot: rows, sorting, paging, and what stands there when there is nothing to show. */
import { h } from '../../shared/render-view.js';
import { icon } from '../../shared/icon-view.js';
import { cells, heads } from './cells-view.js';
import { isNarrowed, tabOf } from './filter.js';
import { numberOf } from './order-facts.js';
import { PAGE } from './order-list.js';
import { openStatus } from './status-view.js';

/** @param {any} page */
export function table(page) {
  const { office, say, list } = page;
  return h('div', { class: 'stack' },
    list.error ? h('div', { class: 'notice', role: 'alert' }, h('p', null, office.explain(list.error)),
      h('button', { type: 'button', class: 'button button-small', onclick: () => list.load() }, office.say('try_again'))) : null,
    list.fresh.size ? h('button', { type: 'button', class: 'fresh', onclick: () => list.load() }, icon('up-arrow'), say('fresh', { count: list.fresh.size })) : null,
    body(page), foot(page));
}

/** @param {any} page */
function body(page) {
  const { list } = page;
  if (list.state === 'ready' && !list.orders.length && !list.error) return nothing(page);
  const isWaiting = list.state !== 'ready' && !list.orders.length;
  if (list.error && !list.orders.length) return null;
  return h('div', { class: 'table-frame', tabindex: '-1' },
    h('table', { class: 'table orders-table', 'aria-busy': list.state === 'loading' ? 'true' : null },
      h('caption', { class: 'for-readers' }, page.say('title')),
      head(page),
      h('tbody', null, isWaiting ? skeleton(page) : list.orders.map((/** @type {any} */ order) => row(page, order)))));
}

/** @param {any} page */
function head(page) {
  const { say, list } = page;
  const isAll = list.orders.length > 0 && list.ticked.size >= list.orders.length;
  return h('thead', null, h('tr', null,
    h('th', { class: 'cell-tick' }, h('input', {
      type: 'checkbox', class: 'tick', 'aria-label': say('tick.all'), checked: isAll, indeterminate: list.ticked.size > 0 && !isAll,
      onchange: (/** @type {any} */ event) => list.tickAll(event.target.checked),
    })), heads(page)));
}

/** @param {any} page @param {any} order */
function row(page, order) {
  const { say, list } = page;
  const isTicked = list.ticked.has(order.id);
  return h('tr', { key: order.id, 'data-order': order.id, 'data-ticked': isTicked ? '' : null },
    h('td', { class: 'cell-tick' }, h('input', {
      type: 'checkbox', class: 'tick', tabindex: '-1', 'aria-label': say('tick', { number: numberOf(order) }), checked: isTicked,
      onchange: (/** @type {any} */ event) => list.tick(order.id, event.target.checked),
    })), cells(page, order, (/** @type {any} */ event) => openStatus(page, order, event.currentTarget)));
}

/** Rows of their final height, seen only when the shop takes its time. @param {any} page */
function skeleton(page) {
  return Array.from({ length: 8 }, (_, at) => h('tr', { class: 'waiting', key: `waiting-${at}` },
    h('td', { colspan: page.columns.length + 2 }, h('span', { class: 'skeleton' }))));
}

/** @param {any} page */
function nothing(page) {
  const { say, list, create, go } = page;
  if (isNarrowed(list.filter)) {
    return h('div', { class: 'card empty' }, h('h2', null, say('none.match')), h('p', null, say('none.match.hint')),
      h('button', { type: 'button', class: 'button', onclick: () => go(list.filter.display_status ? { display_status: list.filter.display_status } : {}) }, say('clear')));
  }
  const tab = tabOf(list.filter);
  if (tab !== 'all' || list.filter.display_status || list.filter.cursor) {
    return h('div', { class: 'card empty' }, h('h2', null, say(`none.${tab}`)), h('p', null, say(`none.${tab}.hint`)));
  }
  return h('div', { class: 'card empty' }, h('h2', null, say('none')), h('p', null, say('none.hint')),
    h('div', { class: 'actions' },
      h('button', { type: 'button', class: 'button', onclick: create }, icon('plus'), say('create')),
      h('a', { class: 'button', href: '/register' }, icon('register'), say('open_register'))));
}

/** @param {any} page */
function foot(page) {
  const { say, list, older, newer } = page;
  if (!list.orders.length) return null;
  const from = list.before.length * PAGE + 1;
  const to = from + list.orders.length - 1;
  const whole = isNarrowed(list.filter) ? undefined : list.counts[tabOf(list.filter)];
  const isWhole = whole !== undefined && whole < list.counts.limit && !list.filter.view;
  const step = (/** @type {string} */ name, /** @type {boolean} */ isPossible, /** @type {() => void} */ run, /** @type {string} */ reason) => h('button', {
    type: 'button', class: 'button button-small', 'aria-disabled': isPossible ? null : 'true', title: isPossible ? null : reason,
    onclick: () => { if (isPossible) run(); },
  }, say(name));
  return h('div', { class: 'table-foot' },
    h('p', { 'aria-live': 'polite' }, isWhole && whole >= to ? say('range.of', { from, to, count: whole }) : say('range', { from, to })),
    h('div', { class: 'actions' },
      step('newer', list.before.length > 0 || !list.isFirstPage, newer, say('newer.reason')),
      step('older', list.next !== null, older, say('older.reason'))));
}

/** The order of the row that has the focus, or had it last. */
export function rowAt() {
  const row = document.activeElement?.closest('tr[data-order]') ?? document.querySelector('tr[data-here]');
  return /** @type {HTMLElement|null} */ (row)?.dataset.order ?? '';
}

/** Gives the focus to the number of a row further down or up. @param {number} by */
export function focusRow(by) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.orders-table tr[data-order]')]);
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.dataset.order === rowAt());
  const to = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, at + by))];
  for (const row of rows) row.toggleAttribute('data-here', row === to);
  /** @type {HTMLElement|null} */ (to.querySelector('a.cell-link'))?.focus();
}
