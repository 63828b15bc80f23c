/** Edit mode of the grid: choose a tile, move it, take it away; add products, categories and actions; Done saves it for this register. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogHead } from '../shared/dialog-view.js';
import { actionTitle } from './actions-view.js';
import { actionIn, askApproval } from './approval-view.js';
import { search } from './search.js';
import { layout } from './tiles-view.js';
import { ACTIONS, moved } from './tiles.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./tiles.js').Tile} Tile */

/** @type {{tiles: Tile[], at: number|null, error: string}|null} */
let draft = null;

/**
 * Strip and grid as one list, the way it is saved.
 * @param {App} app @returns {Tile[]}
 */
function wholeLayout(app) {
  const { strip, grid } = layout(app);
  return [...strip.map((ref) => /** @type {Tile} */ ({ kind: 'action', ref })), ...grid];
}

/** @param {App} app @param {Tile} tile */
const titleOf = (app, tile) => (tile.kind === 'product' ? app.catalog.byId.get(tile.ref)?.title ?? app.say('tiles.gone')
  : tile.kind === 'action' ? actionTitle(app, tile.ref) : tile.kind === 'discount' ? `${tile.ref}%` : tile.ref);

/** @param {App} app */
export function editTiles(app) {
  const { say } = app;
  draft ??= { tiles: wholeLayout(app), at: null, error: '' };
  const edit = draft;
  const change = (/** @type {Tile[]} */ tiles,
    /** @type {number|null} */ at = edit.at) => { Object.assign(edit, { tiles, at, error: '' }); app.refresh(); };
  const move = (/** @type {number} */ by) => {
    if (edit.at === null) return;
    const to = edit.at + by;
    if (to >= 0 && to < edit.tiles.length) change(moved(edit.tiles, edit.at, by), to);
  };
  const isOff = edit.at === null ? 'true' : null;
  return [
    h('div', { class: 'tiles-edit', role: 'toolbar', 'aria-label': say('tiles.edit'), key: 'tools' },
      h('button',
        { type: 'button', class: 'button', onclick: async () => { const tile = await pickTile(app, edit.tiles); if (tile) change([...edit.tiles, tile],
          edit.tiles.length); } },
        icon('plus'), say('tiles.add')),
      h('button',
        {
          type: 'button', class: 'button button-icon', 'aria-label': say('tiles.earlier'), 'aria-disabled': isOff, onclick: () => move(-1),
        },
        icon('back', 'icon turns')),
      h('button',
        { type: 'button', class: 'button button-icon', 'aria-label': say('tiles.later'), 'aria-disabled': isOff, onclick: () => move(1) },
        icon('next', 'icon turns')),
      h('button',
        { type: 'button', class: 'button button-stop', 'aria-disabled': isOff, onclick: () => { if (edit.at !== null) change(edit.tiles.filter((_, index) => index !== edit.at),
          null); } },
        icon('trash'), say('remove')),
      h('span', { class: 'grows' }),
      h('button', { type: 'button', class: 'button', onclick: () => leave(app) }, say('cancel')),
      h('button', { type: 'button', class: 'button button-main', onclick: () => save(app) }, say('tiles.done'))),
    edit.error ? h('p', { class: 'field-error', role: 'alert', key: 'error' }, edit.error) : null,
    h('div', { class: 'tiles', key: 'editing' }, edit.tiles.map((tile, index) => h('button', {
      type: 'button', class: `tile tile-editing tile-editing-${tile.kind}`, key: `${tile.kind}-${tile.ref}`,
      'aria-pressed': index === edit.at ? 'true' : 'false', onclick: () => change(edit.tiles, index === edit.at ? null : index),
    }, h('span', { class: 'tile-name' }, h('bdi', null, titleOf(app, tile))), h('span', { class: 'small muted' },
    say(`tiles.kind_${tile.kind}`))))),,
  ];
}

/** @param {App} app */
export function leave(app) {
  draft = null;
  app.set({ isEditingTiles: false });
}

/** @param {App} app @param {string|null} [approval] @returns {Promise<void>} */
async function save(app, approval = null) {
  if (!draft) return;
  try {
    await app.tiles.save(draft.tiles, approval);
    leave(app);
  } catch (error) {
    const problem = /** @type {any} */ (error).problem;
    if (problem?.code === 'approval_required' && !approval) {
      const token = await askApproval(app,
        { action: actionIn(problem, 'edit_tiles'), object: app.boot.register.id, reason: problem.detail });
      if (token) return save(app, token);
    } else draft.error = app.explain(error);
    app.refresh();
  }
}

/** @param {App} app @param {Tile[]} present @returns {Promise<Tile|undefined>} */
function pickTile(app, present) {
  const { say, catalog } = app;
  /** @type {Tile['kind']} */
  let kind = 'product';
  let query = '';
  const isFree = (/** @type {Tile} */ tile) => !present.some((each) => each.kind === tile.kind && each.ref === tile.ref);
  return ask(({ close, refresh }) => {
    /** @type {Tile[]} */
    const options = kind === 'product'
      ? (query.trim() ? search(catalog.index, query, 30).map(({ product }) => product) : catalog.products.slice(0, 30)).map(({ id }) => ({ kind, ref: id }))
      : (kind === 'category' ? [...catalog.categories.keys()] : ACTIONS).map((ref) => ({ kind, ref }));
    return h('div', { class: 'dialog-frame' },
      dialogHead({ title: say('tiles.add'), close, closeLabel: say('close') }),
      h('div', { class: 'dialog-body' },
        h('div', {
          class: 'segments', role: 'group', 'aria-label': say('tiles.kind'),
        }, /** @type {const} */ (['product', 'category', 'action']).map((each) =>
          h('button', { type: 'button', 'aria-pressed': kind === each ? 'true' : 'false', onclick: () => { kind = each; refresh(); } },
            say(`tiles.kind_${each}`)))),
        kind === 'product' ? h('div', { class: 'search' }, icon('search'), h('input', {
          class: 'input', type: 'search', 'aria-label': say('search.products'), placeholder: say('search.products'), value: query,
          autofocus: true, oninput: (/** @type {any} */ event) => { query = event.target.value; refresh(); },
        })) : null,
        h('div', { class: 'rows' },
          options.filter(isFree).map((tile) => h('button', { type: 'button', class: 'variant', key: tile.ref, onclick: () => close(tile) },
            h('span', { dir: 'auto' }, titleOf(app, tile)), icon('plus'))))));
  });
}
