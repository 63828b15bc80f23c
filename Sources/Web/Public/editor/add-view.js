/** The search below the lines: Enter adds the first hit and keeps the focus for the next; and custom items. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { soon } from '../shared/live.js';
import { thousandths, wireQuantity } from '../shared/quantity.js';
import { uuid } from '../shared/uuid.js';
import { customItem } from './custom-item-view.js';
import { priceText } from './figures.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {{product: any, variant: any}} Hit */

/** The search lives as long as the page. */
const search = {
  query: '', answered: '', hits: /** @type {Hit[]} */ ([]), isOpen: false, at: 0, error: '', wantsFirst: false, turn: 0, app: /** @type {any} */ (null),
};

/** @param {App} app */
async function look(app) {
  const query = search.query.trim();
  const mine = ++search.turn;
  if (!query) {
    Object.assign(search, { hits: [], answered: '', isOpen: false, error: '' });
    return app.refresh();
  }
  try {
    const { data } = await app.api.get(`/products?status=active&limit=12&q=${encodeURIComponent(query)}`);
    if (mine !== search.turn) return undefined;
    const hits = data.flatMap((/** @type {any} */ product) => product.variants.map((/** @type {any} */ variant) => ({ product, variant })));
    Object.assign(search, { hits: ranked(hits, query).slice(0, 12), answered: query, isOpen: true, at: 0, error: '' });
    if (search.wantsFirst && search.hits.length) add(app, search.hits[0]);
  } catch (error) {
    Object.assign(search, { error: app.explain(error), isOpen: true });
  }
  search.wantsFirst = false;
  app.refresh();
  setTimeout(() => document.getElementById('add-hits')?.scrollIntoView({ block: 'nearest' }));
  return undefined;
}

/** A code that was scanned or typed whole comes first. @param {Hit[]} hits @param {string} query */
function ranked(hits, query) {
  const exact = (/** @type {Hit} */ { variant }) => (variant.sku === query || variant.barcode === query ? 0 : 1);
  return [...hits].sort((a, b) => exact(a) - exact(b));
}

/** @type {any} */
let lookSoon = null;

/** @param {Hit} hit */
const hitTitle = ({ product, variant }) => [product.title, Object.values(variant.options ?? {}).join(', ')].filter(Boolean).join(', ');

/** One more of it, or a line of its own. @param {App} app @param {Hit} hit @param {number} [quantity] */
export function addVariant(app, hit, quantity = 1) {
  const { variant, product } = hit;
  const known = app.order.lines.find((/** @type {any} */ line) => line.variant_id === variant.id && !line.price_reason && !line.note);
  if (known) app.edit(`line:${known.client_id ?? known.id}`, { quantity: wireQuantity(thousandths(known.quantity) + thousandths(quantity)) });
  else {
    const client = uuid();
    app.apply({
      kind: 'add_line', target: `line:${client}`, body: { client_id: client, variant_id: variant.id, quantity },
      shown: {
        title: hitTitle(hit), sku: variant.sku, unit: variant.unit === 'piece' ? null : variant.unit, unit_price: variant.price,
          list_price: variant.price,
        image_url: product.image_url, tax_rates: sameClassRates(app, product), taxable: variant.taxable,
          price_includes_tax: app.order.prices_include_tax,
      },
    });
  }
}

/** @param {App} app @param {Hit} hit */
function add(app, hit) {
  addVariant(app, hit);
  Object.assign(search, { query: '', hits: [], answered: '', isOpen: false, wantsFirst: false });
  app.refresh();
  /** @type {HTMLInputElement|null} */ (document.querySelector('#add-product'))?.focus();
}

/** The rates most lines bear, until the server says which ones it is. @param {App} app @param {any} _product */
function sameClassRates(app, _product) {
  return app.order.lines.find((/** @type {any} */ line) => line.variant_id)?.tax_rates ?? [];
}

/** @param {App} app @param {KeyboardEvent} event */
function pressed(app, event) {
  const { hits } = search;
  if (event.key === 'Enter') {
    event.preventDefault();
    if (search.answered === search.query.trim() && hits.length) add(app, hits[search.at] ?? hits[0]);
    else if (search.query.trim()) { search.wantsFirst = true; void look(app); }
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    if (hits.length) search.at = (search.at + (event.key === 'ArrowDown' ? 1 : hits.length - 1)) % hits.length;
    app.refresh();
  } else if (event.key === 'Escape' && search.isOpen) {
    event.preventDefault();
    event.stopPropagation();
    search.isOpen = false;
    app.refresh();
  }
}

/** @param {App} app @param {{search?: string, custom?: string}} [words] what the field and the button are called where it is not the order page */
export function addProduct(app, words = {}) {
  const { say } = app;
  if (search.app !== app) Object.assign(search, { app, query: '', hits: [], answered: '', isOpen: false, error: '' });
  lookSoon ??= soon(120, () => look(search.app));
  const isShown = search.isOpen && search.query.trim() !== '';
  return h('div', { class: 'add-row', key: 'add' },
    h('div', { class: 'search add-search', role: 'search' }, icon('search'), h('input', {
      class: 'input', id: 'add-product', type: 'search', autocomplete: 'off', role: 'combobox', 'aria-expanded': String(isShown),
        'aria-controls': 'add-hits',
      'aria-autocomplete': 'list', 'aria-activedescendant': isShown && search.hits.length ? `hit-${search.at}` : null,
      'aria-label': words.search ?? say('add.search'), placeholder: words.search ?? say('add.search'), value: search.query, maxlength: 200, dir: 'auto',
      oninput: (/** @type {any} */ event) => { search.query = event.target.value; search.isOpen = true; lookSoon(); app.refresh(); },
      onkeydown: (/** @type {KeyboardEvent} */ event) => pressed(app, event),
      onblur: () => { search.isOpen = false; app.refresh(); },
    }), h('kbd', { class: 'key' }, 'I'),
    h('div', { class: 'hits', id: 'add-hits', role: 'listbox', 'aria-label': say('add.hits'), hidden: !isShown },
      search.error ? h('p', { class: 'field-problem' }, search.error) : null,
      search.hits.map((hit, index) => h('div', {
        class: 'hit', role: 'option', id: `hit-${index}`, key: hit.variant.id, 'aria-selected': index === search.at ? 'true' : 'false',
        onpointerdown: (/** @type {Event} */ event) => event.preventDefault(), onclick: () => add(app, hit),
      }, h('span', { class: 'clip', dir: 'auto' }, hitTitle(hit)),
      h('span', { class: 'small muted clip' }, h('bdi', null, hit.variant.sku ?? '')),
      h('span', { class: 'number' }, priceText(hit.variant.price, app.money.exponent)))),
      search.answered === search.query.trim() && !search.hits.length && !search.error
        ? h('p', { class: 'small muted hit-none', dir: 'auto' }, say('add.none', { query: search.answered })) : null)),
    h('button', { type: 'button', class: 'button', onclick: () => customItem(app) }, icon('plus'), words.custom ?? say('add.custom')));
}
