/** `/admin/stock/low`: what is low, the emptiest first, and at which level it is. */
import { h } from '../shared/render-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { parseQuantity, wireQuantity } from '../shared/quantity.js';
import { empty, goods, moreButton, office, placeChoice, placeName, places, say, stockPage, table } from './stock-page.js';

const filter = { q: '', place: '' };
const query = (/** @type {string} */ cursor = '') => `/low_stock?limit=100${filter.q ? `&q=${encodeURIComponent(filter.q)}` : ''}${filter.place ? `&location_id=${filter.place}` : ''}${cursor ? `&cursor=${cursor}` : ''}`;

/** @param {any} one */
const row = (one) => h('tr', { key: one.variant_id + one.location_id },
  h('td', { class: 'cell-main' }, h('a', { class: 'cell-link', href: `/admin/stock/${one.variant_id}` }, goods(one.product_title, one.variant_title, one.sku))),
  h('td', null, h('bdi', null, placeName(one.location_id))),
  h('td', { class: 'cell-number' }, h('span', { class: Number(one.available) > 0 ? 'chip chip-plain' : 'chip chip-warn' }, String(one.available))),
  h('td', { class: 'cell-number' }, Number(one.incoming) ? String(one.incoming) : h('span', { class: 'muted' }, '0')),
  h('td', { class: 'cell-number' }, office.may('adjust_stock')
    ? h('button', { type: 'button', class: 'button button-small', 'aria-haspopup': 'dialog', 'aria-label': say('low.change', { title: one.product_title, level: one.level }), onclick: () => change(one) }, String(one.level), one.own_level ? null : [' ', h('span', { class: 'muted' }, say('low.shop'))])
    : String(one.level)));

/** @param {any} one */
async function change(one) {
  const form = { text: one.own_level ? String(one.level) : '', everywhere: places.length < 2, error: '' };
  await ask(({ close, refresh }) => {
    const level = form.text.trim() ? parseQuantity(form.text) : undefined;
    return dialogForm({ title: say('low.level'), detail: one.variant_title ? `${one.product_title}, ${one.variant_title}` : one.product_title, say: office.say, close: () => close(undefined), isReady: level !== null, submitLabel: say('low.save'), error: form.error || null,
      submit: async () => {
        try {
          await office.api.call('PUT', `/variants/${one.variant_id}/low_stock_level`, { level: level === undefined ? null : wireQuantity(Number(level)), location_id: form.everywhere ? null : one.location_id });
          close(undefined);
          await page.load();
        } catch (error) {
          form.error = office.explain(error);
          refresh();
        }
      } },
    field({ label: say('low.at'), id: 'low-level', inputmode: 'decimal', autofocus: true, class: 'input input-money', value: form.text, hint: say('low.hint'), 'aria-invalid': level === null ? 'true' : null, oninput: (/** @type {any} */ event) => { form.text = event.target.value; refresh(); } }),
    places.length > 1 ? h('label', { class: 'check' }, h('input', { type: 'checkbox', checked: form.everywhere, onchange: (/** @type {any} */ event) => { form.everywhere = event.target.checked; refresh(); } }), say('low.everywhere')) : null);
  });
}

const page = stockPage(() => office.api.get(query()), (found) => [
  h('div', { class: 'stock-tools' },
    h('label', { class: 'stock-find' }, h('span', { class: 'for-readers' }, say('search')), h('input', { class: 'input', type: 'search', placeholder: say('search'), value: filter.q, onchange: (/** @type {any} */ event) => { filter.q = event.target.value.trim(); void page.load(); } })),
    places.length > 1 ? placeChoice('low-place', say('location'), filter.place, (id) => { filter.place = id; void page.load(); }, say('every_location')) : null),
  found.data.length ? table(say('low.title'), [[say('variant')], [say('location')], [say('available'), true], [say('low.incoming'), true], [say('low.level'), true]], found.data.map(row)) : empty(say('low.none'), say('low.none_hint')),
  moreButton(found.next_cursor, async () => {
    const next = await office.api.get(query(found.next_cursor));
    page.state.data = { data: [...found.data, ...next.data], next_cursor: next.next_cursor };
    page.draw();
  }),
]);
