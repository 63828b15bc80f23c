/** `/admin/stock/transfers/{id}`: what goes, what is on its way, what arrived; send, receive in parts, call off. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm } from '../shared/dialog-view.js';
import { parseQuantity, thousandths, wireQuantity } from '../shared/quantity.js';
import { goods, office, placeName, say, stockPage, table } from './stock-page.js';

const path = `/stock_transfers/${office.boot.page.id}`;

const page = stockPage(async () => {
  const transfer = await office.api.get(path);
  const variants = await Promise.all(transfer.lines.map((/** @type {any} */ line) => office.api.get(`/variants/${line.variant_id}`).catch(() => null)));
  const ids = [...new Set(variants.filter(Boolean).map((one) => one.product_id))];
  const sheets = await Promise.all(ids.map((id) => office.api.get(`/products/${id}`)));
  const products = new Map(sheets.map((sheet) => [sheet.id, sheet]));
  const names = new Map(variants.filter(Boolean).map((one) => [one.id, { title: one.title ? `${products.get(one.product_id).title}, ${one.title}` : products.get(one.product_id).title, sku: one.sku }]));
  return { transfer, names };
}, view, actions);

/** @param {{transfer: any, names: Map<string, any>}} data */
function view({ transfer, names }) {
  const name = (/** @type {any} */ line) => names.get(line.variant_id) ?? { title: say('transfer.gone'), sku: null };
  const moments = [['created_at', 'created_by', 'transfer.written'], ['sent_at', 'sent_by', 'transfer.sent_on'], ['ended_at', 'ended_by', `transfer.${transfer.status}`]].filter(([at]) => transfer[at]);
  return [
    h('p', { class: 'stock-facts' }, h('span', { class: `chip ${transfer.status === 'sent' ? 'chip-info' : transfer.status === 'received' ? 'chip-good' : 'chip-plain'}` }, say(`transfer.${transfer.status}`)), ' ',
      h('span', null, h('bdi', null, placeName(transfer.from_location_id)), ' → ', h('bdi', null, placeName(transfer.to_location_id)), transfer.note ? [' · ', h('bdi', null, transfer.note)] : null)),
    table(say('transfer.lines'), [[say('variant')], [say('transfer.quantity'), true], [say('transfer.in_transit'), true], [say('transfer.received'), true], [say('transfer.returned'), true], [say('transfer.missing'), true]],
      transfer.lines.map((/** @type {any} */ line) => h('tr', { key: line.variant_id }, h('td', { class: 'cell-main' }, goods(name(line).title, null, name(line).sku)),
        [line.quantity, line.in_transit, line.received, line.returned, line.missing].map((number, at) => h('td', { class: 'cell-number', key: String(at) },
          Number(number) === 0 ? h('span', { class: 'muted' }, '0') : at === 4 ? h('span', { class: 'chip chip-warn' }, String(number)) : String(number)))))),
    h('ul', { class: 'stock-moments small muted' }, moments.map(([at, by, key]) => h('li', { key: at }, `${say(key)}: ${office.times.full(transfer[at])}, `, h('bdi', null, transfer[by])))),
  ];
}

function actions() {
  const transfer = page.state.data?.transfer;
  if (!transfer) return null;
  const may = office.may('adjust_stock');
  return [
    may && ['draft', 'sent'].includes(transfer.status) ? h('button', { type: 'button', class: 'button', key: 'cancel', 'aria-haspopup': 'dialog', onclick: () => cancel(transfer) }, say('transfer.cancel')) : null,
    may && transfer.status === 'draft' ? h('button', { type: 'button', class: 'button button-main', key: 'send', id: 'send', onclick: () => page.act(() => office.api.post(`${path}/send`, {}), say('transfer.sent_done')) }, icon('truck'), say('transfer.send')) : null,
    office.may('count_stock') && transfer.status === 'sent' ? h('button', { type: 'button', class: 'button button-main', key: 'receive', id: 'receive', 'aria-haspopup': 'dialog', onclick: () => receive(transfer) }, icon('box'), say('transfer.receive')) : null,
  ];
}

/** @param {any} transfer */
async function cancel(transfer) {
  const sure = await ask(({ close }) => dialogForm({ title: say('transfer.cancel'), detail: say(transfer.status === 'sent' ? 'transfer.cancel_sent' : 'transfer.cancel_draft'), say: office.say, close: () => close(undefined), submit: () => close(true), submitLabel: say('transfer.cancel'), isStop: true }));
  if (sure) await page.act(() => office.api.post(`${path}/cancel`, {}), say('transfer.canceled_done'));
}

/** @param {any} transfer */
async function receive(transfer) {
  const open = transfer.lines.filter((/** @type {any} */ line) => Number(line.in_transit) > 0);
  const { names } = page.state.data;
  const form = { isAll: false, error: '', counts: new Map(open.map((/** @type {any} */ line) => [line.variant_id, String(line.in_transit)])) };
  const arrived = () => open.map((/** @type {any} */ line) => ({ line, quantity: parseQuantity(form.counts.get(line.variant_id) || '0') }));
  const done = await ask(({ close, refresh }) => {
    const lines = arrived();
    const fits = lines.every((/** @type {any} */ { line, quantity }) => quantity !== null && quantity <= thousandths(line.in_transit));
    const isShort = lines.some((/** @type {any} */ { line, quantity }) => (quantity ?? 0) < thousandths(line.in_transit));
    return dialogForm({ title: say('transfer.receive'), detail: say('transfer.receive_hint'), say: office.say, close: () => close(undefined), isReady: fits && (form.isAll || lines.some((/** @type {any} */ one) => one.quantity)), submitLabel: say('transfer.receive_save'), error: form.error || null,
      submit: async () => {
        try {
          const goodsIn = lines.map((/** @type {any} */ { line, quantity }) => ({ variant_id: line.variant_id, quantity: wireQuantity(quantity) }));
          close(await office.api.post(`${path}/receive`, { lines: goodsIn, complete: isShort && form.isAll }));
        } catch (error) {
          form.error = office.explain(error);
          refresh();
        }
      } },
    h('ul', { class: 'rows' }, open.map((/** @type {any} */ line) => h('li', { class: 'row', key: line.variant_id }, h('label', { class: 'row-words', for: `in-${line.variant_id}` }, h('bdi', null, names.get(line.variant_id)?.title ?? say('transfer.gone'))),
      h('div', { class: 'with-unit refund-count' }, h('input', { class: 'input input-money', id: `in-${line.variant_id}`, inputmode: 'decimal', autocomplete: 'off', value: form.counts.get(line.variant_id) ?? '',
        oninput: (/** @type {any} */ event) => { form.counts.set(line.variant_id, event.target.value); refresh(); } }), h('span', { class: 'unit muted' }, say('transfer.of', { count: line.in_transit })))))),
    isShort ? h('label', { class: 'check' }, h('input', { type: 'checkbox', checked: form.isAll, onchange: (/** @type {any} */ event) => { form.isAll = event.target.checked; refresh(); } }), say('transfer.complete')) : null);
  });
  if (done) await page.act(async () => done, say('transfer.received_done'));
}
