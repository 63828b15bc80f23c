/** The whole catalogue, kept on the device: shown from there at once, refreshed by what changed since, so that twenty thousand products cost nothing while one is sold. */
import { makeIndex } from './search.js';
import { readFact, writeFact } from './storage.js';

/** @typedef {import('../shared/types.js').Product} Product */

export class Catalog extends EventTarget {
  /** @param {{api: any, database: IDBDatabase, boot: any}} parts */
  constructor({ api, database, boot }) {
    super();
    this.api = api;
    this.database = database;
    this.locationID = boot.location.id;
    this.name = `catalog-${boot.location.id}`;
    /** @type {'loading'|'ready'|'failed'} */
    this.state = 'loading';
    /** @type {string|null} */
    this.etag = null;
    /** @type {string|null} the newest event that this catalogue knows */
    this.event = null;
    /** @type {Product[]} */
    this.products = [];
    /** @type {import('./barcode.js').CodeRule[]} */
    this.rules = [];
    this.index = makeIndex([]);
    /** @type {Map<string, Product>} */
    this.byId = new Map();
    /** @type {Map<string, Product[]>} */
    this.categories = new Map();
  }

  /** @param {any} body */
  use(body) {
    const { products, rules } = readCatalog(body);
    this.rules = rules;
    this.event = body.event ?? null;
    this.take(products);
  }

  /** @param {Product[]} products */
  take(products) {
    this.products = products;
    this.index = makeIndex(products);
    this.byId = new Map(products.map((product) => [product.id, product]));
    this.categories = new Map();
    for (const product of products) {
      if (!product.category) continue;
      const together = this.categories.get(product.category);
      if (together) together.push(product);
      else this.categories.set(product.category, [product]);
    }
    this.categories = new Map([...this.categories].sort(([a], [b]) => a.localeCompare(b)));
    this.dispatchEvent(new Event('change'));
  }

  /**
   * Puts in what changed since the last answer; a new price or stock is written into the product that everything already points to.
   * @param {any} body
   */
  merge(body) {
    this.event = body.event ?? this.event;
    const gone = new Set(body.removed ?? []);
    const changed = readCatalog(body).products;
    const added = changed.filter((product) => !refreshed(this.byId.get(product.id), product));
    if (added.length || gone.size) {
      for (const { id } of added) gone.add(id);
      this.take([...this.products.filter(({ id }) => !gone.has(id)), ...added].sort((a, b) => a.title.localeCompare(b.title)));
    } else if (changed.length) this.dispatchEvent(new Event('change'));
  }

  async load() {
    const kept = await readFact(this.database, this.name).catch(() => null);
    if (kept) {
      this.state = 'ready';
      this.use(kept.body);
    }
    await this.refresh(kept?.etag ?? null);
  }

  /** @param {string|null} [etag] @returns {Promise<void>} */
  async refresh(etag = this.etag) {
    try {
      const since = etag && this.event ? `&since=${this.event}` : '';
      const { status, body, headers } = await this.api.call('GET', `/catalog?location_id=${this.locationID}${since}`,
        undefined, etag ? { 'If-None-Match': etag } : {});
      if (status === 304 || !body) this.etag = etag;
      else if (body.complete === false && body.products.length > MANY) return await this.refresh(null);
      else {
        this.etag = headers.get('ETag');
        this.state = 'ready';
        // What is kept on the device stays the last whole catalogue: the next start asks for what changed since then.
        if (body.complete === false) this.merge(body);
        else {
          this.use(body);
          await writeFact(this.database, this.name, { etag: this.etag, body });
        }
      }
    } catch (error) {
      if (this.state === 'loading') this.state = 'failed';
      this.problem = /** @type {any} */ (error).problem ?? null;
      this.dispatchEvent(new Event('change'));
    }
  }
}

/** Beyond so many changes a whole catalogue is asked for, and kept. */
const MANY = 500;

/**
 * Writes what is new about a product into the one that is known; false when it is found by other words or sold in other variants than before.
 * @param {Product|undefined} known @param {Product} fresh
 */
function refreshed(known, fresh) {
  const words = (/** @type {Product} */ each) => JSON.stringify([
    each.title, each.category, each.tags, each.variants.map(({ id, title, sku, barcode }) => [id, title, sku, barcode]),
  ]);
  if (!known || words(known) !== words(fresh)) return false;
  known.variants.forEach((variant, at) => Object.assign(variant, fresh.variants[at]));
  Object.assign(known, { ...fresh, variants: known.variants });
  return true;
}

/**
 * Reads the answer of `GET /catalog`. Archived and draft products are not sold here.
 * @param {any} body @returns {{products: Product[], rules: any[]}}
 */
export function readCatalog(body) {
  const products = (body.products ?? []).filter((/** @type {any} */ each) => !each.status || each.status === 'active').map((/** @type {any} */ each) => ({
    id: each.id, title: each.title, category: each.category || null, tags: each.tags ?? [], image_url: each.image_url ?? null,
    oversell: Boolean(each.oversell),
    variants: (each.variants ?? []).map((/** @type {any} */ variant) => readVariant(variant, each)),
  }));
  return { products, rules: body.barcode_rules ?? [] };
}

/** @param {any} variant @param {any} product @returns {import('../shared/types.js').Variant} */
function readVariant(variant, product) {
  const isOnlyOne = (product.variants ?? []).length === 1;
  return {
    id: variant.id, product_id: product.id, title: isOnlyOne ? null : variant.title, sku: variant.sku ?? null,
    barcode: variant.barcode ?? null,
    price: variant.price ?? 0, unit: variant.unit ?? null, tax_rates: variant.tax_rates ?? product.tax_rates,
    price_includes_tax: variant.price_includes_tax, taxable: variant.taxable ?? true, track_stock: Boolean(variant.track_stock),
    available: variant.available ?? null, compare_at_price: variant.compare_at_price ?? null, options: variant.options ?? {},
  };
}

/**
 * What is left of a variant here: null when nobody counts.
 * @param {import('../shared/types.js').Variant} variant
 */
export const left = (variant) => (variant.track_stock && variant.available !== null ? Number(variant.available) : null);

/** @param {Product} product @param {number} [lowLevel] @returns {{state: 'plenty'|'low'|'out', count: number}} */
export function stockOf(product, lowLevel = 3) {
  const counts = product.variants.map(left);
  if (counts.length === 0 || counts.some((count) => count === null)) return { state: 'plenty', count: 0 };
  const sum = counts.reduce((/** @type {number} */ total, count) => total + Math.max(0, count ?? 0), 0);
  return { state: sum <= 0 ? 'out' : sum <= lowLevel ? 'low' : 'plenty', count: sum };
}
