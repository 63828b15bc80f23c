/** `/admin/stock/takes`: what is being counted, what was, and beginning to count. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm } from '../shared/dialog-view.js';
import { empty, moreButton, office, placeChoice, placeName, places, say, stockPage, table } from './stock-page.js';

const chips = { open: 'chip-info', finished: 'chip-good', canceled: 'chip-plain' };

/** @param {any} take */
const row = (take) => h('tr', { key: take.id },
  h('td', { class: 'cell-main' }, h('a', { class: 'cell-link strong', href: `/admin/stock/takes/${take.id}` }, say('take.title', { number: take.number }))),
  h('td', null, h('bdi', null, placeName(take.location_id)), take.category ? [', ', h('bdi', null, take.category)] : null),
  h('td', null, h('span', { class: `chip ${chips[/** @type {keyof typeof chips} */ (take.status)]}` }, say(`take.${take.status}`))),
  h('td', { class: 'cell-number' }, say('take.counted_of', { counted: take.counted, count: take.variants })),
  h('td', { class: 'cell-number' }, String(take.different)),
  h('td', null, h('time', { datetime: take.created_at, title: office.times.full(take.created_at) }, office.times.short(take.created_at)), ' ', h('bdi', { class: 'muted' }, take.started_by)));

async function start() {
  const form = { place: places[0]?.id ?? '', category: '', error: '' };
  const made = await ask(({ close, refresh }) => dialogForm({ title: say('takes.start'), detail: say('takes.start_hint'), say: office.say, close: () => close(undefined), submitLabel: say('takes.begin'), error: form.error || null,
    submit: async () => {
      try {
        close(await office.api.post('/stock_takes', { location_id: form.place, ...(form.category ? { category: form.category } : {}) }));
      } catch (error) {
        form.error = office.explain(error);
        refresh();
      }
    } },
  placeChoice('take-place', say('location'), form.place, (id) => { form.place = id; }),
  h('div', { class: 'field' }, h('label', { for: 'take-category' }, say('takes.category')),
    h('select', { class: 'select', id: 'take-category', value: form.category, onchange: (/** @type {any} */ event) => { form.category = event.target.value; } },
      h('option', { value: '' }, say('takes.everything')), office.boot.page.categories.map((/** @type {string} */ name) => h('option', { value: name, key: name }, name))))));
  if (made) location.href = `/admin/stock/takes/${made.id}`;
}

const page = stockPage(() => office.api.get('/stock_takes?limit=50'), (found) => (found.data.length
  ? [table(say('takes.title'), [[say('takes.title')], [say('location')], [say('status')], [say('counted'), true], [say('differences'), true], [say('started')]], found.data.map(row)),
    moreButton(found.next_cursor, async () => {
      const next = await office.api.get(`/stock_takes?limit=50&cursor=${found.next_cursor}`);
      page.state.data = { data: [...found.data, ...next.data], next_cursor: next.next_cursor };
      page.draw();
    })]
  : empty(say('takes.none'), say('takes.none_hint'))),
() => (office.may('adjust_stock') ? h('button', { type: 'button', class: 'button button-main', id: 'start-take', 'aria-haspopup': 'dialog', onclick: start }, icon('plus'), say('takes.start')) : null));
