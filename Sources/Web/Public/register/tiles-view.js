/** The tiles: a product with its price and what is left, a category with its size, an action. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { isMeasured, quantityText } from '../shared/quantity.js';
import { stockOf } from './catalog.js';
import { quantitiesByVariant } from './order.js';
import { arranged, startingTiles } from './tiles.js';
import { actionButton } from './actions-view.js';
import { chooseProduct } from './choose-view.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./search.js').Hit} Hit */

/**
 * A space between a number and its unit never breaks.
 * @param {string} name
 */
export const unbroken = (name) => name.replace(/(\d) (?=\p{L}{1,4}\b)/gu, '$1\u00a0');

/** @param {App} app @param {Hit} hit */
export function productTile(app, { product, variant }) {
  const stock = stockOf(product, Number(app.boot.settings.low_stock_level ?? 3));
  const variants = variant ? [variant] : product.variants;
  const amounts = variants.map(({ price }) => Number(price));
  const least = variants[amounts.indexOf(Math.min(...amounts))];
  const inCart = tally(app, product);
  const isOut = stock.state === 'out';
  const state = isOut ? app.say('stock.out') : stock.state === 'low' ? app.say('stock.left', { count: stock.count }) : null;
  return h('button', {
    type: 'button', class: `tile tile-product${isOut ? ' is-out' : ''}`, key: product.id,
    onclick: () => chooseProduct(app, { product, variant }),
  },
  h('span', { class: `tile-name${state ? ' has-state' : ''}` }, h('bdi', null, unbroken(product.title))),
  state ? h('span', { class: isOut ? 'tile-state is-stop' : 'tile-state is-hold' }, state) : null,
  inCart ? h('span', { class: 'tile-count number' }, h('span', { class: 'for-readers' }, app.say('tiles.in_cart')),
    ' ', quantityText(inCart)) : null,
  h('span', { class: 'tile-price number' }, least ? app.money.unitPrice(least.price) : '',
    least && isMeasured(least.unit) ? h('span', { class: 'tile-unit' }, ` / ${least.unit}`) : null,
    new Set(amounts).size > 1 ? h('span', { class: 'tile-unit' }, ' +') : null),
  picture(product));
}

/** @param {import('../shared/types.js').Product} product */
function picture(product) {
  if (product.image_url) {
    return h('img', {
      class: 'tile-picture', src: product.image_url, alt: '', loading: 'lazy', decoding: 'async', width: 48, height: 48,
      key: product.image_url,
      onerror: (/** @type {any} */ event) => { event.target.hidden = true; },
    });
  }
  return h('span', { class: 'tile-picture tile-letters', 'aria-hidden': 'true' }, letters(product.title));
}

const clusters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Two letters as a reader sees them: a Thai consonant keeps its vowel.
 * @param {string} title
 */
function letters(title) {
  const plain = title.replace(/[^\p{L}\p{M}\p{N}]/gu, '').slice(0, 12);
  return [...clusters.segment(plain)].slice(0, 2).map(({ segment }) => segment).join('');
}

/** @type {{order: any, sums: Map<string, number>}} */
let counted = { order: null, sums: new Map() };

/** @param {App} app @param {import('../shared/types.js').Product} product */
function tally(app, product) {
  if (counted.order !== app.order) counted = { order: app.order, sums: quantitiesByVariant(app.order) };
  return product.variants.reduce((sum, { id }) => sum + (counted.sums.get(id) ?? 0), 0);
}

/** @param {App} app @param {string} name */
export function categoryTile(app, name) {
  const size = app.catalog.categories.get(name)?.length ?? 0;
  return h('button', {
    type: 'button', class: 'tile tile-category', key: `category-${name}`, onclick: () => app.set({ category: name, query: '', shown: 120 }),
  },
    h('span', { class: 'tile-name' }, h('bdi', null, name)),
    h('span', { class: 'tile-size' }, h('span', { class: 'number' }, size),
      h('span', { class: 'tile-word' }, ' ', app.say('tiles.products', { count: size }))));
}

/**
 * One tap takes this much off the cart.
 * @param {App} app @param {string} percent
 */
function discountTile(app, percent) {
  const title = app.say('discount.percent_title', { percent });
  const isOff = app.cart.isEmpty;
  return h('button', {
    type: 'button', class: 'tile tile-action', key: `discount-${percent}`, 'aria-disabled': isOff ? 'true' : null,
    onclick: () => { if (!isOff) app.cart.discount({ value_type: 'percentage', value: percent, title }); },
  }, icon('percent'), h('span', { class: 'action-words' }, h('b', null, title),
    h('span', null, isOff ? app.say('cart.is_empty') : app.say('discount.cart'))));
}

/** @param {App} app */
export const layout = (app) => arranged(app.tiles.chosen ?? [], startingTiles(app.catalog.categories, app.catalog.products));

/** @param {App} app */
export function tileGrid(app) {
  return h('div', { class: 'tiles tiles-counter', key: 'tiles' }, layout(app).grid.map((tile) => {
    if (tile.kind === 'category') return categoryTile(app, tile.ref);
    if (tile.kind === 'action') return actionButton(app, tile.ref, 'tile tile-action');
    if (tile.kind === 'discount') return discountTile(app, tile.ref);
    const product = app.catalog.byId.get(tile.ref);
    return product ? productTile(app, { product, variant: null }) : null;
  }));
}
