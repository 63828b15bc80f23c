/** `/admin/stock/reservations`: what is put aside for whom until when, and giving it back. */
import { h } from '../shared/render-view.js';
import { ask, dialogForm } from '../shared/dialog-view.js';
import { empty, moreButton, office, placeName, say, stockPage, table } from './stock-page.js';

/** @param {any} one */
const row = (one) => h('tr', { key: one.line_id },
  h('td', { class: 'cell-main' }, h('a', { class: 'cell-link', href: `/admin/stock/${one.variant_id}` }, h('bdi', null, one.title))),
  h('td', { class: 'cell-number' }, String(one.quantity)),
  h('td', null, h('a', { href: `/admin/orders/${one.order_id}` }, h('bdi', null, one.order_number)), one.customer_name || one.label ? [' ', h('bdi', { class: 'muted' }, one.customer_name ?? one.label)] : null),
  h('td', null, h('bdi', null, [one.staff_name, one.register_name, placeName(one.location_id)].filter(Boolean).join(' · '))),
  h('td', null, one.expires_at ? h('time', { datetime: one.expires_at, title: office.times.full(one.expires_at) }, office.times.short(one.expires_at)) : h('span', { class: 'muted' }, say('reservations.no_end'))),
  h('td', null, office.may('adjust_stock') ? h('button', { type: 'button', class: 'button button-small', 'aria-haspopup': 'dialog', 'aria-label': say('reservations.release_one', { title: one.title, number: one.order_number }), onclick: () => release(one) }, say('reservations.release')) : null));

/** @param {any} one */
async function release(one) {
  const sure = await ask(({ close }) => dialogForm({ title: say('reservations.release'), detail: say('reservations.release_hint', { count: one.quantity, title: one.title, number: one.order_number }), say: office.say, close: () => close(undefined), submit: () => close(true), submitLabel: say('reservations.release') }));
  if (sure) await page.act(() => office.api.call('DELETE', `/reservations/${one.line_id}`), say('reservations.released'));
}

const page = stockPage(() => office.api.get('/reservations?limit=100'), (found) => [
  h('p', { class: 'muted' }, say('reservations.policy'), ' ', office.may('manage_settings') ? h('a', { href: '/admin/settings' }, say('reservations.settings')) : null),
  found.data.length ? table(say('reservations.title'), [[say('variant')], [say('reservations.quantity'), true], [say('reservations.for')], [say('reservations.by')], [say('reservations.until')], [say('reservations.deed')]], found.data.map(row)) : empty(say('reservations.none'), say('reservations.none_hint')),
  moreButton(found.next_cursor, async () => {
    const next = await office.api.get(`/reservations?limit=100&cursor=${found.next_cursor}`);
    page.state.data = { data: [...found.data, ...next.data], next_cursor: next.next_cursor };
    page.draw();
  }),
]);
