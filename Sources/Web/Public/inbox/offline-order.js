/**
 * An order that no conversation began: for whom, and by which way they came. Somebody known is found by typing and Enter; somebody new becomes
 * a customer together with the order. However often it is asked, it is made once. No page in it.
 */
import { guess } from '../editor/customer-view.js';
import { addressInput } from '../editor/addresses.js';
import { OneCharge } from '../office/payments/one-charge.js';

/** @typedef {import('../shared/types.js').Customer} Customer */
/** @typedef {{kind: 'known', customer: Customer} | {kind: 'new'}} Choice */

/** The ways an order comes in that no machine notes. */
export const CHANNELS = ['phone', 'line', 'facebook', 'instagram', 'web_chat', 'back_office'];

/** What is asked of somebody new, beside the address. */
export const PERSON = /** @type {const} */ (['name', 'phone', 'email', 'company']);

/** @param {string|null|undefined} text letter case, accents and spaces aside */
const plain = (text) => (text ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();

/** @param {string|null|undefined} phone */
const digits = (phone) => (phone ?? '').replace(/\D/g, '');

/**
 * Whether that is exactly how somebody is known: by name, company, e-mail or phone.
 * @param {Customer} customer @param {string} typed
 */
export const isKnownAs = (customer, typed) => {
  const wanted = plain(typed);
  const isPhone = digits(typed).length >= 6 && /^[+\d\s()/.-]+$/.test(typed.trim());
  return [customer.name, customer.company, customer.email].some((word) => word && plain(word) === wanted)
    || (isPhone && digits(customer.phone) === digits(typed));
};

export class OfflineOrder extends EventTarget {
  /**
   * @param {{api: any, explain: (error: any) => string, channel?: string|null, makeKey?: () => string}} parts `channel`: the one used last
   */
  constructor({ api, explain, channel, makeKey }) {
    super();
    this.api = api;
    this.explain = explain;
    this.channel = channel && CHANNELS.includes(channel) ? channel : 'phone';
    this.query = '';
    /** What the list below the field is the answer to; null before the first. @type {string|null} */
    this.answered = null;
    /** @type {Customer[]} */
    this.found = [];
    /** Which of `choices` Enter takes; -1 is none. */
    this.at = -1;
    /** Enter came before its answer. */
    this.isEnterWaiting = false;
    this.isWritingDown = false;
    /** @type {Record<string, string>} */
    this.person = {};
    /** @type {Record<string, string>} */
    this.address = {};
    /** Field → what is wrong with it. @type {Record<string, string>} */
    this.faults = {};
    /** Somebody known who has the phone or e-mail that is being written down. @type {Customer|null} */
    this.twin = null;
    this.error = '';
    this.charge = new OneCharge(makeKey);
    /** What was asked when no answer came: asked again as it was. @type {Record<string, any>|null} */
    this.open = null;
    this.turn = 0;
  }

  changed() { this.dispatchEvent(new Event('change')); }

  /** @returns {Choice[]} what the list shows, from above */
  get choices() {
    /** @type {Choice[]} */
    const known = this.found.map((customer) => ({ kind: 'known', customer }));
    return this.query.trim() ? [...known, { kind: 'new' }] : known;
  }

  /** @param {string} text */
  type(text) {
    this.query = text;
    this.isEnterWaiting = false;
    this.changed();
  }

  /** Asks for whoever matches what was typed; of several answers the one to the last question counts. */
  async look() {
    const mine = ++this.turn;
    const query = this.query.trim();
    try {
      const { data } = await this.api.get(`/customers?limit=8${query ? `&q=${encodeURIComponent(query)}` : ''}`);
      if (mine !== this.turn) return;
      Object.assign(this, { found: data, answered: query, error: '', at: query ? 0 : -1 });
    } catch (error) {
      if (mine !== this.turn) return;
      Object.assign(this, { error: this.explain(error), isEnterWaiting: false });
    }
    const goesOn = this.isEnterWaiting && this.answered === this.query.trim();
    this.isEnterWaiting = false;
    this.changed();
    if (goesOn) await this.takeUnseen();
  }

  /** @param {number} by */
  step(by) {
    const count = this.choices.length;
    if (!count) return;
    this.at = this.at < 0 ? (by > 0 ? 0 : count - 1) : (this.at + by + count) % count;
    this.changed();
  }

  /** Enter: what is marked, once it is the answer to what was typed. */
  async enter() {
    if (this.answered !== this.query.trim()) {
      this.isEnterWaiting = true;
      await this.look();
      return;
    }
    const choice = this.choices[this.at];
    if (choice) await this.take(choice);
  }

  /** Enter was faster than the list: only what leaves no doubt is taken, else the list is there to choose from. */
  async takeUnseen() {
    const exact = this.found.filter((customer) => isKnownAs(customer, this.query));
    if (!this.found.length) return this.take({ kind: 'new' });
    if (this.found.length === 1) return this.take({ kind: 'known', customer: this.found[0] });
    if (exact.length === 1) return this.take({ kind: 'known', customer: exact[0] });
    return undefined;
  }

  /** @param {Choice} choice */
  async take(choice) {
    if (choice.kind === 'new') return this.writeDown();
    return this.make({ customer_id: choice.customer.id });
  }

  /** Somebody new: what was typed goes into the field it looks like. */
  writeDown() {
    if (this.open) return;
    for (const [name, text] of Object.entries(guess(this.query))) if (text) this.person[name] = text;
    Object.assign(this, { isWritingDown: true, faults: {}, error: '', twin: null });
    this.changed();
  }

  /** Back to those the shop knows; what was written stays for the next time. */
  lookAgain() {
    if (this.open) return;
    Object.assign(this, { isWritingDown: false, faults: {}, error: '', twin: null });
    this.changed();
  }

  /** @param {string} name @param {string} text */
  write(name, text) {
    this.person[name] = text;
    delete this.faults[name];
    this.changed();
  }

  get isNamed() { return PERSON.some((name) => (this.person[name] ?? '').trim()); }

  /** Looks whether somebody known has this phone or e-mail already. @param {'phone'|'email'} name */
  async findTwin(name) {
    const text = (this.person[name] ?? '').trim();
    if (text.length < 6) return;
    const found = await this.api.get(`/customers?limit=5&q=${encodeURIComponent(text)}`).catch(() => ({ data: [] }));
    if ((this.person[name] ?? '').trim() !== text) return;
    this.twin = found.data.find((/** @type {Customer} */ one) => isKnownAs(one, text)) ?? null;
    this.changed();
  }

  /** The order with somebody new. */
  async makeForNew() {
    const person = Object.fromEntries(PERSON.map((name) => [name, (this.person[name] ?? '').trim()]).filter(([, text]) => text));
    const address = addressInput(this.address);
    const at = address ? { ...address, name: address.name ?? person.name ?? null, phone: address.phone ?? person.phone ?? null } : null;
    await this.make({ new_customer: { ...person, ...(at ? { address: at } : {}) } });
  }

  /** @param {Record<string, any>} who */
  async make(who) {
    if (this.charge.isBusy) return;
    this.open ??= { channel: this.channel, ...who };
    this.faults = {};
    const body = this.open;
    const request = this.charge.run((headers) => this.api.post('/orders', { client_id: headers['Idempotency-Key'], ...body }, headers)
      .catch((/** @type {any} */ error) => { this.faults = faultsOf(error); throw error; }), this.explain);
    this.changed();
    const order = await request;
    if (!this.charge.isUnsure) this.open = null;
    this.error = Object.keys(this.faults).length ? '' : this.charge.error;
    this.changed();
    if (order) this.dispatchEvent(Object.assign(new Event('made'), { order }));
  }
}

/** What a refusal says of the fields of somebody new. @param {any} error @returns {Record<string, string>} */
function faultsOf(error) {
  /** @type {Record<string, string>} */
  const faults = {};
  for (const { field, message } of error?.problem?.errors ?? []) {
    const name = field.replace('new_customer.', '');
    if (name !== field) faults[name] ??= message;
  }
  return faults;
}
