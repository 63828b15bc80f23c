/** Discounts on a line or on the cart, and a line's price: percent or amount, with a reason. */
import { h } from '../shared/render-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { plain } from './changes.js';
import { lineKey } from '../shared/order.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {'percentage'|'fixed'|'price'} Kind */

const PERCENT = /^(100|\d{1,2})([.,]\d{1,4})?$/;

/**
 * On the open line if there is one, else on the cart.
 * @param {App} app
 */
export const discountChosenOrCart = (app) => (app.cart.chosen ? discountLine(app, app.cart.chosen) : discountCart(app));

/** @param {App} app */
export async function discountCart(app) {
  const answer = await askDiscount(app, { title: app.say('discount.cart'), kinds: ['percentage', 'fixed'] });
  if (!answer || answer.kind === 'price') return;
  const value = answer.kind === 'percentage' ? String(answer.value) : answer.value;
  const title = answer.kind === 'percentage' ? app.say('discount.percent_title', { percent: String(answer.value) }) : app.say('discount');
  await app.cart.discount({ value_type: answer.kind, value, title, ...(answer.reason ? { reason: answer.reason } : {}) });
}

/** @param {App} app @param {string} key */
export async function discountLine(app, key) {
  const line = app.order?.lines.find((each) => lineKey(each) === key);
  if (!line) return;
  const answer = await askDiscount(app,
    {
      title: app.say('discount.line'), detail: line.title, kinds: ['percentage', 'fixed', 'price'], hasOne: line.discounts.length > 0,
      onCart: () => discountCart(app),
    });
  if (!answer) return;
  if (answer.kind === 'none') await app.cart.changeLine(key, () => ({ discounts: [] }));
  else if (answer.kind === 'price') await app.cart.changeLine(key,
    () => ({ unit_price: answer.value, ...(answer.reason ? { price_reason: answer.reason } : {}) }));
  else {
    const discount = {
      value_type: answer.kind, value: answer.kind === 'percentage' ? String(answer.value) : answer.value,
      ...(answer.reason ? { reason: answer.reason } : {}),
    };
    await app.cart.changeLine(key, () => ({ discounts: plain([/** @type {any} */ (discount)]) }));
  }
}

/** @param {App} app @param {{title: string, detail?: string, kinds: Kind[], hasOne?: boolean, onCart?: () => void}} what @returns {Promise<any>} */
async function askDiscount(app, { title, detail, kinds, hasOne = false, onCart }) {
  const { say, money } = app;
  /** @type {Kind} */
  let kind = 'percentage';
  let text = '';
  let reason = '';
  const answer = await ask(({ close, refresh }) => {
    const value = kind === 'percentage' ? (PERCENT.test(text.trim()) ? text.trim().replace(',', '.') : null) : money.parse(text);
    const isReady = value !== null && (kind === 'price' || Number(value) > 0);
    const choose = (/** @type {Kind} */ next) => { kind = next; refresh(); };
    return dialogForm({
      title, detail, say, close, isReady, submit: () => close({ kind, value, reason: reason.trim() }), submitLabel: say('discount.apply'),
      extra: hasOne ? h('button', { type: 'button', class: 'button button-stop', onclick: () => close({ kind: 'none' }) },
        say('discount.remove'))
        : onCart ? h('button', { type: 'button', class: 'button button-quiet', onclick: () => close({ kind: 'cart' }) },
          say('discount.cart_instead')) : null,
    },
    h('div', { class: 'segments', role: 'group', 'aria-label': say('discount.kind') }, kinds.map((each) =>
      h('button', { type: 'button', 'aria-pressed': each === kind ? 'true' : 'false', onclick: () => choose(each) },
        say(`discount.${each}`)))),
    kind === 'percentage' ? h('div', { class: 'picks' }, ['5', '10', '15', '20', '50'].map((each) =>
      h('button',
        { type: 'button', class: 'pick', 'aria-pressed': text === each ? 'true' : 'false', onclick: () => { text = each; refresh(); } },
        `${each}%`))) : null,
    field({
      label: say(`discount.${kind}_value`, { currency: money.currency }), id: 'discount-value', inputmode: 'decimal',
      class: 'input input-money', value: text, autofocus: true, 'data-scan': 'number',
      'aria-invalid': text && value === null ? 'true' : null,
      oninput: (/** @type {any} */ event) => { text = event.target.value; refresh(); },
    }),
    field({ label: say('discount.reason'), id: 'discount-reason', value: reason, maxlength: 200, dir: 'auto', list: 'discount-reasons', oninput: (/** @type {any} */ event) => { reason = event.target.value; refresh(); } }),
    h('datalist', { id: 'discount-reasons' },
      ['damaged', 'last', 'regular', 'match'].map((each) => h('option', { value: say(`discount.reason_${each}`) }))));
  });
  if (answer?.kind === 'cart') {
    onCart?.();
    return undefined;
  }
  return answer;
}
