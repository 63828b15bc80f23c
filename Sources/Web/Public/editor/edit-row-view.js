/** One line of an order that is being edited: how many, at what price, and whether it stays. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { quantityText, thousandths } from '../shared/quantity.js';
import { stepped, trouble } from './edit-placed.js';

/**
 * @param {any} work @param {import('./edit-placed.js').Row} row @param {number} index @param {any[]} failures what the server said of entries
 */
export function editRow(work, row, index, failures) {
  const { app, form, seen } = work;
  const { say, money } = app;
  const put = (/** @type {any} */ change) => { form.rows[index] = { ...row, ...change }; work.changed(); };
  const said = failures.find((one) => (row.isNew ? one.field?.startsWith(`lines[${entryOf(work, row)}]`) : one.line_id === row.id));
  const own = trouble(row, work.exponent);
  const words = own === 'least' ? say('edit.least', { count: quantityText(row.least) }) : own ? say(`field.${own}`) : said?.message;
  const shown = seen?.order.lines.find((/** @type {any} */ line) => (row.isNew ? line.client_id === row.body.client_id : line.id === row.id));
  const title = h('bdi', null, row.title);
  if (row.isGone) {
    return h('div', { class: 'edit-row edit-row-gone', role: 'listitem', key: row.id }, h('span', { class: 'struck', dir: 'auto' }, title),
      h('button', { type: 'button', class: 'text-button', onclick: () => put({ isGone: false }) }, icon('undo', 'icon icon-small'), say('edit.put_back')));
  }
  const input = (/** @type {'text'|'price'} */ name, /** @type {string} */ label, /** @type {any} */ props = {}) => h('input', {
    class: 'input input-money', inputmode: 'decimal', autocomplete: 'off', 'aria-label': label, value: row[name], ...props,
    'aria-invalid': own && (own === 'price') === (name === 'price') ? 'true' : null,
    oninput: (/** @type {any} */ event) => put({ [name]: event.target.value }),
  });
  return h('div', { class: 'edit-row', role: 'listitem', key: row.id },
    h('div', { class: 'edit-what' }, h('p', { dir: 'auto' }, title, row.isNew ? h('span', { class: 'chip chip-soft' }, say('edit.new')) : null),
      row.least > 0 ? h('p', { class: 'small muted' }, say('edit.settled', { count: quantityText(row.least) })) : null,
      words ? h('p', { class: 'field-problem', role: 'alert', dir: 'auto' }, words) : null),
    h('div', { class: 'stepper' },
      h('button', { type: 'button', 'aria-label': say('edit.less', { title: row.title }), onclick: () => { form.rows[index] = stepped(row, -1); work.changed(); } },
        icon('minus')),
      input('text', say('line.quantity', { title: row.title }), { id: `edit-quantity-${index}` }),
      h('button', { type: 'button', 'aria-label': say('edit.more', { title: row.title }), onclick: () => { form.rows[index] = stepped(row, 1); work.changed(); } },
        icon('plus'))),
    row.least > 0 ? h('span', { class: 'edit-price number' }, row.price)
      : h('div', { class: 'edit-price' }, input('price', say('line.price', { title: row.title }))),
    h('span', { class: 'edit-amount number strong' }, shown ? money.plain(shown.total) : work.isLooking ? '…' : known(work, row)),
    row.least > 0 ? h('span', { class: 'edit-off' }) : h('button', { type: 'button', class: 'button button-quiet button-icon edit-off',
      'aria-label': say('edit.remove_of', { title: row.title }), onclick: () => put({ isGone: true }) }, icon('trash')));
}

/** Before anything was asked: what the line costs on the order. @param {any} work @param {any} row */
function known(work, row) {
  const line = work.order.lines.find((/** @type {any} */ one) => one.id === row.id);
  return line && thousandths(line.quantity) === thousandths(row.text || '0') ? work.app.money.plain(line.total) : '';
}

/** Which entry of the request a new row is. @param {any} work @param {any} row */
function entryOf(work, row) {
  const lines = work.body?.lines ?? [];
  return lines.findIndex((/** @type {any} */ one) => one.client_id === row.body.client_id);
}
