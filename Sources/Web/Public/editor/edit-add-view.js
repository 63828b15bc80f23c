/** Adds to an order that is being edited: a product by typing, or a custom item. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { soon } from '../shared/live.js';
import { quantityText, thousandths } from '../shared/quantity.js';
import { uuid } from '../shared/uuid.js';
import { askCustomItem } from './custom-item-view.js';
import { priceText } from './figures.js';

/** @param {any} hit */
const titleOf = ({ product, variant }) => [product.title, Object.values(variant.options ?? {}).join(', ')].filter(Boolean).join(', ');

/** @param {any} work */
export function addRows(work) {
  const { app } = work;
  const { say } = app;
  const search = work.search ??= { query: '', hits: [], answered: '', error: '', turn: 0, takesFirst: false, soon: soon(150, () => look(work)) };
  const isShown = search.query.trim() !== '' && (search.answered !== '' || search.error !== '');
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      if (search.answered === search.query.trim() && search.hits.length) take(work, search.hits[0]);
      else if (search.query.trim()) { search.takesFirst = true; void look(work); }
    } else if (event.key === 'Escape' && search.query) {
      event.preventDefault();
      event.stopPropagation();
      clear(work);
    }
  };
  return h('div', { class: 'edit-add', key: 'add' },
    h('div', { class: 'edit-search' },
      h('div', { class: 'search', role: 'search' }, icon('search'), h('input', {
        class: 'input', id: 'edit-add', type: 'search', autocomplete: 'off', 'aria-label': say('add.search'), placeholder: say('add.search'),
        value: search.query, maxlength: 200, dir: 'auto', onkeydown: pressed,
        oninput: (/** @type {any} */ event) => { search.query = event.target.value; search.soon(); work.tools.refresh(); },
      })),
      h('button', { type: 'button', class: 'button', id: 'edit-custom', 'aria-haspopup': 'dialog', onclick: () => addCustom(work) }, icon('plus'), say('add.custom'))),
    isShown ? h('ul', { class: 'rows edit-hits', 'aria-label': say('add.hits') },
      search.error ? h('li', { class: 'field-problem', role: 'alert' }, search.error) : null,
      search.hits.map((/** @type {any} */ hit) => h('li', { key: hit.variant.id },
        h('button', { type: 'button', class: 'row edit-hit', onclick: () => take(work, hit) },
          h('span', { class: 'row-words', dir: 'auto' }, h('bdi', null, titleOf(hit)), hit.variant.sku ? [' ', h('bdi', { class: 'small muted' }, hit.variant.sku)] : null),
          h('span', { class: 'number' }, priceText(hit.variant.price, work.exponent)), icon('plus', 'icon icon-small')))),
      search.hits.length || search.error ? null : h('li', { class: 'small muted', role: 'status', dir: 'auto' }, say('add.none', { query: search.answered }))) : null);
}

/** @param {any} work */
async function look(work) {
  const { search, app } = work;
  const query = search.query.trim();
  const mine = ++search.turn;
  if (!query) return clear(work);
  try {
    const { data } = await app.api.get(`/products?status=active&limit=8&q=${encodeURIComponent(query)}`);
    if (mine !== search.turn) return undefined;
    const hits = data.flatMap((/** @type {any} */ product) => product.variants.map((/** @type {any} */ variant) => ({ product, variant })));
    const exact = (/** @type {any} */ { variant }) => (variant.sku === query || variant.barcode === query ? 0 : 1);
    Object.assign(search, { hits: hits.sort((/** @type {any} */ a, /** @type {any} */ b) => exact(a) - exact(b)).slice(0, 8), answered: query, error: '' });
    if (search.takesFirst && search.hits.length) take(work, search.hits[0]);
  } catch (error) {
    Object.assign(search, { hits: [], error: app.explain(error) });
  }
  search.takesFirst = false;
  return work.tools.refresh();
}

/** @param {any} work */
function clear(work) {
  Object.assign(work.search, { query: '', hits: [], answered: '', error: '', takesFirst: false, turn: work.search.turn + 1 });
  work.tools.refresh();
}

/** A product that is being added already becomes one more. @param {any} work @param {any} hit */
function take(work, hit) {
  const { form } = work;
  const { variant } = hit;
  const index = form.rows.findIndex((/** @type {any} */ row) => row.isNew && !row.isGone && row.variant_id === variant.id);
  if (index >= 0) form.rows[index] = { ...form.rows[index], text: quantityText(thousandths(form.rows[index].text || '0') + 1000) };
  else add(work, { client_id: uuid(), variant_id: variant.id }, titleOf(hit), variant.sku, priceText(variant.price, work.exponent));
  clear(work);
  work.changed();
  document.getElementById('edit-add')?.focus();
}

/** @param {any} work */
async function addCustom(work) {
  const item = await askCustomItem(work.app);
  if (!item) return;
  add(work, item, item.title, null, priceText(item.unit_price, work.exponent), quantityText(thousandths(item.quantity)));
  work.changed();
}

/** @param {any} work @param {any} body @param {string} title @param {string|null} sku @param {string} price @param {string} text */
function add(work, body, title, sku, price, text = '1') {
  work.form.rows.push({ id: body.client_id, title, sku, unit: body.unit ?? null, variant_id: body.variant_id ?? null, text, known: '', price, knownPrice: price,
    least: 0, isGone: false, isNew: true, body });
}
