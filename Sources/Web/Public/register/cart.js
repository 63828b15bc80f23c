/**
 * The cart in hand: turns what the cashier does into operations, one after another, and names the order they belong to.
 * Every verb resolves once the edit is safe on this device's disk.
 */
import { thousandths, wireQuantity } from '../shared/quantity.js';
import { uuid } from '../shared/uuid.js';
import { plain } from './changes.js';
import { lineKey } from '../shared/order.js';
import { writeFact } from './storage.js';

/** @typedef {import('../shared/types.js').Order} Order */
/** @typedef {import('../shared/types.js').Line} Line */

export class Cart extends EventTarget {
  /** @param {{queue: import('./queue.js').Queue, boot: any, database: IDBDatabase}} parts */
  constructor({ queue, boot, database }) {
    super();
    this.queue = queue;
    this.boot = boot;
    this.database = database;
    /** @type {string|null} */
    this.key = null;
    /** @type {string|null} the line that is open */
    this.chosen = null;
    this.turn = Promise.resolve();
    /** @type {Order|null} */
    this.order = null;
    queue.addEventListener('change', () => this.#look());
  }

  #look() {
    this.order = this.queue.order(this.key);
    if (this.order && this.order.status !== 'draft' && !this.order.placed_at) this.order = null;
    if (!this.order?.lines.some((line) => lineKey(line) === this.chosen)) this.chosen = null;
    this.dispatchEvent(new Event('change'));
  }

  get isEmpty() { return !this.order || this.order.lines.length === 0; }

  /**
   * Edits wait for each other, so each one sees the cart the one before it left.
   * @template T @param {() => Promise<T>} body @returns {Promise<T>}
   */
  inTurn(body) {
    const result = this.turn.then(body);
    this.turn = result.then(() => undefined, () => undefined);
    return result;
  }

  /** @param {string|null} key */
  async open(key) {
    this.key = key;
    this.chosen = null;
    await writeFact(this.database, `cart-${this.boot.register.id}`, key);
    this.#look();
  }

  /**
   * Appends edits, making the order first where there is none.
   * @param {{kind: string, payload: any}[]} edits
   */
  async edit(edits) {
    if (this.key && this.order) return this.queue.append(this.key, edits);
    const { register, location, settings } = this.boot;
    const body = { client_id: uuid(), channel: 'register', register_id: register.id, location_id: location.id };
    const shown = {
      currency: settings.currency, prices_include_tax: settings.prices_include_tax, tax_rounding: settings.tax_rounding, rounding: settings.rounding,
    };
    this.key = body.client_id;
    await writeFact(this.database, `cart-${register.id}`, this.key);
    return this.queue.append(body.client_id, [{ kind: 'create_order', payload: { body, shown } }, ...edits]);
  }

  /**
   * @param {import('./search.js').Hit} hit @param {{quantity?: number, preorder?: boolean}} how quantity in thousandths; 1000 when left out
   */
  addProduct({ product, variant }, { quantity, preorder = false } = {}) {
    return this.inTurn(async () => {
      if (!variant) return;
      const same = quantity === undefined && this.order?.lines.find((line) =>
        line.variant_id === variant.id && Boolean(line.preorder) === preorder && line.unit_price === variant.price && line.discounts.length === 0);
      if (same) {
        this.chosen = lineKey(same);
        await this.edit([setQuantity(same, thousandths(same.quantity) + 1000)]);
        return;
      }
      const title = variant.title ? `${product.title} – ${variant.title}` : product.title;
      const body = {
        client_id: uuid(), variant_id: variant.id, quantity: wireQuantity(quantity ?? 1000), ...(preorder ? { preorder } : {}),
      };
      const shown = {
        title, sku: variant.sku, unit: variant.unit, unit_price: variant.price, list_price: variant.price, tax_rates: variant.tax_rates,
        price_includes_tax: variant.price_includes_tax, taxable: variant.taxable,
      };
      this.chosen = body.client_id;
      await this.edit([{ kind: 'add_line', payload: { body, shown } }]);
    });
  }

  /** @param {{title: string, quantity: number, unit_price: number, tax_rates?: any[], note?: string|null}} item quantity in thousandths */
  addCustomItem({ quantity, ...item }) {
    return this.inTurn(() => {
      const body = { client_id: uuid(), ...item, quantity: wireQuantity(quantity) };
      this.chosen = body.client_id;
      return this.edit([{ kind: 'add_line', payload: { body, shown: {} } }]);
    });
  }

  /** @param {string} key @param {(line: Line) => any} change the fields to set */
  changeLine(key, change) {
    return this.inTurn(async () => {
      const line = this.order?.lines.find((each) => lineKey(each) === key);
      if (line) await this.edit([{ kind: 'set_line', payload: { line: key, body: change(line) } }]);
    });
  }

  /**
   * One more or one less; a line of one that loses it is removed.
   * @param {string} key @param {number} by
   */
  step(key, by) {
    return this.inTurn(async () => {
      const line = this.order?.lines.find((each) => lineKey(each) === key);
      if (!line) return;
      const quantity = thousandths(line.quantity) + by * 1000;
      await this.edit([quantity > 0 ? setQuantity(line, quantity) : { kind: 'remove_line', payload: { line: key } }]);
    });
  }

  /** @param {string} key @returns {Promise<Line|undefined>} the removed line, so that it can be put back */
  removeLine(key) {
    return this.inTurn(async () => {
      const line = this.order?.lines.find((each) => lineKey(each) === key);
      if (line) await this.edit([{ kind: 'remove_line', payload: { line: key } }]);
      return line;
    });
  }

  /** @param {Line} line a line that was removed */
  putBack(line) {
    const { title, variant_id, note, preorder, tax_rates, price_includes_tax, unit, list_price, sku } = line;
    const isChanged = variant_id && list_price != null && String(line.unit_price) !== String(list_price);
    const body = {
      client_id: uuid(), quantity: line.quantity, discounts: plain(line.discounts), ...(note ? { note } : {}),
      ...(preorder ? { preorder } : {}),
      ...(variant_id ? { variant_id } : { title, tax_rates, price_includes_tax }),
      ...(!variant_id || isChanged ? { unit_price: line.unit_price } : {}),
    };
    return this.inTurn(() => this.edit([{
      kind: 'add_line',
      payload: { body, shown: { title, sku, unit, unit_price: line.unit_price, list_price, tax_rates, price_includes_tax } },
    }]));
  }

  /** @param {any} body @param {any} [shown] */
  patch(body, shown = {}) {
    return this.inTurn(() => this.edit([{ kind: 'patch_order', payload: { body, shown } }]));
  }

  /** @param {import('../shared/types.js').Discount} discount */
  discount(discount) {
    return this.inTurn(() => this.edit([{ kind: 'add_adjustment', payload: { body: { kind: 'discount', ...discount } } }]));
  }

  /** @param {string} id */
  removeAdjustment(id) {
    return this.inTurn(() => this.edit([{ kind: 'remove_adjustment', payload: { adjustment: id } }]));
  }
}

/** @param {Line} line @param {number} quantity thousandths */
function setQuantity(line, quantity) {
  return { kind: 'set_line', payload: { line: lineKey(line), body: { quantity: wireQuantity(quantity) } } };
}
