/** From a tapped tile to a line: which variant, how much of it, and what to do when none is left. */
import { h } from '../shared/render-view.js';
import { ask, dialogForm, dialogHead } from '../shared/dialog-view.js';
import { isMeasured } from '../shared/quantity.js';
import { left } from './catalog.js';
import { quantitiesByVariant } from './order.js';
import { askQuantity } from './quantity-view.js';
import { sound } from './sound.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./search.js').Hit} Hit */

/** @param {App} app @param {Hit} hit @param {{quantity?: number, isScan?: boolean}} how quantity in thousandths, when a bar code carried it */
export async function chooseProduct(app, hit, { quantity, isScan = false } = {}) {
  const variant = hit.variant ?? (hit.product.variants.length > 1 ? await chooseVariant(app, hit.product) : hit.product.variants[0]);
  if (!variant) return;
  let amount = quantity;
  if (amount === undefined && isMeasured(variant.unit)) {
    amount = await askQuantity(app, { title: hit.product.title, unit: variant.unit, price: variant.price });
    if (amount === undefined) return;
  }
  const preorder = await settleStock(app, hit.product, variant, amount ?? 1000);
  if (preorder === undefined) return;
  if (app.state.left === 'done') app.set({ left: 'products', done: null });
  await app.cart.addProduct({ product: hit.product, variant }, { quantity: amount, preorder });
  app.set({ unknown: null });
  if (isScan) sound('ok');
}

/** @param {App} app @param {import('../shared/types.js').Product} product @returns {Promise<import('../shared/types.js').Variant|undefined>} */
function chooseVariant(app, product) {
  return ask(({ close }) => h('div', { class: 'dialog-frame' },
    dialogHead({ title: product.title, detail: app.say('variant.choose'), close, closeLabel: app.say('close') }),
    h('div', { class: 'dialog-body rows variant-list' }, product.variants.map((variant, index) => {
      const count = left(variant);
      const isOut = count !== null && count <= 0;
      return h('button', { type: 'button', class: 'variant', autofocus: index === 0, onclick: () => close(variant) },
        h('span', { dir: 'auto' }, variant.title ?? product.title, variant.sku ? h('small', { class: 'muted' }, variant.sku) : null),
        isOut ? h('span', { class: 'small is-stop' }, app.say('stock.out'))
          : count !== null && count <= 3 ? h('span', { class: 'small is-hold' }, app.say('stock.left', { count })) : null,
        h('b', { class: 'number' }, app.money.unitPrice(variant.price)));
    }))));
}

/**
 * False: sell from stock; true: sell as pre-order; undefined: the cashier went back.
 * @param {App} app @param {import('../shared/types.js').Product} product @param {import('../shared/types.js').Variant} variant @param {number} wanted thousandths
 * @returns {Promise<boolean|undefined>}
 */
async function settleStock(app, product, variant, wanted) {
  const count = left(variant);
  if (count === null || product.oversell) return false;
  const inCart = quantitiesByVariant(app.order).get(variant.id) ?? 0;
  if (inCart + wanted <= count * 1000) return false;
  if (app.order?.lines.some((line) => line.variant_id === variant.id && line.preorder)) return true;
  const { say } = app;
  return ask(({ close }) => dialogForm({
    title: count <= 0 ? say('preorder.sold_out', { title: product.title }) : say('preorder.only', { title: product.title, count }),
    detail: say('preorder.why'), say, close, submit: () => close(true), submitLabel: say('preorder.sell'),
  }, h('p', null, say('preorder.what'))));
}
