/** Inventory history: what this order did to the shelves. */
import { h } from '../shared/render-view.js';
import { nothing, section } from './section-view.js';

/** @param {import('./app.js').App} app */
export function movements(app) {
  const { say, order, state } = app;
  const rows = state.movements ?? [];
  const title = (/** @type {any} */ row) =>
    order.lines.find((/** @type {any} */ line) => line.id === row.line_id || line.variant_id === row.variant_id)?.title ?? say('movements.gone');
  const place = (/** @type {string} */ id) => app.boot.page.locations.find((/** @type {any} */ one) => one.id === id)?.name ?? '';
  return section({ app, id: 'inventory', title: say('section.inventory'), side: 'movements' }, rows.length
    ? h('ul', { class: 'rows' }, rows.map((/** @type {any} */ row) => h('li', { class: 'row', key: row.id },
      h('div', { class: 'row-words' }, h('p', { dir: 'auto' }, h('bdi', null, title(row))),
        h('p', { class: 'small muted', dir: 'auto' },
          [['sale', 'return', 'edit'].includes(row.reason) ? say(`movements.${row.reason}`) : row.reason, place(row.location_id), row.actor?.name ?? (row.actor?.id ? app.nameOf(row.actor.id) : null),
          app.time(row.created_at)].filter(Boolean).join(' · '))),
      h('span', { class: 'number' }, h('b', null, row.delta > 0 ? `+${row.delta}` : String(row.delta).replace('-', '\u2212')), ' ',
        h('span', { class: 'small muted' }, say('movements.left', { count: row.balance }))))))
    : nothing(say(order.status === 'draft' || order.status === 'invoice_sent' ? 'movements.none_draft' : 'movements.none')));
}
