/**
 * Saves an order edit by edit, in the order they were made: at once or after a pause in typing, again and again while the server cannot
 * be reached, and never over what somebody else changed meanwhile. Tells `change` whenever there is something new to show.
 */
import { added, folded, isRemovalStale, isShutOut, project, rebased, requestOf } from './edits.js';

/** @typedef {import('./edits.js').Edit} Edit */

const PAUSE = 600;
const LONGEST_WAIT = 15_000;

export class Saver extends EventTarget {
  /** @param {{api: any, order: any, kept: ReturnType<import('./kept.js').keptEdits>, now?: () => number}} parts */
  constructor({ api, order, kept, now = Date.now }) {
    super();
    this.api = api;
    this.kept = kept;
    this.now = now;
    this.base = order;
    /** @type {Edit[]} */
    this.edits = rebased(kept.read(), order);
    /** @type {'saved'|'saving'|'trying'|'signed_out'} */
    this.state = 'saved';
    this.savedAt = Date.parse(order.updated_at);
    this.isKept = true;
    this.fails = 0;
    this.isRunning = false;
    /** @type {any} */ this.timer = 0;
    /** @type {any} */ this.projection = null;
    /** @type {(() => void)[]} */ this.waiters = [];
  }

  /** The order as the page shows it. */
  get order() {
    this.projection ??= project(this.base, this.edits);
    return this.projection;
  }

  get waiting() { return this.edits.filter(({ state }) => state === 'waiting' || state === 'sending'); }
  get isDirty() { return this.edits.length > 0; }

  /** @param {string} target @param {string} field the edit that a field shows its problem or conflict of */
  editOf(target, field) {
    return this.edits.find((edit) => edit.kind === 'set' && edit.target === target && field in (edit.fields ?? {}));
  }

  /** @param {Edit} edit @param {{soon?: boolean}} options `soon` waits for a pause in typing */
  add(edit, { soon = false } = {}) {
    this.edits = added(this.edits, edit);
    this.changed();
    if (soon) this.runIn(PAUSE);
    else this.run();
  }

  /** Takes back an edit that was refused or that gave way to somebody else's. @param {string} id */
  drop(id) {
    this.edits = this.edits.filter((edit) => edit.id !== id);
    this.changed();
  }

  /** Sends a conflicting edit all the same, now that somebody has seen what it replaces. @param {string} id */
  keepMine(id) {
    this.edits = this.edits.map((edit) => (edit.id === id
      ? { ...edit, state: /** @type {const} */ ('waiting'), before: { ...edit.before, ...edit.theirs }, theirs: undefined } : edit));
    this.changed();
    this.run();
  }

  /** Takes what the server has now. @param {any} order */
  rebase(order) {
    if (order.version < this.base.version) return;
    this.base = order;
    this.edits = rebased(this.edits, order);
    this.changed();
    if (this.waiting.length && !this.isRunning) this.runIn(0);
  }

  /** Edits that the order's being locked kept out. */
  get shutOut() { return this.edits.filter((edit) => isShutOut(edit, this.base)); }

  /** Forgets what the lock kept out. */
  dropShutOut() {
    this.edits = this.edits.filter((edit) => !isShutOut(edit, this.base));
    this.changed();
  }

  changed() {
    this.projection = null;
    this.isKept = this.kept.write(this.edits);
    this.dispatchEvent(new Event('change'));
  }

  /** @param {number} milliseconds */
  runIn(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), milliseconds);
  }

  /** Resolves once nothing waits any more, with whether everything is saved that could be. @returns {Promise<boolean>} */
  async flush() {
    this.run();
    if (this.isRunning || this.waiting.length) await new Promise((resolve) => this.waiters.push(() => resolve(undefined)));
    return this.edits.length === this.shutOut.length;
  }

  async run() {
    clearTimeout(this.timer);
    if (this.isRunning) return;
    this.isRunning = true;
    const slow = setTimeout(() => this.tell('saving'), 400);
    let goesOn = true;
    while (goesOn) {
      const edit = this.edits.find(({ state }) => state === 'waiting');
      if (!edit) break;
      goesOn = await this.send(edit);
    }
    clearTimeout(slow);
    this.isRunning = false;
    if (goesOn) this.tell('saved');
    if (!this.waiting.length || !goesOn) for (const done of this.waiters.splice(0)) done();
  }

  /** @param {Saver['state']} state */
  tell(state) {
    if (this.state === state) return;
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }

  /** @param {Edit} edit @param {Partial<Edit>} change */
  mark(edit, change) {
    this.edits = this.edits.map((one) => (one.id === edit.id ? { ...one, ...change } : one));
  }

  /** @param {Edit} edit one that did not get through */
  wait(edit) {
    this.mark(edit, { state: 'waiting' });
    // The order may have changed while the edit was on its way; it is held against what there is now before it goes again.
    this.edits = rebased(folded(this.edits), this.base);
  }

  /** @param {Edit} edit @returns {Promise<boolean>} whether to go on with the next one */
  async send(edit) {
    const request = requestOf(edit, this.base);
    if (!request) {
      this.drop(edit.id);
      return true;
    }
    this.mark(edit, { state: 'sending' });
    try {
      const { body } = await this.api.call(request.method, request.path, request.body, request.headers, { outlivesPage: true });
      this.done(edit, body);
      return true;
    } catch (error) {
      return this.failed(edit, error);
    }
  }

  /** @param {Edit} edit @param {any} order */
  done(edit, order) {
    const before = this.order;
    this.edits = this.edits.filter((one) => one.id !== edit.id);
    this.fails = 0;
    this.savedAt = this.now();
    if (order) this.base = order;
    this.edits = rebased(this.edits, this.base);
    this.changed();
    this.dispatchEvent(Object.assign(new Event('saved'), { edit, before }));
  }

  /** @param {Edit} edit @param {any} error @returns {Promise<boolean>} */
  async failed(edit, error) {
    const status = error?.status ?? 0;
    if (status === 412 && error.problem.body?.order) return this.meet(edit, error.problem.body.order);
    if (status === 401) return this.pause(edit, 'signed_out');
    if (status === 0 || status === 429 || status >= 500) {
      this.fails += 1;
      this.runIn(Math.max((error?.retryAfter ?? 0) * 1000, Math.min(LONGEST_WAIT, 500 * 2 ** this.fails)));
      return this.pause(edit, 'trying');
    }
    if (status === 404 && edit.kind !== 'add_line') {
      // Somebody else removed the thing this was about; the order as it is now says so.
      this.drop(edit.id);
      await this.reload();
      return true;
    }
    this.mark(edit, { state: 'refused', problem: error.problem });
    if (status === 409) await this.reload();
    this.changed();
    this.dispatchEvent(Object.assign(new Event('refused'), { edit, problem: error.problem }));
    return true;
  }

  /** @param {Edit} edit @param {'trying'|'signed_out'} state */
  pause(edit, state) {
    this.wait(edit);
    this.state = state;
    this.changed();
    return false;
  }

  /** The order was changed by somebody else meanwhile. @param {Edit} edit @param {any} order */
  meet(edit, order) {
    this.wait(edit);
    if (edit.kind === 'remove' && isRemovalStale(edit, order)) {
      this.edits = this.edits.filter((one) => one.id !== edit.id);
      this.dispatchEvent(Object.assign(new Event('kept'), { edit }));
    }
    this.rebase(order);
    return true;
  }

  async reload() {
    try {
      this.rebase(await this.api.get(`/orders/${this.base.id}`));
    } catch {
      // The next event or edit asks again.
      this.dispatchEvent(new Event('change'));
    }
  }
}
