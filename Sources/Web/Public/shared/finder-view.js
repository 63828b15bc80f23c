/** A dialog that finds one thing by typing: the hits below the field, Enter takes the first, and the answer is the one that was chosen. */
import { ask, dialogHead } from './dialog-view.js';
import { icon } from './icon-view.js';
import { Lookup } from './lookup.js';
import { h } from './render-view.js';

/**
 * @param {{
 *   title: string, detail?: string, search: string, found?: string, none: (query: string) => string, closeLabel: string, explain: (error: any) => string,
 *   find: (query: string) => Promise<any[]>, row: (hit: any) => any, foot?: (close: (answer?: any) => void, query: () => string) => any,
 * }} parts
 */
export function findOne({ title, detail, search, found = title, none, closeLabel, explain, find, row, foot }) {
  /** @type {() => void} */
  let redraw = () => {};
  const lookup = new Lookup({ find, changed: () => redraw() });
  return ask(({ close, refresh }) => {
    redraw = refresh;
    return h('div', { class: 'dialog-frame' }, dialogHead({ title, detail, close, closeLabel }),
      h('div', { class: 'dialog-body' },
        h('div', { class: 'search finder-search' }, icon('search'), h('input', {
          class: 'input', type: 'search', 'aria-label': search, placeholder: search, autofocus: true, autocomplete: 'off', maxlength: 200, dir: 'auto',
          onmount: () => lookup.look(), oninput: (/** @type {any} */ event) => lookup.type(event.target.value),
          onkeydown: async (/** @type {KeyboardEvent} */ event) => {
            if (event.key !== 'Enter' || event.isComposing) return;
            event.preventDefault();
            const [first] = await lookup.enter();
            if (first) close(first);
          },
        })),
        lookup.error ? h('p', { class: 'field-error', role: 'alert' }, explain(lookup.error)) : null,
        h('div', { class: 'rows', role: 'group', 'aria-label': found }, lookup.hits?.map((hit) =>
          h('button', { type: 'button', class: 'found-row', key: hit.id, onclick: () => close(hit) }, row(hit)))),
        lookup.hits?.length === 0 ? h('p', { class: 'muted', role: 'status', dir: 'auto' }, none(lookup.query)) : null),
      foot ? h('div', { class: 'dialog-foot' }, foot(close, () => lookup.query)) : null);
  }, { fills: true });
}
