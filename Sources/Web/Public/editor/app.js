/**
 * What every view of the order page is given: the shop, the words, the order with its edits, and the state of the screen.
 * Changing the state redraws once, after everything that happened in the same turn.
 */
import { drawsOnce } from '../shared/press.js';
import { uuid } from '../shared/uuid.js';
import { shortTime } from './days.js';
import { valueBefore } from './edits.js';

/** @typedef {import('./edits.js').Edit} Edit */

export class App {
  /** @param {any} parts office, boot, say, money, api, saver, toasts, locale */
  constructor(parts) {
    /** @type {any} */ this.office = parts.office;
    /** @type {any} */ this.boot = parts.boot;
    /** @type {(key: string, values?: Record<string, string|number>) => string} */ this.say = parts.say;
    /** @type {ReturnType<import('../shared/money.js').moneyFormat>} */ this.money = parts.money;
    /** @type {ReturnType<import('../shared/api.js').makeAPI>} */ this.api = parts.api;
    /** @type {import('./saver.js').Saver} */ this.saver = parts.saver;
    /** @type {any} */ this.toasts = parts.toasts;
    /** @type {string} */ this.locale = parts.locale;
    /** @type {() => void} */ this.draw = () => {};
    this.refresh = drawsOnce(() => this.draw());
    /** Half-typed texts by field, so that redrawing never touches what somebody types. @type {Map<string, {text: string, problem: string|null}>} */
    this.typing = new Map();
    /** @type {any} */
    this.state = {
      isSheetOpen: false, shown: 'items', people: [], customer: null, requirements: null, stock: new Map(), events: null, movements: null,
      rates: null, shippingMode: null, templates: null, isUnfolded: false, difference: null, failed: {}, busy: null, link: null,
      providers: null, cards: null, tasks: null, checking: new Set(),
    };
  }

  /** @param {Record<string, any>} change */
  set(change) {
    Object.assign(this.state, change);
    this.refresh();
  }

  get order() { return this.saver.order; }
  get id() { return this.saver.base.id; }
  /** Contents may be changed; tags and the staff note always may. */
  get isOpen() { return this.saver.base.status === 'draft'; }

  /**
   * Sets fields of the order, of `line:<key>` or of `adjustment:<id>`.
   * @param {string} target @param {Record<string, any>} fields @param {{soon?: boolean, shown?: Record<string, any>}} options
   */
  edit(target, fields, { soon = false, shown } = {}) {
    const known = Object.keys(fields).map((name) => [name, valueBefore(this.saver.base, this.saver.edits, target, name)]);
    this.saver.add({ id: uuid(), kind: 'set', target, fields, before: Object.fromEntries(known), shown, state: 'waiting' }, { soon });
  }

  /** @param {Omit<Edit, 'id'|'state'>} edit */
  apply(edit) {
    const whole = /** @type {Edit} */ ({ id: uuid(), state: 'waiting', ...edit });
    this.saver.add(whole);
    return whole;
  }

  /** @param {string} id the name of whoever works here */
  nameOf(id) {
    return this.boot.page.staff_names.find((/** @type {any} */ one) => one.id === id)?.name ?? null;
  }

  /** @param {string} instant */
  time(instant) {
    return shortTime(instant, this.locale, this.boot.settings.time_zone, Date.now());
  }

  /**
   * The sentence for a refusal: the server's own words, or ours when it was not reached.
   * @param {any} error
   */
  explain(error) {
    const problem = error?.problem ?? error;
    if (!problem || !problem.status) return this.say('error.unreachable');
    const first = problem.errors?.map((/** @type {any} */ each) => each.message).filter(Boolean).join(' ');
    return first || problem.detail || this.say('error.unknown');
  }
}
