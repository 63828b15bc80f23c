/** The row of filters: search, one chip for each filter with its value and a way to take it off, and the choice of columns. */
import { h } from '../../shared/render-view.js';
import { icon } from '../../shared/icon-view.js';
import { soon } from '../../shared/live.js';
import { openPopover } from '../popover-view.js';
import { choiceForm, dateForm, moreForm } from './filter-forms-view.js';
import { chipText } from './filter-words.js';
import { COLUMNS } from './order-facts.js';

/** Typed since the list was last narrowed. @type {string|null} */
let typed = null;
/** @type {(() => void)|null} */
let search = null;

/** @param {any} page */
export function filters(page) {
  const { say, list, places } = page;
  search ??= soon(200, () => { const q = typed?.trim() ?? ''; typed = null; page.narrow({ q }, { isTyping: true }); });
  const chips = [
    places.locations.length > 1 ? chip(page, 'location_id', choiceForm) : null,
    chip(page, 'date', dateForm, ['date', 'created_from', 'created_to']),
    chip(page, 'channel', choiceForm), chip(page, 'payment_status', choiceForm), chip(page, 'fulfillment_status', choiceForm),
    ['status', 'staff_id', 'register_id', 'tag', 'customer_id', 'total'].map((name) => (chipText(page, name) ? chip(page, name, moreForm, partsOf(name)) : null)),
    ['overdue', 'due_before'].map((name) => (chipText(page, name) ? chip(page, name, moreForm) : null)),
    h('button', {
      type: 'button', class: 'filter', 'data-anchor': 'filter-more', 'aria-haspopup': 'dialog', 'aria-expanded': 'false',
      onclick: (/** @type {any} */ event) => openPopover(event.currentTarget, moreForm(page), { label: say('filter.more'), width: 380 }),
    }, icon('filter'), say('filter.more')),
  ];
  return h('div', { class: 'filters', role: 'group', 'aria-label': say('filters') },
    h('label', { class: 'search' }, icon('search'),
      h('input', {
        class: 'input', type: 'search', id: 'order-search', 'data-search': true, maxlength: 200, autocomplete: 'off', 'aria-label': say('search'), placeholder: say('search'),
        value: typed ?? list.filter.q ?? '', oninput: (/** @type {any} */ event) => { typed = event.target.value; search?.(); },
      }), h('kbd', { class: 'key', 'aria-hidden': 'true' }, '/')),
    chips,
    h('button', {
      type: 'button', class: 'button button-icon filter-columns', 'data-anchor': 'columns', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', 'aria-label': say('columns'), title: say('columns'),
      onclick: (/** @type {any} */ event) => openPopover(event.currentTarget, columnsForm(page), { label: say('columns'), width: 260 }),
    }, icon('columns')));
}

/** The parameters that a chip of *More* takes off. @param {string} name */
const partsOf = (name) => (name === 'total' ? ['total_from', 'total_to'] : name === 'register_id' ? ['register_id', 'held'] : [name]);

/** @param {any} page @param {string} name @param {any} form @param {string[]} parts */
function chip(page, name, form, parts = [name]) {
  const { say, narrow } = page;
  const value = chipText(page, name);
  const label = say(`filter.${name}`);
  const open = (/** @type {any} */ event) => openPopover(event.currentTarget, form(page, name), { label, width: form === moreForm ? 380 : 300 });
  const anchor = { 'data-anchor': `filter-${name}`, 'aria-haspopup': 'dialog', 'aria-expanded': 'false', onclick: open };
  if (!value) return h('button', { key: `unset-${name}`, type: 'button', class: 'filter', ...anchor }, label, icon('down'));
  return h('span', { key: `set-${name}`, class: 'filter filter-set' },
    h('button', { type: 'button', ...anchor }, `${label}: `, h('b', { dir: 'auto' }, value)),
    h('button', { type: 'button', class: 'clear', 'aria-label': say('filter.clear', { filter: label }), onclick: () => narrow(Object.fromEntries(parts.map((part) => [part, '']))) }, icon('close')));
}

/** @param {any} page */
const columnsForm = (page) => (/** @type {any} */ { close, refresh }) => {
  const { say, office, showColumns } = page;
  return [
    h('div', { class: 'popover-head' }, h('h2', null, say('columns'))),
    h('div', { class: 'checks' }, COLUMNS.map((column) => h('label', { class: 'check' },
      h('input', {
        type: 'checkbox', checked: page.columns.includes(column.name), disabled: column.fixed ?? false,
        onchange: (/** @type {any} */ event) => {
          const chosen = new Set(page.columns);
          if (event.target.checked) chosen.add(column.name); else chosen.delete(column.name);
          showColumns([...chosen]);
          refresh();
        },
      }), say(`column.${column.name}`)))),
    h('div', { class: 'popover-foot' }, h('span', { class: 'hint' }, say('columns.hint')), h('button', { type: 'button', class: 'button button-small', onclick: close }, office.say('close'))),
  ];
};
