/** Which goods and how many: found by name or code, one row each. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { Lookup } from '../shared/lookup.js';
import { parseQuantity, wireQuantity } from '../shared/quantity.js';
import { goods, office, say } from './stock-page.js';

/** @typedef {{variant_id: string, title: string, sku: string|null, text: string}} Row */

/** @param {any[]} products @returns {Row[]} */
const variantsOf = (products) => products.flatMap((product) => product.variants.filter((/** @type {any} */ variant) => variant.track_stock)
  .map((/** @type {any} */ variant) => ({ variant_id: variant.id, title: variant.title ? `${product.title}, ${variant.title}` : product.title, sku: variant.sku, text: '1' })));

export class GoodsPicker {
  /** @param {() => void} refresh @param {Row[]} rows */
  constructor(refresh, rows = []) {
    this.refresh = refresh;
    this.rows = rows;
    /** @type {Lookup<Row>} */
    this.lookup = this.#empty();
  }

  /** What the API is told; null while something does not fit. */
  get lines() {
    const lines = this.rows.map((row) => ({ variant_id: row.variant_id, quantity: parseQuantity(row.text) }));
    if (!lines.length || lines.some(({ quantity }) => !quantity)) return null;
    return lines.map(({ variant_id, quantity }) => ({ variant_id, quantity: wireQuantity(Number(quantity)) }));
  }

  /** @returns {Lookup<Row>} */
  #empty() {
    return new Lookup({ find: (query) => this.#find(query), changed: this.refresh });
  }

  async #enter() {
    const [first] = await this.lookup.enter();
    if (first) this.add(first);
  }

  /** @param {string} query @returns {Promise<Row[]>} */
  async #find(query) {
    if (!query) return [];
    const { data } = await office.api.get(`/products?limit=8&q=${encodeURIComponent(query)}`);
    return variantsOf(data).filter((row) => !this.rows.some((one) => one.variant_id === row.variant_id)).slice(0, 8);
  }

  /** @param {Row} row */
  add(row) {
    this.rows.push(row);
    this.lookup = this.#empty();
    this.refresh();
  }

  view() {
    const found = this.lookup.hits ?? [];
    return [
      h('div', { class: 'field', key: 'find' }, h('label', { for: 'goods-find' }, say('transfer.add')),
        h('input', { class: 'input', id: 'goods-find', type: 'search', autocomplete: 'off', placeholder: say('search'), value: this.lookup.query,
          oninput: (/** @type {any} */ event) => this.lookup.type(event.target.value),
          onkeydown: (/** @type {any} */ event) => { if (event.key === 'Enter') { event.preventDefault(); void this.#enter(); } } })),
      this.lookup.error ? h('p', { class: 'field-error', role: 'alert', key: 'error' }, office.explain(this.lookup.error)) : null,
      found.length ? h('ul', { class: 'rows', key: 'found' }, found.map((row) => h('li', { class: 'row', key: row.variant_id }, h('span', { class: 'row-words' }, goods(row.title, null, row.sku)),
        h('button', { type: 'button', class: 'button button-small', 'aria-label': say('transfer.add_one', { title: row.title }), onclick: () => this.add(row) }, icon('plus'))))) : null,
      this.rows.length ? h('ul', { class: 'rows', key: 'rows' }, this.rows.map((row) => h('li', { class: 'row', key: row.variant_id },
        h('label', { class: 'row-words', for: `goods-${row.variant_id}` }, goods(row.title, null, row.sku)),
        h('input', { class: 'input input-money stock-number', id: `goods-${row.variant_id}`, inputmode: 'decimal', autocomplete: 'off', value: row.text, oninput: (/** @type {any} */ event) => { row.text = event.target.value; this.refresh(); } }),
        h('button', { type: 'button', class: 'button button-quiet button-icon', 'aria-label': say('transfer.remove', { title: row.title }), onclick: () => { this.rows = this.rows.filter((one) => one !== row); this.refresh(); } }, icon('close'))))) : null,
    ];
  }
}
