/**
 * The operation queue: every edit is written here, durably, before the screen says it is done, and leaves only when the server has
 * acknowledged it or a person has put it aside. A mirror in memory keeps the page fast; other tabs are told to read again.
 */
import { uuid } from '../shared/uuid.js';
import { project } from './order.js';
import { readAll, write } from './storage.js';

/** @typedef {import('../shared/types.js').Operation} Operation */
/** @typedef {import('../shared/types.js').Order} Order */

export class Queue extends EventTarget {
  /** @param {IDBDatabase} database @param {BroadcastChannel|null} channel */
  constructor(database, channel) {
    super();
    this.database = database;
    this.channel = channel;
    /** @type {Operation[]} */
    this.operations = [];
    /** @type {Map<string, Order>} */
    this.bases = new Map();
    /** @type {Map<string, string>} operation id → adjustment id, for adjustments made here */
    this.adjustments = new Map();
    channel?.addEventListener('message', ({ data }) => { if (data === 'queue') this.load(); });
  }

  /** Reads everything back: after a reload, or when another tab wrote. */
  async load() {
    const [operations, orders] = await Promise.all([readAll(this.database, 'operations'), readAll(this.database, 'orders')]);
    this.operations = operations;
    this.bases = new Map(orders.map(({ key, base }) => [key, base]));
    this.adjustments = new Map(orders.flatMap(({ adjustments }) => adjustments ?? []));
    this.dispatchEvent(new Event('change'));
  }

  /** @param {string|null} key */
  order(key) {
    return key ? project(this.bases.get(key) ?? null, this.of(key)) : null;
  }

  /** @param {string} key */
  of(key) {
    return this.operations.filter((operation) => operation.order === key);
  }

  /**
   * Not yet acknowledged and not refused.
   * @param {string} [key]
   */
  waiting(key) {
    return this.operations.filter((operation) => operation.state !== 'rejected' && (!key || operation.order === key));
  }

  refused() {
    return this.operations.filter((operation) => operation.state === 'rejected');
  }

  /** @param {string} key @param {{kind: string, payload: any, approval?: string|null}[]} edits @returns {Promise<Operation[]>} */
  async append(key, edits) {
    const at = new Date().toISOString();
    /** @type {Operation[]} */
    const operations = edits.map((edit) => ({ id: uuid(), order: key, at, state: 'pending', approval: null, problem: null, ...edit }));
    await write(this.database, ['operations'], (stores) => {
      for (const operation of operations) {
        const request = stores.operations.add(operation);
        request.onsuccess = () => { operation.seq = Number(request.result); };
      }
    });
    this.operations.push(...operations);
    this.#tell();
    return operations;
  }

  /** @param {Operation} operation @param {Partial<Operation>} change */
  async mark(operation, change) {
    Object.assign(operation, change);
    await write(this.database, ['operations'], ({ operations }) => { operations.put(operation); });
    this.#tell();
  }

  /**
   * The server has it: its answer becomes the new ground, the operation goes.
   * @param {Operation} operation @param {Order|null} base
   */
  async acknowledge(operation, base) {
    const before = this.bases.get(operation.order);
    if (base && operation.kind === 'add_adjustment') {
      const known = new Set(before?.adjustments.map(({ id }) => id));
      const made = base.adjustments.find(({ id }) => !known.has(id));
      if (made) this.adjustments.set(operation.id, made.id);
    }
    await write(this.database, ['operations', 'orders'], ({ operations, orders }) => {
      operations.delete(/** @type {number} */ (operation.seq));
      if (base) orders.put(this.#row(operation.order, base));
    });
    this.operations = this.operations.filter(({ id }) => id !== operation.id);
    if (base) this.bases.set(operation.order, base);
    this.#tell();
  }

  /** @param {string} key @param {Order} base */
  async rebase(key, base) {
    await write(this.database, ['orders'], ({ orders }) => { orders.put(this.#row(key, base)); });
    this.bases.set(key, base);
    this.#tell();
  }

  /**
   * A person has seen the refusal and puts it aside.
   * @param {Operation} operation
   */
  async dismiss(operation) {
    await write(this.database, ['operations'], ({ operations }) => { operations.delete(/** @type {number} */ (operation.seq)); });
    this.operations = this.operations.filter(({ id }) => id !== operation.id);
    this.#tell();
  }

  /**
   * Forgets orders that nothing here needs any more.
   * @param {Set<string>} kept
   */
  async tidy(kept) {
    const needed = new Set([...kept, ...this.operations.map(({ order }) => order)]);
    const gone = [...this.bases.keys()].filter((key) => !needed.has(key));
    await write(this.database, ['orders'], ({ orders }) => { for (const key of gone) orders.delete(key); });
    for (const key of gone) this.bases.delete(key);
  }

  /** @param {string} key @param {Order} base */
  #row(key, base) {
    const known = new Set(base.adjustments?.map(({ id }) => id));
    return { key, base, adjustments: [...this.adjustments].filter(([, id]) => known.has(id)) };
  }

  #tell() {
    this.dispatchEvent(new Event('change'));
    this.channel?.postMessage('queue');
  }
}
