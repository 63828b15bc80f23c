/** The strip of suggested lines, under a message and in the order: what was understood, what is there, and one press for each. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { priceText } from '../editor/figures.js';
import { chosenOf } from './suggested-lines.js';

/** @typedef {import('./suggested-lines.js').Offered} Offered */
/**
 * @typedef {{place: string, say: (name: string, values?: any) => string, exponent: number, add: (one: Offered) => void, create: ((one: Offered) => void)|null,
 *   choose: (one: Offered, variant: string) => void, dismiss: (one: Offered) => void}} Strip `place` tells two strips on one page apart; `create` makes a new
 *   item of what the shop does not know
 */

/** @param {Strip} strip @param {Offered[]} lines @param {string} key */
export function suggestionStrip(strip, lines, key) {
  const shown = lines.filter((one) => one.confidence !== 'unknown' || strip.create);
  if (!shown.length) return null;
  return h('div', { class: 'suggestions', key, role: 'group', 'aria-label': strip.say('suggest') },
    h('p', { class: 'small muted suggestions-head' }, icon('note', 'icon icon-small'), strip.say('suggest')),
    h('ul', null, shown.map((one) => h('li', { class: 'suggestion', key: one.key, 'data-confidence': one.confidence }, words(strip, one), deeds(strip, one)))));
}

/** Where somebody chooses among several. @param {Strip} strip @param {Offered} one */
const fieldOf = (strip, one) => `suggestion-${strip.place}-${one.key}`;

/** @param {Strip} strip @param {Offered} one */
function words(strip, one) {
  const { say } = strip;
  const goods = chosenOf(one);
  const count = String(one.quantity);
  const phrase = h('p', { class: 'small muted clip', dir: 'auto' }, `“${one.phrase}”`);
  if (one.confidence === 'unknown') return h('div', { class: 'suggestion-words' }, h('p', null, say('suggest.unknown', { count })), phrase);
  if (one.variant_id && goods) {
    return h('div', { class: 'suggestion-words' }, h('p', { dir: 'auto' }, h('b', { class: 'number' }, count), ' × ', h('bdi', null, goods.title)),
      h('p', { class: 'small muted' }, facts(strip, goods)), phrase);
  }
  const id = fieldOf(strip, one);
  return h('div', { class: 'suggestion-words' },
    h('label', { class: 'small', for: id }, say('suggest.which', { count })),
    h('select', { class: 'select', id, value: one.chosen, onchange: (/** @type {any} */ event) => strip.choose(one, event.target.value) },
      h('option', { value: '' }, say('suggest.choose')),
      one.candidates.map((each) => h('option', { value: each.variant_id, key: each.variant_id }, `${each.title} · ${factText(strip, each)}`))), phrase);
}

/** @param {Strip} strip @param {import('./suggested-lines.js').Candidate} goods */
const facts = (strip, goods) => [goods.sku ? h('bdi', null, goods.sku) : null, goods.sku ? ' · ' : null, factText(strip, goods)];

/** Stock and price. @param {Strip} strip @param {import('./suggested-lines.js').Candidate} goods */
function factText({ say, exponent }, goods) {
  const stock = goods.available === null ? '' : Number(goods.available) > 0 ? say('suggest.stock', { count: String(goods.available) }) : say('suggest.out');
  return [stock, priceText(goods.price, exponent)].filter(Boolean).join(' · ');
}

/** @param {Strip} strip @param {Offered} one */
function deeds(strip, one) {
  const { say } = strip;
  const name = chosenOf(one)?.title ?? one.phrase;
  const main = one.confidence === 'unknown'
    ? h('button', { type: 'button', class: 'button button-small', 'aria-haspopup': 'dialog', onclick: () => strip.create?.(one) }, say('suggest.new'))
    : h('button', {
      type: 'button', class: 'button button-small', 'aria-label': say('suggest.add_of', { name }), 'aria-disabled': one.chosen ? null : 'true',
      onclick: () => { if (one.chosen) strip.add(one); else document.getElementById(fieldOf(strip, one))?.focus(); },
    }, icon('plus', 'icon icon-small'), say('suggest.add'));
  return h('div', { class: 'suggestion-deeds' }, main, h('button', {
    type: 'button', class: 'button button-quiet button-icon button-small', 'aria-label': say('suggest.dismiss', { name }), onclick: () => strip.dismiss(one),
  }, icon('close', 'icon icon-small')));
}
