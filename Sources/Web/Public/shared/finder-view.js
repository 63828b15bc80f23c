/** A dialog that finds one thing by typing: the hits below the field, Enter takes the first, and the answer is the one that was chosen. */
import { ask, dialogHead } from './dialog-view.js';
import { icon } from './icon-view.js';
import { soon } from './live.js';
import { h } from './render-view.js';

/**
 * @param {{
 *   title: string, detail?: string, search: string, found?: string, none: (query: string) => string, closeLabel: string, explain: (error: any) => string,
 *   find: (query: string) => Promise<any[]>, row: (hit: any) => any, foot?: (close: (answer?: any) => void, query: () => string) => any,
 * }} parts
 */
export function findOne({ title, detail, search, found = title, none, closeLabel, explain, find, row, foot }) {
  const state = { query: '', hits: /** @type {any[]|null} */ (null), error: '', turn: 0 };
  /** @type {() => void} */
  let redraw = () => {};
  const look = async () => {
    const mine = ++state.turn;
    try {
      const hits = await find(state.query.trim());
      if (mine !== state.turn) return;
      Object.assign(state, { hits, error: '' });
    } catch (error) {
      if (mine !== state.turn) return;
      Object.assign(state, { hits: null, error: explain(error) });
    }
    redraw();
  };
  const lookSoon = soon(150, look);
  return ask(({ close, refresh }) => {
    redraw = refresh;
    return h('div', { class: 'dialog-frame' }, dialogHead({ title, detail, close, closeLabel }),
      h('div', { class: 'dialog-body' },
        h('div', { class: 'search finder-search' }, icon('search'), h('input', {
          class: 'input', type: 'search', 'aria-label': search, placeholder: search, autofocus: true, autocomplete: 'off', maxlength: 200, dir: 'auto',
          onmount: look, oninput: (/** @type {any} */ event) => { state.query = event.target.value; lookSoon(); },
          onkeydown: (/** @type {KeyboardEvent} */ event) => { if (event.key === 'Enter' && state.hits?.length) { event.preventDefault(); close(state.hits[0]); } },
        })),
        state.error ? h('p', { class: 'field-error', role: 'alert' }, state.error) : null,
        h('div', { class: 'rows', role: 'group', 'aria-label': found }, state.hits?.map((hit) =>
          h('button', { type: 'button', class: 'found-row', key: hit.id, onclick: () => close(hit) }, row(hit)))),
        state.hits?.length === 0 ? h('p', { class: 'muted', role: 'status', dir: 'auto' }, none(state.query)) : null),
      foot ? h('div', { class: 'dialog-foot' }, foot(close, () => state.query)) : null);
  }, { fills: true });
}
