/** The left part while selling: one box for scan and search, categories, the action strip, tiles. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { search } from './search.js';
import { actionStrip } from './actions-view.js';
import { chooseProduct } from './choose-view.js';
import { addCustomItem } from './custom-item-view.js';
import { productTile, tileGrid } from './tiles-view.js';
import { editTiles } from './tiles-edit-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function productsPane(app) {
  const { state, say } = app;
  return h('section', { class: 'products', 'aria-label': say('products'), key: 'products', inert: state.isDrawerOpen ? true : null },
    h('h1', { class: 'for-readers' }, say('bar.sell')),
    searchBox(app),
    state.isEditingTiles ? null : categoryRow(app),
    state.isEditingTiles ? editTiles(app) : [actionStrip(app), body(app)]);
}

/** @param {App} app */
function searchBox(app) {
  const { state, say } = app;
  return h('div', { class: 'search products-search', role: 'search', key: 'search' }, icon('scan'),
    h('input', {
      class: 'input', type: 'search', id: 'product-search', 'aria-label': say('search.products'), placeholder: say('search.products'),
      autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'go', value: state.query, 'data-scan': 'search',
      oninput: (/** @type {any} */ event) => app.set({ query: event.target.value, shown: 120 }),
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key === 'Enter' && state.query.trim()) { event.preventDefault(); takeFirst(app); }
        if (event.key === 'Escape' && state.query) { event.stopPropagation(); app.set({ query: '' }); }
        if (event.key === 'ArrowDown') { event.preventDefault(); /** @type {any} */ (document.querySelector('.tiles .tile'))?.focus(); }
      },
    }),
    h('kbd', { class: 'key' }, 'F2'));
}

/**
 * Enter in the box: a code adds its product, words add the first match.
 * @param {App} app
 */
function takeFirst(app) {
  const [first] = search(app.catalog.index, app.state.query, 1);
  if (!first) return app.set({ unknown: app.state.query.trim() });
  app.set({ query: '' });
  return chooseProduct(app, first);
}

/** @param {App} app */
function categoryRow(app) {
  const { state, say } = app;
  const tab = (/** @type {string|null} */ name, /** @type {string} */ text) => h('button', {
    type: 'button', class: 'category', key: `category-${name}`, 'aria-pressed': state.category === name && !state.query ? 'true' : 'false',
    dir: 'auto',
    onclick: () => app.set({ category: name, query: '', shown: 120 }),
  }, text);
  return h('div', { class: 'categories', key: 'categories' },
    h('div', { class: 'categories-row', role: 'group', 'aria-label': say('categories') },
      tab(null, say('categories.counter')), [...app.catalog.categories.keys()].map((name) => tab(name, name))),
    h('button', {
      type: 'button', class: 'button button-quiet button-icon', 'aria-label': say('tiles.edit'), title: say('tiles.edit'),
      onclick: () => app.set({ isEditingTiles: true, category: null, query: '' }),
    }, icon('grid')));
}

/** @param {App} app */
function body(app) {
  const { state, say, catalog } = app;
  if (state.query.trim()) return results(app);
  if (catalog.state === 'loading') return h('div', { class: 'tiles tiles-waiting', 'aria-busy': 'true', key: 'waiting' },
    Array.from({ length: 20 }, () => h('div', { class: 'tile-block' })));
  if (catalog.state === 'failed') {
    return h('div', {
      class: 'products-state', key: 'failed',
    }, h('div', { class: 'notice', role: 'alert' }, h('p', null, say('catalog.failed')),
      h('button', { type: 'button', class: 'button', onclick: () => { catalog.state = 'loading'; catalog.refresh(); app.refresh(); } },
        say('try_again'))));
  }
  if (catalog.products.length === 0) return h('div', { class: 'products-state', key: 'empty' },
    h('h2', null, say('catalog.empty')), h('p', { class: 'muted' }, say('catalog.empty_hint')),
      h('button', { type: 'button', class: 'button', onclick: () => addCustomItem(app) }, icon('pencil'), say('action.custom_item')));
  if (state.category === null) return tileGrid(app);
  return productGrid(app, (catalog.categories.get(state.category) ?? []).map((product) => ({ product, variant: null })), state.category);
}

/** @param {App} app */
function results(app) {
  const hits = search(app.catalog.index, app.state.query, 200);
  if (hits.length) return productGrid(app, hits, 'search');
  return h('div', { class: 'products-state', key: 'none' }, h('h2', null, app.say('search.none', { query: app.state.query.trim() })),
    h('p', { class: 'muted' }, app.say('search.none_hint')));
}

/** @param {App} app @param {import('./search.js').Hit[]} hits @param {string} key */
function productGrid(app, hits, key) {
  const { shown } = app.state;
  return h('div', { class: 'tiles', key: `grid-${key}` }, hits.slice(0, shown).map((hit) => productTile(app, hit)),
    hits.length > shown
      ? h('button', { type: 'button', class: 'tile tile-more', key: 'more', onclick: () => app.set({ shown: shown + 240 }) },
        app.say('tiles.more', { count: hits.length - shown })) : null);
}
