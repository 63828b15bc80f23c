/** The keypad dialog for a quantity: weighed goods in decimals, or many pieces at once. */
import { h } from '../shared/render-view.js';
import { ask, dialogForm } from '../shared/dialog-view.js';
import { keypad } from '../shared/keypad-view.js';
import { isMeasured, parseQuantity, quantityText } from '../shared/quantity.js';
import { pressKey } from './tender.js';

/**
 * @param {import('./app.js').App} app @param {{title: string, unit: string|null|undefined, price?: number|string|null, quantity?: number}} goods
 * @returns {Promise<number|undefined>} thousandths
 */
export function askQuantity(app, { title, unit, price, quantity }) {
  const { say } = app;
  let text = quantity === undefined ? '' : quantityText(quantity);
  let isFirst = true;
  const decimals = isMeasured(unit) ? 3 : 0;
  return ask(({ close, refresh }) => {
    const value = parseQuantity(text);
    const isReady = value !== null && value > 0 && (decimals > 0 || value % 1000 === 0);
    const set = (/** @type {string} */ next) => { text = next; isFirst = false; refresh(); };
    return dialogForm({
      title, detail: price != null ? `${app.money.unitPrice(price)}${isMeasured(unit) ? ` / ${unit}` : ''}` : null, say, close, isReady,
      submit: () => close(value ?? undefined), submitLabel: say('quantity.use'),
    },
    h('div', { class: 'field' }, h('label', { for: 'quantity' },
      isMeasured(unit) ? say('quantity.in', { unit: String(unit) }) : say('quantity')),
      h('input', {
        class: 'input input-money input-big', id: 'quantity', inputmode: 'decimal', autocomplete: 'off', autofocus: true, value: text,
        'data-scan': 'number',
        onfocus: (/** @type {any} */ event) => event.target.select(),
        oninput: (/** @type {any} */ event) => set(event.target.value.replace(',', '.')),
      })),
    keypad({ press: (key) => set(pressKey(isFirst && key !== 'back' ? '' : text, key, decimals)), hasPoint: decimals > 0, say }));
  });
}
