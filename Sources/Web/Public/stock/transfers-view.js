/** `/admin/stock/transfers`: goods between the shop's places: written, on their way, arrived. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm } from '../shared/dialog-view.js';
import { GoodsPicker } from './goods-picker-view.js';
import { empty, moreButton, office, placeChoice, placeName, places, say, stockPage, table } from './stock-page.js';

const chips = { draft: 'chip-plain', sent: 'chip-info', received: 'chip-good', canceled: 'chip-plain' };

/** @param {any} one */
const row = (one) => h('tr', { key: one.id },
  h('td', { class: 'cell-main' }, h('a', { class: 'cell-link strong', href: `/admin/stock/transfers/${one.id}` }, say('transfer.title', { number: one.number }))),
  h('td', null, h('bdi', null, placeName(one.from_location_id)), ' → ', h('bdi', null, placeName(one.to_location_id))),
  h('td', null, h('span', { class: `chip ${chips[/** @type {keyof typeof chips} */ (one.status)]}` }, say(`transfer.${one.status}`))),
  h('td', { class: 'cell-number' }, String(one.lines.length)),
  h('td', { class: 'cell-number' }, String(one.lines.reduce((/** @type {number} */ sum, /** @type {any} */ line) => sum + Number(line.in_transit), 0))),
  h('td', null, h('time', { datetime: one.created_at, title: office.times.full(one.created_at) }, office.times.short(one.created_at)), ' ', h('bdi', { class: 'muted' }, one.created_by)));

async function start() {
  const form = { from: places[0]?.id ?? '', to: places[1]?.id ?? '', note: '', error: '' };
  /** @type {GoodsPicker|undefined} */
  let picker;
  const made = await ask(({ close, refresh }) => {
    picker ??= new GoodsPicker(refresh);
    const { lines } = picker;
    return dialogForm({ title: say('transfers.start'), detail: say('transfers.start_hint'), say: office.say, close: () => close(undefined), submitLabel: say('transfers.make'), isReady: Boolean(lines) && form.from !== form.to,
      error: form.error || (form.from === form.to ? say('transfers.same') : null),
      submit: async () => {
        try {
          close(await office.api.post('/stock_transfers', { from_location_id: form.from, to_location_id: form.to, lines, ...(form.note.trim() ? { note: form.note.trim() } : {}) }));
        } catch (error) {
          form.error = office.explain(error);
          refresh();
        }
      } },
    h('div', { class: 'fields fields-two' }, placeChoice('transfer-from', say('transfer.from'), form.from, (id) => { form.from = id; refresh(); }), placeChoice('transfer-to', say('transfer.to'), form.to, (id) => { form.to = id; refresh(); })),
    picker.view(),
    h('div', { class: 'field' }, h('label', { for: 'transfer-note' }, say('transfer.note')), h('input', { class: 'input', id: 'transfer-note', maxlength: 200, dir: 'auto', value: form.note, oninput: (/** @type {any} */ event) => { form.note = event.target.value; } })));
  }, { fills: true });
  if (made) location.href = `/admin/stock/transfers/${made.id}`;
}

const page = stockPage(() => office.api.get('/stock_transfers?limit=50'), (found) => (found.data.length
  ? [table(say('transfers.title'), [[say('transfers.title')], [say('transfers.way')], [say('status')], [say('transfer.lines'), true], [say('transfer.in_transit'), true], [say('started')]], found.data.map(row)),
    moreButton(found.next_cursor, async () => {
      const next = await office.api.get(`/stock_transfers?limit=50&cursor=${found.next_cursor}`);
      page.state.data = { data: [...found.data, ...next.data], next_cursor: next.next_cursor };
      page.draw();
    })]
  : empty(say('transfers.none'), say(places.length > 1 ? 'transfers.none_hint' : 'transfers.one_place'))),
() => (office.may('adjust_stock') && places.length > 1 ? h('button', { type: 'button', class: 'button button-main', id: 'start-transfer', 'aria-haspopup': 'dialog', onclick: start }, icon('plus'), say('transfers.start')) : null));
