/** What can be put into an answer: a sentence kept as a template, or a product with its price. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { soon } from '../shared/live.js';
import { openPopover } from '../office/popover-view.js';

/** @typedef {import('./desk.js').Desk} Desk */

/** Puts words where the cursor stands, apart from what is there. @param {Desk} desk @param {string} words */
export function insert(desk, words) {
  const { thread } = desk;
  if (!thread) return;
  const field = /** @type {HTMLTextAreaElement|null} */ (document.getElementById('composer-text'));
  const at = field ? field.selectionStart : thread.text.length;
  const before = thread.text.slice(0, at);
  const after = thread.text.slice(field?.selectionEnd ?? at);
  const joined = `${before}${before && !/\s$/u.test(before) ? '\n' : ''}${words}`;
  thread.write(`${joined}${after && !/^\s/u.test(after) ? '\n' : ''}${after}`);
  setTimeout(() => { field?.focus(); field?.setSelectionRange(joined.length, joined.length); });
}

/**
 * A popover with a search and what it finds.
 * @param {Desk} desk @param {HTMLElement} button
 * @param {{title: string, search: string, none: string, find: (query: string) => Promise<any[]>, row: (hit: any) => any, take: (hit: any) => void, foot?: any}} parts
 */
export function openFinder(desk, button, { title, search, none, find, row, take, foot }) {
  const { host } = desk;
  const state = { query: '', hits: /** @type {any[]|null} */ (null), error: '', turn: 0, at: 0 };
  /** @type {ReturnType<typeof openPopover>|null} */
  let tools = null;
  const look = async () => {
    const mine = ++state.turn;
    try {
      const hits = await find(state.query.trim());
      if (mine !== state.turn) return;
      Object.assign(state, { hits, error: '', at: 0 });
    } catch (error) {
      if (mine !== state.turn) return;
      Object.assign(state, { hits: null, error: host.explain(error) });
    }
    tools?.refresh();
  };
  const lookSoon = soon(150, look);
  const chosen = (/** @type {any} */ hit) => { tools?.close(); take(hit); };
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    const count = state.hits?.length ?? 0;
    if (event.isComposing || !count) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') state.at = (state.at + (event.key === 'ArrowDown' ? 1 : count - 1)) % count;
    else if (event.key === 'Enter') chosen(state.hits?.[state.at]);
    else return;
    event.preventDefault();
    tools?.refresh();
    document.getElementById(`finder-${state.at}`)?.scrollIntoView({ block: 'nearest' });
  };
  tools = openPopover(button, () => h('div', { class: 'stack finder' },
    h('div', { class: 'search finder-search' }, icon('search'), h('input', {
      class: 'input', type: 'search', autocomplete: 'off', maxlength: 200, dir: 'auto', autofocus: true, 'aria-label': search, placeholder: search, value: state.query,
      role: 'combobox', 'aria-expanded': 'true', 'aria-controls': 'finder-hits', 'aria-autocomplete': 'list',
      'aria-activedescendant': state.hits?.length ? `finder-${state.at}` : null,
      oninput: (/** @type {any} */ event) => { state.query = event.target.value; lookSoon(); }, onkeydown: pressed,
    })),
    h('div', { class: 'finder-found' },
      state.error ? h('p', { class: 'field-error', role: 'alert' }, state.error) : null,
      h('div', { class: 'finder-hits', id: 'finder-hits', role: 'listbox', 'aria-label': title }, (state.hits ?? []).map((hit, index) => h('div', {
        class: 'finder-hit', role: 'option', id: `finder-${index}`, key: hit.id, 'aria-selected': String(index === state.at), onclick: () => chosen(hit),
      }, row(hit)))),
      state.hits?.length === 0 ? h('p', { class: 'small muted', role: 'status' }, none) : null),
    foot ?? null), { label: title, width: 360 });
  look();
}

/** @param {Desk} desk @param {HTMLElement} button */
export function openTemplates(desk, button) {
  const { say, api } = desk.host;
  openFinder(desk, button, {
    title: say('template'), search: say('template.search'), none: say('template.none'),
    find: async (query) => (await api.get(`/note_templates?limit=30${query ? `&q=${encodeURIComponent(query)}` : ''}`)).data,
    row: (hit) => h('span', { class: 'finder-words' }, h('bdi', { class: 'strong clip' }, hit.title), h('bdi', { class: 'small muted clip' }, hit.body)),
    take: (hit) => insert(desk, hit.body),
  });
}

/** @param {Desk} desk @param {HTMLElement} button */
export function openProducts(desk, button) {
  const { say, api, moneyIn } = desk.host;
  const money = moneyIn('');
  const title = (/** @type {any} */ { product, variant }) => [product.title, Object.values(variant.options ?? {}).join(', ')].filter(Boolean).join(', ');
  openFinder(desk, button, {
    title: say('product'), search: say('product.search'), none: say('product.none'),
    find: async (query) => {
      const { data } = await api.get(`/products?status=active&limit=12${query ? `&q=${encodeURIComponent(query)}` : ''}`);
      return data.flatMap((/** @type {any} */ product) => product.variants.map((/** @type {any} */ variant) => ({ id: variant.id, product, variant }))).slice(0, 24);
    },
    row: (hit) => [h('bdi', { class: 'finder-words clip' }, title(hit)), h('span', { class: 'number' }, money.unitPrice(hit.variant.price))],
    take: (hit) => insert(desk, say('product.words', { title: title(hit), price: money.unitPrice(hit.variant.price) })),
  });
}
