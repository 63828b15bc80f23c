/**
 * Sends the queue, in order, one request at a time, from one tab of the browser only (a Web Lock names the leader; the next tab takes over
 * when it closes). Waits quietly while the server cannot be reached; shows what the server refuses and goes on with the rest.
 */
import { MissingTarget, orderIn, requestFor, verdict } from './operations.js';

/** @typedef {import('../shared/types.js').Operation} Operation */

export class Sync extends EventTarget {
  /** @param {{queue: import('./queue.js').Queue, api: any}} parts */
  constructor({ queue, api }) {
    super();
    this.queue = queue;
    this.api = api;
    this.isLeader = false;
    this.isRunning = false;
    /** @type {string|null} since when the server cannot be reached */
    this.offlineSince = null;
    this.pause = 500;
    /** @type {any} */
    this.timer = 0;
  }

  start() {
    const lead = () => {
      this.isLeader = true;
      this.run();
      return new Promise(() => {});
    };
    if (navigator.locks) navigator.locks.request('counterfoil-sync', lead);
    else lead();
    this.queue.addEventListener('change', () => this.run());
    addEventListener('online', () => this.run(true));
    addEventListener('offline', () => this.setReachable(false));
  }

  /** @param {boolean} isReachable */
  setReachable(isReachable) {
    if (isReachable === (this.offlineSince === null)) return;
    this.offlineSince = isReachable ? null : new Date().toISOString();
    if (isReachable) this.pause = 500;
    this.dispatchEvent(new Event('change'));
  }

  /** @param {boolean} [now] do not wait for the pause to end */
  async run(now = false) {
    if (now) this.#cancelPause();
    if (!this.isLeader || this.isRunning || this.timer) return;
    this.isRunning = true;
    try {
      let next;
      while ((next = this.queue.waiting()[0])) if (!(await this.send(next))) break;
    } finally {
      this.isRunning = false;
      this.dispatchEvent(new Event('idle'));
    }
  }

  /** @param {Operation} operation @returns {Promise<boolean>} whether to go on with the next */
  async send(operation) {
    const base = this.queue.bases.get(operation.order) ?? null;
    let request;
    try {
      request = requestFor(operation, base, this.queue.adjustments);
    } catch (error) {
      if (!(error instanceof MissingTarget)) throw error;
      await this.#refuse(operation, { status: 409, code: 'nothing_to_change', detail: '' });
      return true;
    }
    if (operation.state !== 'sent') operation.state = 'sent';
    try {
      const { body } = await this.api.call(request.method, request.path, request.body, request.headers);
      this.setReachable(true);
      const detail = { operation, body };
      await this.queue.acknowledge(operation, orderIn(body));
      this.dispatchEvent(new CustomEvent('acknowledged', { detail }));
      return true;
    } catch (error) {
      const problem = /** @type {any} */ (error).problem;
      if (!problem) throw error;
      return this.#handle(operation, problem, /** @type {any} */ (error).retryAfter);
    }
  }

  /** @param {Operation} operation @param {any} problem @param {number} retryAfter */
  async #handle(operation, problem, retryAfter) {
    const next = verdict(problem.status, problem.detail);
    if (next === 'wait') {
      this.setReachable(problem.status !== 0);
      this.#wait(retryAfter);
      return false;
    }
    this.setReachable(true);
    if (next === 'signed_out') {
      this.dispatchEvent(new Event('signed_out'));
      return false;
    }
    if (next === 'rebase') {
      const base = this.queue.bases.get(operation.order);
      const current = orderIn(problem.body) ?? (base?.id ? await this.api.get(`/orders/${base.id}`).catch(() => null) : null);
      if (current && current.version !== base?.version) {
        await this.queue.rebase(operation.order, current);
        return true;
      }
      if (!current) {
        this.#wait(0);
        return false;
      }
    }
    await this.#refuse(operation, problem);
    return true;
  }

  /** @param {Operation} operation @param {any} problem */
  async #refuse(operation, problem) {
    await this.queue.mark(operation, { state: 'rejected', problem });
    this.dispatchEvent(new CustomEvent('refused', { detail: { operation, problem } }));
  }

  /** @param {number} seconds */
  #wait(seconds) {
    const delay = Math.max(this.pause, seconds * 1000);
    this.pause = Math.min(this.pause * 2, 15_000);
    this.timer = setTimeout(() => { this.timer = 0; this.run(); }, delay);
  }

  #cancelPause() {
    clearTimeout(this.timer);
    this.timer = 0;
  }

  /**
   * Resolves when nothing of this order is on its way any more; rejects when the server cannot be reached.
   * @param {string} key
   */
  settled(key) {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (this.queue.waiting(key).length === 0) { stop(); resolve(undefined); }
        else if (this.offlineSince) { stop(); reject(new Error('offline')); }
      };
      const stop = () => { this.queue.removeEventListener('change', look); this.removeEventListener('change', look); };
      this.queue.addEventListener('change', look);
      this.addEventListener('change', look);
      this.run(true);
      look();
    });
  }
}
