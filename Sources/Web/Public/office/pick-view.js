/** Finding things of the shop by typing: a combobox over a list of the API (arrow keys, Enter, Esc). */
import { h, render } from '../shared/render-view.js';
import { addChip } from './tags-view.js';

/**
 * The first name that a row has; `sku+title` is both of them.
 * @param {any} row @param {string[]} names @returns {string}
 */
function titleOf(row, names) {
  const found = names.map((name) => name.split('+').map((part) => row[part]).filter(Boolean).join(' · '));
  return found.find(Boolean) ?? row.id;
}

/**
 * @param {{get: (path: string) => Promise<any>, changed: (box: HTMLElement) => void, dropLabel: string, noHit: string}} tools
 */
export function runPicks({ get, changed, dropLabel, noHit }) {
  /** @type {WeakMap<HTMLElement, {hits: {id: string, title: string}[], at: number, asked: string}>} */
  const states = new WeakMap();
  const stateOf = (/** @type {HTMLElement} */ box) => {
    const state = states.get(box) ?? { hits: [], at: -1, asked: '' };
    states.set(box, state);
    return state;
  };
  const parts = (/** @type {HTMLElement} */ box) => ({
    input: /** @type {HTMLInputElement} */ (box.querySelector('input')), list: /** @type {HTMLElement} */ (box.querySelector('.pick-list')),
  });

  /** @param {HTMLElement} box */
  function draw(box) {
    const { input, list } = parts(box);
    const { hits, at, asked } = stateOf(box);
    const isOpen = asked !== '';
    list.hidden = !isOpen;
    input.setAttribute('aria-expanded', String(isOpen));
    if (isOpen && at >= 0) input.setAttribute('aria-activedescendant', `${list.id}-${at}`);
    else input.removeAttribute('aria-activedescendant');
    render(list, isOpen && hits.length === 0 ? [h('li', { class: 'muted', role: 'option', 'aria-disabled': 'true' }, noHit)]
      : hits.map((hit, index) => h('li', {
        id: `${list.id}-${index}`, role: 'option', 'aria-selected': String(index === at), 'data-hit': String(index), key: hit.id,
      }, h('bdi', null, hit.title))));
  }

  /** @param {HTMLElement} box */
  function close(box) {
    Object.assign(stateOf(box), { hits: [], at: -1, asked: '' });
    draw(box);
  }

  /** @param {HTMLElement} box @param {number} index */
  function choose(box, index) {
    const hit = stateOf(box).hits[index];
    if (!hit) return;
    const { input } = parts(box);
    if (box.dataset.several === undefined) box.querySelector('[data-tags]')?.replaceChildren();
    addChip(box, hit.id, hit.title, dropLabel);
    input.value = '';
    close(box);
    changed(box);
  }

  /** @param {HTMLElement} box */
  async function search(box) {
    const state = stateOf(box);
    const text = parts(box).input.value.trim();
    state.asked = text;
    if (!text) return close(box);
    const titles = (box.dataset.titles ?? 'title').split(' ');
    const join = box.dataset.pick?.includes('?') ? '&' : '?';
    const answer = await get(`${box.dataset.pick}${join}q=${encodeURIComponent(text)}&limit=8`).catch(() => null);
    // An answer to an earlier question is not shown.
    if (!answer || state.asked !== text) return undefined;
    state.hits = answer.data.map((/** @type {any} */ row) => ({ id: row.id, title: titleOf(row, titles) }));
    state.at = state.hits.length > 0 ? 0 : -1;
    return draw(box);
  }

  document.addEventListener('input', (event) => {
    const box = /** @type {HTMLElement|null} */ (/** @type {HTMLElement} */ (event.target).closest?.('[data-pick]'));
    if (box) search(box);
  });
  document.addEventListener('keydown', (event) => {
    const box = /** @type {HTMLElement|null} */ (/** @type {HTMLElement} */ (event.target).closest?.('[data-pick]'));
    if (!box || event.isComposing) return;
    const state = stateOf(box);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && state.hits.length > 0) state.at = (state.at + step + state.hits.length) % state.hits.length;
    else if (event.key === 'Enter' && (state.asked || parts(box).input.value)) choose(box, state.at);
    else if (event.key === 'Escape' && state.asked) close(box);
    else return;
    event.preventDefault();
    draw(box);
  });
  document.addEventListener('pointerdown', (event) => {
    const option = /** @type {HTMLElement|null} */ (/** @type {HTMLElement} */ (event.target).closest?.('[data-hit]'));
    const box = /** @type {HTMLElement|null} */ (option?.closest('[data-pick]') ?? null);
    if (!box || !option) return;
    event.preventDefault();
    choose(box, Number(option.dataset.hit));
  });
  document.addEventListener('focusout', (event) => {
    const box = /** @type {HTMLElement|null} */ (/** @type {HTMLElement} */ (event.target).closest?.('[data-pick]'));
    if (box) close(box);
  });
}
