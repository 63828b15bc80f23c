/** The register's own grid: what the shop chose, or a sensible start until somebody has. */

/** @typedef {{kind: 'product'|'category'|'action'|'discount', ref: string}} Tile */

/** Every action a tile may carry; they make the strip of a register that nobody has arranged. */
export const ACTIONS = ['save_cart', 'view_held_orders', 'new_customer', 'custom_item', 'discount'];

/**
 * The strip above the grid, and the grid: the leading action tiles, at most five, stand in the strip. Products and categories follow by
 * themselves where none was chosen.
 * @param {Tile[]} tiles @param {Tile[]} standard what stands in for an unarranged grid
 */
export function arranged(tiles, standard) {
  const end = tiles.findIndex(({ kind }) => kind !== 'action');
  const leading = Math.min(end < 0 ? tiles.length : end, 5);
  const grid = tiles.slice(leading);
  return {
    strip: leading ? tiles.slice(0, leading).map(({ ref }) => ref) : ACTIONS,
    grid: grid.some(({ kind }) => kind === 'product' || kind === 'category') ? grid : [...grid, ...standard],
  };
}

export class Tiles extends EventTarget {
  /** @param {{api: any, boot: any}} parts */
  constructor({ api, boot }) {
    super();
    this.api = api;
    this.path = `/registers/${boot.register.id}/tiles`;
    /** @type {Tile[]|null} null until somebody has chosen */
    this.chosen = null;
  }

  async load() {
    try {
      const answer = await this.api.get(this.path);
      const tiles = Array.isArray(answer) ? answer : answer.tiles ?? answer.data ?? [];
      this.chosen = tiles.length ? tiles : null;
    } catch {
      this.chosen = null;
    }
    this.dispatchEvent(new Event('change'));
  }

  /** @param {Tile[]} tiles @param {string|null} [approval] */
  async save(tiles, approval = null) {
    await this.api.call('PUT', this.path, { tiles }, approval ? { 'X-Approval': approval } : {});
    this.chosen = tiles.length ? tiles : null;
    this.dispatchEvent(new Event('change'));
  }
}

/**
 * The grid nobody has arranged yet: a category at the start of each row, then products of the categories in turn.
 * @param {Map<string, {id: string}[]>} categories @param {{id: string}[]} products @returns {Tile[]}
 */
export function startingTiles(categories, products) {
  const names = [...categories.keys()].slice(0, 4);
  /** @type {Tile[]} */
  const tiles = names.map((ref) => ({ kind: 'category', ref }));
  const picked = new Set();
  for (let depth = 0; picked.size < 16 && depth < 16; depth += 1) {
    for (const name of names) {
      const product = categories.get(name)?.[depth];
      if (product && picked.size < 16) picked.add(product.id);
    }
  }
  for (const product of products) {
    if (picked.size >= 16) break;
    picked.add(product.id);
  }
  return [...tiles, ...[...picked].map((ref) => /** @type {Tile} */ ({ kind: 'product', ref }))];
}

/** @param {Tile[]} tiles @param {number} at @param {number} by */
export function moved(tiles, at, by) {
  const to = at + by;
  if (to < 0 || to >= tiles.length) return tiles;
  const next = [...tiles];
  [next[at], next[to]] = [next[to], next[at]];
  return next;
}
