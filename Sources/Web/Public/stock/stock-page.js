/** What the pages of the stock room have in common: where they draw, how they load, and how they say that something failed. */
import { office } from '../office/office-view.js';
import { waitsForPress } from '../shared/press.js';
import { h, render } from '../shared/render-view.js';

export const say = office.words('stock.');
export const places = office.boot.page.locations;

/** @param {string} id */
export const placeName = (id) => places.find((/** @type {any} */ one) => one.id === id)?.name ?? '';

/** @param {number} number */
export const signed = (number) => (number > 0 ? `+${number}` : String(number).replace('-', '\u2212'));

/** @param {string} title @param {string|null|undefined} variant @param {string|null|undefined} sku */
export const goods = (title, variant, sku) => [h('bdi', null, variant ? `${title}, ${variant}` : title), sku ? h('span', { class: 'small muted stock-sku' }, h('bdi', null, sku)) : null];

/**
 * A page that asks for something and shows it; `draw` is called again with what came.
 * @param {() => Promise<any>} ask @param {(data: any) => any} view @param {() => any} [actions]
 */
export function stockPage(ask, view, actions) {
  const root = /** @type {HTMLElement} */ (document.getElementById('stock-work'));
  const head = /** @type {HTMLElement} */ (document.getElementById('stock-actions'));
  /** @type {any} */
  const state = { data: null, error: null };
  const draw = () => {
    if (waitsForPress(draw)) return;
    if (actions) render(head, h('div', { class: 'actions' }, actions()));
    const notice = state.error ? h('div', { class: 'notice', role: 'alert' }, h('p', null, state.error),
      h('button', { type: 'button', class: 'button button-small', onclick: () => load() }, office.say('try_again'))) : null;
    render(root, h('div', { class: 'stack' }, notice, state.data ? view(state.data) : notice ? null : h('p', { class: 'skeleton' })));
    root.dataset.ready = state.data ? 'yes' : 'no';
  };
  const load = async () => {
    try {
      state.data = await ask();
      state.error = null;
    } catch (error) {
      state.error = office.explain(error);
    }
    draw();
  };
  /** Does something and shows what came of it; answers whether it worked. @param {() => Promise<any>} deed @param {string} [done] */
  const act = async (deed, done) => {
    try {
      await deed();
      if (done) office.toasts.show(done, { icon: 'check' });
      await load();
      return true;
    } catch (error) {
      office.toasts.show(office.explain(error), { icon: 'warning', seconds: 15 });
      await load();
      return false;
    }
  };
  // The module that asked has its own words first.
  queueMicrotask(() => { draw(); void load(); });
  return { load, draw, act, state };
}

/** A table in a frame that scrolls by itself where it is too wide. @param {string} label @param {any[]} heads @param {any[]} rows */
export const table = (label, heads, rows) => h('div', { class: 'table-frame', role: 'group', 'aria-label': label, tabindex: '0' },
  h('table', { class: 'table stock-table' }, h('thead', null, h('tr', null, heads.map(([text, isNumber]) => h('th', { scope: 'col', key: text, class: isNumber ? 'cell-number' : null }, text)))),
    h('tbody', null, rows)));

/** @param {string} title @param {string} text */
export const empty = (title, text) => h('div', { class: 'card empty' }, h('h2', null, title), h('p', null, text));

/** @param {string} id @param {string} label @param {string} value @param {(id: string) => void} set @param {string|null} [all] */
export const placeChoice = (id, label, value, set, all = null) => h('div', { class: 'field' }, h('label', { for: id }, label),
  h('select', { class: 'select', id, value, onchange: (/** @type {any} */ event) => set(event.target.value) },
    all === null ? null : h('option', { value: '' }, all), places.map((/** @type {any} */ one) => h('option', { value: one.id, key: one.id }, one.name))));

/** The next page of a list, if there is one. @param {string|null} cursor @param {() => void} more */
export const moreButton = (cursor, more) => (cursor ? h('div', { class: 'actions' }, h('button', { type: 'button', class: 'button', onclick: more }, say('more'))) : null);

export { office };
