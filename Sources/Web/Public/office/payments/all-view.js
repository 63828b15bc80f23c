/** Every payment and refund in one table: narrowed by what was typed and chosen, a page at a time. */
import { h } from '../../shared/render-view.js';
import { icon } from '../../shared/icon-view.js';
import { moneyFor } from './currencies.js';
import { cardName, chipOf, methodIcon } from './money-facts.js';
import { isNarrowed, METHODS, STATES } from './payment-filter.js';

/** @param {any} page */
export function all(page) {
  return h('div', { class: 'stack', key: 'all' }, filters(page), table(page), foot(page));
}

/** Columns that a phone has no room for. */
const SPARE = new Map([['customer', 'spare'], ['method', 'spare'], ['reference', 'spare spare-first']]);

/** @type {ReturnType<typeof setTimeout>|undefined} */
let pause;
/** What is being typed, so that rows that arrive meanwhile take nothing away. @type {string|null} */
let typing = null;

/** @param {any} page */
function filters(page) {
  const { say, filter, go } = page;
  const choice = (/** @type {string} */ name, /** @type {[string, string][]} */ options) => h('label', { class: 'filter-choice' },
    h('span', { class: 'for-readers' }, say(`filter.${name}`)),
    h('select', { class: 'select', value: filter[name], onchange: (/** @type {any} */ event) => go({ [name]: event.target.value }) },
      h('option', { value: '' }, say(`filter.${name}_all`)), options.map(([value, label]) => h('option', { value, key: value }, label))));
  const day = (/** @type {string} */ name) => h('label', { class: 'filter-day' }, h('span', { class: 'small muted' }, say(`filter.${name}`)),
    h('input', { class: 'input', type: 'date', value: filter[name], onchange: (/** @type {any} */ event) => go({ [name]: event.target.value }) }));
  return h('form', { class: 'filters', role: 'search', 'aria-label': say('filter'), onsubmit: (/** @type {Event} */ event) => event.preventDefault() },
    h('label', { class: 'search' }, h('span', { class: 'for-readers' }, say('filter.q')), icon('search'),
      h('input', {
        class: 'input', type: 'search', maxlength: 200, placeholder: say('filter.q'), value: typing ?? filter.q, 'data-search': '', dir: 'auto',
        oninput: (/** @type {any} */ event) => {
          clearTimeout(pause);
          typing = event.target.value;
          pause = setTimeout(() => {
            const q = (typing ?? '').trim();
            typing = null;
            go({ q });
          }, 300);
        },
      })),
    choice('kind', [['payment', say('kind.payment')], ['refund', say('kind.refund')]]),
    choice('method', METHODS.map((method) => [method, say(`method.${method}`)])),
    choice('status', STATES.map((status) => [status, status === 'pending' ? say('filter.refund_pending') : say(`status.${status}`)])),
    day('from'), day('to'),
    isNarrowed(filter) ? h('button', { type: 'button', class: 'text-button', onclick: () => go({ kind: '', method: '', status: '', from: '', to: '', q: '' }) },
      say('clear')) : null);
}

/** @param {any} page */
function table(page) {
  const { say, rows, filter, error } = page;
  if (rows && !rows.length) {
    const name = isNarrowed(filter) ? 'match' : 'all';
    return h('div', { class: 'card empty', key: 'none' }, h('h2', null, say(`none.${name}`)), h('p', null, say(`none.${name}.hint`)));
  }
  if (!rows && error) return null;
  return h('div', { class: 'table-frame', tabindex: '0', role: 'group', 'aria-label': say('title'), key: 'table' }, h('table', { class: 'table payments-table' },
    h('thead', null, h('tr', null, ['date', 'order', 'customer', 'method', 'state', 'reference', 'amount'].map((name) =>
      h('th', { scope: 'col', key: name, class: name === 'amount' ? 'cell-number' : SPARE.get(name) ?? null }, say(`column.${name}`))))),
    h('tbody', null, rows ? rows.map((/** @type {any} */ row) => line(page, row))
      : Array.from({ length: 8 }, (_, at) => h('tr', { key: `waiting-${at}` }, h('td', { colspan: 7 }, h('span', { class: 'skeleton' })))))));
}

/** @param {any} page @param {any} row */
function line({ office, say }, row) {
  const isRefund = row.kind === 'refund';
  const money = moneyFor(office, row.currency);
  const reference = [row.reference, row.failure, row.provider_reference].filter(Boolean);
  return h('tr', { key: row.id, 'data-row': row.id },
    h('td', null, h('time', { datetime: row.created_at, title: office.times.full(row.created_at) }, office.times.short(row.created_at))),
    h('td', { class: 'cell-main' }, h('a', { class: 'cell-link', href: `/admin/orders/${row.order_id}#transactions` }, h('bdi', null, row.order_number))),
    h('td', { class: 'cell-name spare', title: row.customer_name }, row.customer_name ? h('bdi', null, row.customer_name) : h('span', { class: 'muted' }, say('no_customer'))),
    h('td', { class: 'spare' }, h('span', { class: 'with-icon' }, icon(isRefund ? 'return' : methodIcon(row.method)),
      cardName(row.card) || say(`method.${row.method}`))),
    h('td', null, h('span', { class: `chip ${isRefund && row.status === 'succeeded' ? 'chip-plain' : chipOf(row.status)}` },
      say(isRefund ? `refund_status.${row.status}` : `status.${row.status}`))),
    h('td', { class: 'cell-name spare spare-first', title: reference.join(' · ') || null }, h('bdi', null, reference[0] ?? '')),
    h('td', { class: `cell-total number${['failed', 'voided'].includes(row.status) ? ' struck muted' : ''}` }, money.money(isRefund ? -row.amount : row.amount)));
}

/** @param {any} page */
function foot(page) {
  const { say, rows, next, before, filter, go } = page;
  if (!rows?.length || (!next && !before.length && !filter.cursor)) return null;
  const step = (/** @type {string} */ name, /** @type {boolean} */ isPossible, /** @type {() => void} */ run) => h('button', {
    type: 'button', class: 'button button-small', 'aria-disabled': isPossible ? null : 'true', title: isPossible ? null : say(`${name}.none`),
    onclick: () => { if (isPossible) run(); },
  }, say(name));
  return h('div', { class: 'table-foot', key: 'foot' }, h('span', null),
    h('div', { class: 'actions' },
      step('newer', before.length > 0 || filter.cursor !== '', () => { const cursor = before.pop() ?? ''; go({ cursor }); }),
      step('older', next !== null, () => { before.push(filter.cursor); go({ cursor: next }); })));
}
