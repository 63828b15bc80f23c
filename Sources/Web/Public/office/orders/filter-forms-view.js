/** What opens under a filter's chip. Choices act at once; dates and *More* wait for *Apply*. */
import { h } from '../../shared/render-view.js';
import { addDays } from '../times.js';
import { SPANS, valuesOf } from './filter.js';
import { choicesOf } from './filter-words.js';
import { customerField } from './customer-field-view.js';

/** Any of several values. @param {any} page @param {string} name */
export const choiceForm = (page, name) => (/** @type {any} */ { close, refresh }) => {
  const { office, say, list, narrow } = page;
  const chosen = new Set(valuesOf(list.filter[name]));
  return [
    h('div', { class: 'popover-head' }, h('h2', null, say(`filter.${name}`))),
    h('div', { class: 'checks' }, choicesOf(page, name).map(({ value, label }) => h('label', { class: 'check' },
      h('input', {
        type: 'checkbox', checked: chosen.has(value),
        onchange: (/** @type {any} */ event) => {
          if (event.target.checked) chosen.add(value); else chosen.delete(value);
          narrow({ [name]: [...chosen].join(',') });
          refresh();
        },
      }), h('bdi', null, label)))),
    h('div', { class: 'popover-foot' }, h('button', { type: 'button', class: 'button button-small', onclick: close }, office.say('close'))),
  ];
};

/** A span that moves on with the days, or two days of the calendar. @param {any} page */
export const dateForm = (page) => {
  const { office, say, list } = page;
  const { filter } = list;
  const { times } = office;
  let from = filter.created_from ? times.day(filter.created_from) : '';
  let to = filter.created_to ? times.day(new Date(Date.parse(filter.created_to) - 1)) : '';
  return (/** @type {any} */ { close, refresh }) => {
    const choose = (/** @type {string} */ date) => { close(); page.narrow({ date, created_from: '', created_to: '' }); };
    const isReady = Boolean(from || to) && !(from && to && from > to);
    return h('form', {
      class: 'stack',
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        if (!isReady) return;
        close();
        page.narrow({ date: '', created_from: from && times.startOfDay(from), created_to: to && times.startOfDay(addDays(to, 1)) });
      },
    },
    h('div', { class: 'popover-head' }, h('h2', null, say('filter.date'))),
    h('div', { class: 'choices' }, SPANS.map((name) => h('button', { type: 'button', class: 'choice', 'aria-pressed': String(filter.date === name), onclick: () => choose(name) }, say(`date.${name}`)))),
    h('div', { class: 'fields fields-two' },
      dayField('date-from', say('date.from'), from, (day) => { from = day; refresh(); }), dayField('date-to', say('date.to'), to, (day) => { to = day; refresh(); })),
    from && to && from > to ? h('p', { class: 'field-error', role: 'alert' }, say('date.turned')) : null,
    h('div', { class: 'popover-foot' }, h('button', { type: 'submit', class: 'button button-main button-small', 'aria-disabled': isReady ? null : 'true' }, say('apply'))));
  };
};

/** @param {string} id @param {string} label @param {string} value @param {(day: string) => void} change */
const dayField = (id, label, value, change) => h('div', { class: 'field' }, h('label', { for: id }, label),
  h('input', { class: 'input', type: 'date', id, value, onchange: (/** @type {any} */ event) => change(event.target.value) }));

/** Everything that is asked for less often. @param {any} page */
export const moreForm = (page) => {
  const { office, say, list } = page;
  const { filter } = list;
  const amount = (/** @type {string} */ name) => (filter[name] ? office.money.plain(Number(filter[name])) : '');
  const draft = {
    status: filter.status ?? '', staff_id: filter.staff_id ?? '', register_id: filter.register_id ?? '', held: filter.held ?? '', tag: filter.tag ?? '',
    customer_id: filter.customer_id ?? '', overdue: filter.overdue ?? '', due_before: filter.due_before ?? '', from: amount('total_from'), to: amount('total_to'),
  };
  return (/** @type {any} */ { close, refresh }) => {
    const [from, to] = [draft.from, draft.to].map((text) => (text.trim() ? office.money.parse(text) : ''));
    const isWrong = from === null || to === null;
    const apply = (/** @type {Event} */ event) => {
      event.preventDefault();
      if (isWrong) return;
      close();
      page.narrow({ ...draft, from: null, to: null, tag: draft.tag.trim(), total_from: from === '' ? '' : String(from), total_to: to === '' ? '' : String(to) });
    };
    const pick = (/** @type {string} */ name, /** @type {string} */ label) => select(page, draft, name, label, refresh);
    return h('form', { class: 'stack', onsubmit: apply },
      h('div', { class: 'popover-head' }, h('h2', null, say('filter.more'))),
      h('div', { class: 'fields fields-two' },
        pick('staff_id', say('filter.staff_id')), pick('status', say('filter.status')),
        h('div', { class: 'field' }, h('label', { for: 'filter-tag' }, say('filter.tag')),
          h('input', { class: 'input', id: 'filter-tag', value: draft.tag, maxlength: 200, dir: 'auto', autocomplete: 'off', oninput: (/** @type {any} */ event) => { draft.tag = event.target.value; } })),
        pick('register_id', say('filter.held_by'))),
      customerField(page, draft, refresh),
      h('div', { class: 'fields fields-two' },
        h('div', { class: 'field' }, h('label', { for: 'filter-overdue' }, say('filter.overdue')),
          h('select', { class: 'select', id: 'filter-overdue', value: draft.overdue, onchange: (/** @type {any} */ event) => { draft.overdue = event.target.value; } },
            h('option', { value: '' }, say('any')), ['true', 'false'].map((value) => h('option', { value, selected: draft.overdue === value ? true : null }, say(`filter.overdue.${value}`))))),
        dayField('filter-due-before', say('filter.due_before'), draft.due_before, (day) => { draft.due_before = day; })),
      h('div', { class: 'fields fields-two' }, total(say('filter.total_from'), 'from', draft, from === null, refresh), total(say('filter.total_to'), 'to', draft, to === null, refresh)),
      isWrong ? h('p', { class: 'field-error', role: 'alert' }, say('filter.total.wrong', { example: office.money.plain(1250) })) : null,
      h('div', { class: 'popover-foot' }, h('button', { type: 'submit', class: 'button button-main button-small', 'aria-disabled': isWrong ? 'true' : null }, say('apply'))));
  };
};

/** @param {any} page @param {any} draft @param {string} name @param {string} label @param {() => void} refresh */
function select(page, draft, name, label, refresh) {
  const value = valuesOf(draft[name])[0] ?? '';
  return h('div', { class: 'field' }, h('label', { for: `filter-${name}-pick` }, label),
    h('select', {
      class: 'select', id: `filter-${name}-pick`, value,
      onchange: (/** @type {any} */ event) => {
        draft[name] = event.target.value;
        // A register's held orders are what is looked for; sold ones are found by the column and the search.
        if (name === 'register_id') draft.held = event.target.value ? 'true' : '';
        refresh();
      },
    }, h('option', { value: '' }, page.say('any')), choicesOf(page, name).map((choice) => h('option', { value: choice.value, selected: choice.value === value ? true : null }, choice.label))));
}

/** @param {string} label @param {'from'|'to'} name @param {any} draft @param {boolean} isWrong @param {() => void} refresh */
const total = (label, name, draft, isWrong, refresh) => h('div', { class: 'field' }, h('label', { for: `filter-total-${name}` }, label),
  h('input', {
    class: 'input input-money', id: `filter-total-${name}`, inputmode: 'decimal', autocomplete: 'off', value: draft[name], 'aria-invalid': isWrong ? 'true' : null,
    oninput: (/** @type {any} */ event) => { draft[name] = event.target.value; refresh(); },
  }));
