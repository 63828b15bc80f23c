/** What somebody is about to make of an order: a state of its packages, or a step of the order as a whole. */
import { chosenOption, changed, faultsOf, missing, startDraft, statusCalls } from '../../shared/status-change.js';
import { areQuantities } from './parts.js';
import { nextSteps } from './next-steps.js';

/** Whether something of it can be sent or fetched, so that its packages have states to go to. @param {any} order */
export const isFulfillable = (order) => order.status === 'placed' && order.fulfillment_status !== 'not_required';

/** What somebody is about to change, and how far that is. */
export class StatusPanel {
  /** @param {any} page @param {any} order */
  constructor(page, order) {
    this.page = page;
    this.order = order;
    this.calls = statusCalls(page.office.api, order.id);
    this.steps = nextSteps(order, { requiresDiscardReason: page.office.boot.settings.require_discard_reason });
    /** A step of the order as a whole; null while a state of its packages is chosen. @type {any} */
    this.step = isFulfillable(order) ? null : this.steps.find((step) => page.office.may(step.action)) ?? null;
    this.reason = '';
    this.isBusy = false;
    this.isWaiting = isFulfillable(order);
    /** @type {import('../../shared/status-change.js').Choices|null} */
    this.choices = null;
    /** @type {import('../../shared/status-change.js').Draft|null} */
    this.draft = null;
    this.isOther = false;
    /** @type {Map<string, string>} */
    this.texts = new Map();
    /** @type {import('../../shared/status-change.js').Faults} */
    this.faults = {};
    this.refresh = () => {};
    /** Says what was done. */
    this.told = (/** @type {any} */ _order) => {};
  }

  async load() {
    try {
      this.choices = await this.calls.choices();
      this.draft = startDraft(this.choices, this.order);
      if (!this.draft.status || !this.page.office.may('fulfil')) this.step = this.steps.find((step) => this.page.office.may(step.action)) ?? null;
    } catch (error) {
      this.faults = { '': this.page.office.explain(error) };
    }
    this.isWaiting = false;
  }

  /** The states of its packages that can come next. */
  get options() { return this.choices?.options.filter((option) => option.available) ?? []; }

  get isReady() {
    if (this.isBusy || this.isWaiting) return false;
    return this.step ? this.step.asksReason !== 'must' || this.reason.trim() !== '' : Boolean(this.draft && this.choices && chosenOption(this.choices, this.draft));
  }

  /** @param {any} step */
  chooseStep(step) {
    this.step = step;
    this.faults = {};
    this.refresh();
  }

  /** @param {Partial<import('../../shared/status-change.js').Draft>} change @param {{isOther?: boolean, texts?: Map<string, string>}} [more] */
  change(change, more = {}) {
    if (!this.draft) return;
    this.draft = changed(this.draft, change);
    this.isOther = more.isOther ?? this.isOther;
    this.texts = more.texts ?? this.texts;
    this.step = null;
    for (const name of ['courier', 'tracking', 'parts']) if (name in change) delete this.faults[{ courier: 'courier', tracking: 'tracking_number', parts: 'lines' }[name] ?? ''];
    if ('status' in change) this.faults = {};
    this.refresh();
  }

  /** What keeps it from being saved is said at its field; answers whether nothing does. */
  check() {
    const { say } = this.page;
    if (this.step || !this.choices || !this.draft) return true;
    this.faults = Object.fromEntries(missing(this.choices, this.draft).map((field) => [field, say(`status.need.${field}`)]));
    if (!areQuantities(this.order, /** @type {any} */ (this))) this.faults.lines = say('status.need.quantity');
    return Object.keys(this.faults).length === 0;
  }

  /** @param {() => void} close */
  async save(close) {
    if (!this.isReady) return;
    if (!this.check()) {
      this.refresh();
      /** @type {HTMLElement|null} */ (document.querySelector('.popover [aria-invalid="true"]'))?.focus();
      return;
    }
    this.isBusy = true;
    this.refresh();
    const { office, list } = this.page;
    try {
      const now = this.step ? await take(this.page, list.find(this.order.id) ?? this.order, this.step, this.reason.trim())
        : await this.calls.save(/** @type {any} */ (this.choices), /** @type {any} */ (this.draft));
      close();
      list.put(now);
      this.told(now);
    } catch (error) {
      this.isBusy = false;
      this.faults = this.step ? { '': office.explain(error) } : faultsOf(/** @type {any} */ (error)?.problem, office.explain);
      this.refresh();
    }
  }
}

/**
 * Takes a step; answers the order as it is afterwards.
 * @param {any} page @param {any} order @param {any} step @param {string} [reason]
 */
export async function take({ office }, order, step, reason = '') {
  const { method, path, body, needsVersion } = step.call;
  const headers = needsVersion ? { 'If-Match': `"${order.version}"` } : {};
  const sent = reason ? { ...body, reason } : body;
  const answer = await office.api.call(method, path, sent, headers);
  return answer.body ?? office.api.get(`/orders/${order.id}`);
}
