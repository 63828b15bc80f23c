/** Suggested lines in the order: those of the messages beside it, and a field for a list that somebody pastes. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { addVariant } from '../editor/add-view.js';
import { customItem } from '../editor/custom-item-view.js';
import { chosenOf, SuggestedLines } from './suggested-lines.js';
import { suggestionStrip } from './suggested-lines-view.js';

/** @typedef {import('../editor/app.js').App} App */
/** @typedef {import('./suggested-lines.js').Offered} Offered */

/** One per conversation, shared by the thread and the order. @type {Map<string, SuggestedLines>} */
const known = new Map();

/** @param {any} api @param {string} conversation */
export function suggestedLines(api, conversation) {
  let lines = known.get(conversation);
  if (!lines) known.set(conversation, lines = new SuggestedLines({ api, conversation }));
  return lines;
}

/** @param {App} app @param {Offered} offered @returns {boolean} */
export function takeSuggestion(app, offered) {
  const goods = chosenOf(offered);
  if (!goods) return false;
  addVariant(app, {
    product: { title: goods.title, image_url: null },
    variant: { id: goods.variant_id, options: {}, sku: goods.sku, unit: goods.unit, price: goods.price, taxable: true },
  }, Number(offered.quantity));
  return true;
}

/** @param {App} app @param {string} conversation */
export function suggestionsPart(app, conversation) {
  if (!app.isOpen || !conversation) return null;
  const say = app.office.words('order_panel.');
  const lines = suggestedLines(app.api, conversation);
  if (app.state.follows !== lines) {
    app.state.follows = lines;
    lines.addEventListener('change', () => app.refresh());
  }
  const strip = {
    place: 'order', say, exponent: app.money.exponent,
    add: (/** @type {Offered} */ one) => { if (takeSuggestion(app, one)) lines.settle(one.key); },
    create: async (/** @type {Offered} */ one) => {
      if (await customItem(app, { title: one.phrase, quantity: String(one.quantity) })) lines.settle(one.key);
    },
    choose: (/** @type {Offered} */ one, /** @type {string} */ variant) => lines.change(one.key, { chosen: variant }),
    dismiss: (/** @type {Offered} */ one) => lines.settle(one.key),
  };
  return h('div', { class: 'panel-suggestions', key: 'suggestions' }, suggestionStrip(strip, lines.all, 'strip'), paste(app, lines, say));
}

/** @param {App} app @param {SuggestedLines} lines @param {any} say */
function paste(app, lines, say) {
  const { state } = app;
  if (!state.isPasting) {
    return h('button', { type: 'button', class: 'text-button small', key: 'paste', onclick: () => {
      app.set({ isPasting: true });
      setTimeout(() => document.getElementById('pasted-list')?.focus());
    } }, icon('note', 'icon icon-small'), say('paste'));
  }
  const read = lines.pasted;
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if ((state.pasted ?? '').trim()) lines.readText(state.pasted);
  };
  return h('form', { class: 'stack', key: 'paste-form', onsubmit: submit },
    h('div', { class: 'field' }, h('label', { for: 'pasted-list' }, say('paste.field')), h('textarea', {
      class: 'input', id: 'pasted-list', rows: '3', maxlength: 10000, dir: 'auto', value: state.pasted ?? '', placeholder: say('paste.example'),
      oninput: (/** @type {any} */ event) => { state.pasted = event.target.value; },
    })),
    read && !read.isReading && !read.lines.length ? h('p', { class: 'small muted', role: 'status' }, read.error ? app.explain(read.error) : say('paste.none')) : null,
    h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'button button-small' }, say('paste.read')),
      h('button', { type: 'button', class: 'button button-quiet button-small', onclick: () => app.set({ isPasting: false, pasted: '' }) }, say('paste.close'))));
}
