/**
 * The local search: every word of the query must stand somewhere inside name, SKU, bar code, tag or category. 20,000 products are walked in a
 * few milliseconds, so there is nothing to wait for and nothing to page.
 */
import { fold, words } from '../shared/fold.js';

/** @typedef {import('../shared/types.js').Product} Product */
/** @typedef {import('../shared/types.js').Variant} Variant */
/** @typedef {{product: Product, variant: Variant|null}} Hit */
/** @typedef {{product: Product, title: string, text: string}} Entry */

/** @param {Product[]} products */
export function makeIndex(products) {
  /** @type {Entry[]} */
  const entries = [];
  /** @type {Map<string, Hit>} */
  const codes = new Map();
  /** @type {Map<string, Hit>} */
  const variants = new Map();
  for (const product of products) {
    const parts = [product.title, product.category ?? '', ...product.tags];
    for (const variant of product.variants) {
      parts.push(variant.title ?? '', variant.sku ?? '', variant.barcode ?? '');
      const hit = { product, variant };
      variants.set(variant.id, hit);
      if (variant.sku) codes.set(codeKey(variant.sku), hit);
    }
    entries.push({ product, title: fold(product.title), text: fold(parts.join('\n')) });
  }
  for (const hit of variants.values()) if (hit.variant?.barcode) codes.set(codeKey(hit.variant.barcode), hit);
  return { entries, codes, variants };
}

/**
 * A UPC-A is the EAN-13 with a leading zero: both find the same product.
 * @param {string} code
 */
export function codeKey(code) {
  const clean = code.trim().toLowerCase();
  return /^\d{12,14}$/.test(clean) ? clean.replace(/^0+/, '') : clean;
}

/** @param {ReturnType<typeof makeIndex>} index @param {string} code @returns {Hit|null} */
export function findCode(index, code) {
  return index.codes.get(codeKey(code)) ?? null;
}

/**
 * Exact code first, then names that begin with the query, words that begin with it, then the rest.
 * @param {Entry} entry @param {string} query
 */
function rank(entry, query) {
  if (entry.title.startsWith(query)) return 0;
  return (' ' + entry.title).includes(' ' + query) ? 1 : entry.title.includes(query) ? 2 : 3;
}

/** @param {ReturnType<typeof makeIndex>} index @param {string} query @param {number} [most] @returns {Hit[]} */
export function search(index, query, most = 60) {
  const wanted = words(query);
  if (wanted.length === 0) return [];
  const exact = findCode(index, query);
  const whole = wanted.join(' ');
  /** @type {Entry[][]} */
  const ranks = [[], [], [], []];
  for (const entry of index.entries) {
    if (entry.product === exact?.product) continue;
    if (wanted.every((word) => entry.text.includes(word))) ranks[rank(entry, whole)].push(entry);
  }
  const found = ranks.flat().slice(0, exact ? most - 1 : most).map(({ product }) => ({ product, variant: null }));
  return exact ? [exact, ...found] : found;
}
