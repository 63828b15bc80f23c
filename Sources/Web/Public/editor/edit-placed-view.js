/**
 * *Edit order*: changes what is on a placed order. Every change is shown with its money before it is made; what is then due or too much
 * is said, and nothing typed goes away without a question.
 */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogHead, field } from '../shared/dialog-view.js';
import { soon } from '../shared/live.js';
import { uuid } from '../shared/uuid.js';
import { bodyOf, isChanged, startEdit } from './edit-placed.js';
import { addRows } from './edit-add-view.js';
import { editRow } from './edit-row-view.js';
import { askDiscount } from './discount-view.js';
import { loadSides } from './sides.js';

/** @typedef {import('./app.js').App} App */

const WAIT_MS = 250;

/** @param {App} app */
export async function editPlaced(app) {
  const work = new Work(app);
  await ask((tools) => {
    work.tools = tools;
    return view(work);
  }, { classes: 'dialog-wide edit-placed', fills: true, leave: () => void work.leave() });
  work.isOver = true;
}

/** One change while it is made. */
class Work {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.order = app.saver.base;
    this.exponent = app.money.exponent;
    this.form = startEdit(this.order, this.exponent);
    /** @type {any} */ this.seen = null;
    /** @type {any} */ this.problem = null;
    this.key = uuid();
    this.turn = 0;
    this.isBusy = false;
    this.isLooking = false;
    this.isOver = false;
    /** @type {any} */ this.tools = null;
    this.look = soon(WAIT_MS, () => this.preview());
  }

  get body() { return bodyOf(this.form, this.order, this.exponent); }

  /** Something was changed: the sums are asked for, once nothing more is typed. */
  changed() {
    this.key = uuid();
    this.isLooking = true;
    this.look();
    this.tools.refresh();
  }

  async preview() {
    const { body } = this;
    const mine = ++this.turn;
    if (!body || !isChanged(body)) {
      Object.assign(this, { seen: null, problem: null, isLooking: false });
      return this.tools.refresh();
    }
    try {
      const { body: seen } = await this.app.api.call('POST', `/orders/${this.app.id}/edits`, { ...body, preview: true }, this.match());
      if (mine === this.turn) Object.assign(this, { seen, problem: null });
    } catch (error) {
      if (mine === this.turn) this.refused(error);
    }
    if (mine === this.turn) this.isLooking = false;
    return this.isOver ? undefined : this.tools.refresh();
  }

  match() { return { 'If-Match': `"${this.order.version}"` }; }

  /** @param {any} error */
  refused(error) {
    this.problem = error.problem ?? { status: 0 };
    this.seen = null;
  }

  async store() {
    const { body, seen, app, form } = this;
    if (!body || !seen || this.isBusy) return;
    Object.assign(this, { isBusy: true, problem: null });
    this.tools.refresh();
    try {
      const { body: done } = await app.api.call('POST', `/orders/${app.id}/edits`, {
        ...body, expected_total: seen.total_after, refund: form.refund && seen.to_refund > 0 && app.office.may('refund'),
        notify: form.notify, ...(form.reason.trim() ? { reason: form.reason.trim() } : {}),
      }, { ...this.match(), 'Idempotency-Key': this.key });
      app.saver.rebase(done.order);
      // What a provider has to give back may be known by now.
      void app.saver.reload();
      loadSides(app, ['events', 'movements', 'revisions', 'tasks', 'stock']);
      app.toasts.show(told(app, done), { icon: 'check', seconds: 12 });
      this.tools.close(true);
    } catch (error) {
      this.refused(error);
      this.isBusy = false;
      this.look();
      this.tools.refresh();
    }
  }

  /** The order as somebody else left it meanwhile; what was done here is done anew. */
  takeNew() {
    this.app.saver.rebase(this.problem.order ?? this.app.saver.base);
    this.order = this.app.saver.base;
    this.form = startEdit(this.order, this.exponent);
    Object.assign(this, { problem: null, seen: null });
    this.tools.refresh();
  }

  /** Escape and a tap beside the dialog ask before anything is lost. */
  async leave() {
    if (!isChanged(this.body)) return this.tools.close();
    const { say } = this.app;
    const answer = await ask(({ close }) => h('div', { class: 'dialog-frame' },
      dialogHead({ title: say('edit.leave'), detail: say('edit.leave_hint'), close, closeLabel: say('close') }),
      h('div', { class: 'dialog-foot' },
        h('button', { type: 'button', class: 'button button-stop', onclick: () => close('drop') }, say('edit.drop')),
        h('button', { type: 'button', class: 'button button-main', autofocus: true, onclick: () => close('stay') }, say('edit.stay')))));
    return answer === 'drop' ? this.tools.close() : undefined;
  }
}

/** @param {Work} work */
function view(work) {
  const { app, form } = work;
  const { say, money } = app;
  const failures = work.problem?.errors ?? [];
  return h('form', { method: 'dialog', novalidate: true, onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); void work.store(); } },
    dialogHead({ title: say('edit.title', { number: work.order.number ?? work.order.draft_number }), detail: say('edit.hint'), close: () => work.leave(),
      closeLabel: say('close') }),
    h('div', { class: 'dialog-body' },
      h('div', { class: 'edit-rows', role: 'list', 'aria-label': say('section.items') },
        form.rows.map((row, index) => editRow(work, row, index, failures))),
      addRows(work),
      beside(work),
      h('div', { class: 'fields fields-two', key: 'shipping' },
        field({ label: say('edit.shipping'), id: 'edit-shipping', dir: 'auto', maxlength: 200, value: form.shipping.title,
          oninput: (/** @type {any} */ event) => { form.shipping.title = event.target.value; work.changed(); } }),
        field({ label: say('shipping.price', { currency: money.currency }), id: 'edit-shipping-price', inputmode: 'decimal', class: 'input input-money',
          value: form.shipping.price, oninput: (/** @type {any} */ event) => { form.shipping.price = event.target.value; work.changed(); } })),
      field({ label: say('edit.reason'), id: 'edit-reason', dir: 'auto', maxlength: 1000, value: form.reason,
        oninput: (/** @type {any} */ event) => { form.reason = event.target.value; work.tools.refresh(); } }),
      work.order.customer?.email || work.order.customer?.phone ? h('label', { class: 'check', key: 'notify' }, h('input', {
        type: 'checkbox', checked: form.notify, onchange: (/** @type {any} */ event) => { form.notify = event.target.checked; },
      }), say('edit.notify')) : null,
      problem(work, failures)),
    h('div', { class: 'edit-outcome', key: 'outcome' }, sums(work), settlement(work)),
    foot(work));
}

/** Discounts of the whole order: what there is, and one more. @param {Work} work */
function beside(work) {
  const { app, form, order } = work;
  const { say, money } = app;
  const name = (/** @type {any} */ one) => one.title ?? one.code ?? say(`kind.${one.kind}`);
  const shown = (/** @type {any} */ one) => (one.value_type === 'percentage' ? `${one.value}%` : money.plain(Number(one.amount || one.value)));
  const add = async () => {
    const answer = await askDiscount(app, { title: say('edit.discount'), known: form.discount });
    if (answer) { form.discount = answer.discount; work.changed(); }
  };
  return h('div', { class: 'edit-beside', key: 'beside' },
    order.adjustments.map((/** @type {any} */ one) => {
      const isGone = form.gone.has(one.id);
      const flip = () => { if (isGone) form.gone.delete(one.id); else form.gone.add(one.id); work.changed(); };
      return h('span', { class: `chip chip-plain${isGone ? ' struck' : ''}`, key: one.id, dir: 'auto' }, h('bdi', null, name(one)), ' ', shown(one),
        h('button', { type: 'button', class: 'chip-button', 'aria-label': say(isGone ? 'edit.put_back_of' : 'edit.remove_of', { title: name(one) }), onclick: flip },
          icon(isGone ? 'undo' : 'close', 'icon icon-small')));
    }),
    h('button', { type: 'button', class: 'button', id: 'edit-discount', 'aria-haspopup': 'dialog', onclick: add }, icon(form.discount ? 'pencil' : 'plus'),
      form.discount ? say('edit.discount_is', { value: shown(form.discount) }) : say('edit.discount')));
}

/** What keeps the change from being made, beside what stands at a line. @param {Work} work @param {any[]} failures */
function problem(work, failures) {
  const { problem: found, app } = work;
  if (!found) return null;
  const rows = new Set(work.form.rows.map((row) => row.id));
  const general = failures.filter((one) => !rows.has(one.line_id) && !/^lines\[\d+\]/.test(one.field ?? ''));
  if (failures.length && !general.length) return null;
  const isStale = found.code === 'version_conflict';
  const words = isStale ? app.say('edit.stale') : general.map((one) => one.message).join(' ') || app.explain({ problem: found });
  return h('div', { class: 'notice', role: 'alert', key: 'problem' }, h('p', { dir: 'auto' }, words),
    isStale ? h('button', { type: 'button', class: 'button button-small', onclick: () => work.takeNew() }, app.say('edit.take_new')) : null);
}

/** @param {Work} work */
function sums(work) {
  const { seen, app, order } = work;
  const { say, money } = app;
  const signed = (/** @type {number} */ amount) => `${amount > 0 ? '+' : amount < 0 ? '\u2212' : ''}${money.money(Math.abs(amount))}`;
  return h('dl', { class: 'edit-sums', 'aria-live': 'polite', 'aria-busy': String(work.isLooking) },
    h('div', null, h('dt', { class: 'small muted' }, say('edit.before')), h('dd', { class: 'number' }, money.money(order.total))),
    h('div', null, h('dt', { class: 'small muted' }, say('edit.after')),
      h('dd', { class: 'number strong', id: 'edit-total' }, seen ? money.money(seen.total_after) : work.isLooking ? '…' : money.money(order.total))),
    h('div', null, h('dt', { class: 'small muted' }, say('edit.difference')),
      h('dd', { class: 'number strong', id: 'edit-difference' }, seen ? signed(seen.difference) : work.isLooking ? '…' : signed(0))));
}

/** What becomes of the money. @param {Work} work */
function settlement(work) {
  const { seen, form, app, order } = work;
  const { say, money } = app;
  if (!seen) return h('p', { class: 'small muted', key: 'money' }, say(work.problem ? 'edit.mend' : 'edit.nothing_yet'));
  const papers = order.invoice && seen.changes.length ? h('p', { class: 'small muted', key: 'papers' }, say('edit.papers')) : null;
  if (seen.to_refund > 0) {
    if (!app.office.may('refund')) return [h('p', { key: 'money' }, say('edit.too_much', { amount: money.money(seen.to_refund) })), papers];
    const pick = (/** @type {boolean} */ isNow) => h('label', { class: 'choice', key: String(isNow) },
      h('input', { type: 'radio', name: 'edit-refund', checked: form.refund === isNow, onchange: () => { form.refund = isNow; work.tools.refresh(); } }),
      h('span', null, say(isNow ? 'edit.refund_now' : 'edit.refund_later', { amount: money.money(seen.to_refund) }),
        h('small', null, say(isNow ? 'edit.refund_now_hint' : 'edit.refund_later_hint'))));
    return [h('div', { class: 'picks', role: 'radiogroup', 'aria-label': say('edit.money'), key: 'money' }, pick(true), pick(false)), papers];
  }
  return [h('p', { key: 'money', dir: 'auto' }, seen.amount_due > 0
    ? say(order.amount_due > 0 ? 'edit.due_in_all' : 'edit.due', { amount: money.money(seen.amount_due) }) : say('edit.even')), papers];
}

/** @param {Work} work */
function foot(work) {
  const { seen, app, form } = work;
  const { say, money } = app;
  const isReady = Boolean(seen) && !work.isLooking && !work.isBusy && work.body !== null;
  const back = seen?.to_refund > 0 && form.refund && app.office.may('refund');
  const label = !seen ? say('edit.confirm') : back ? say('edit.confirm_back', { amount: money.money(seen.to_refund) })
    : seen.difference > 0 ? say('edit.confirm_more', { amount: money.money(seen.difference) }) : say('edit.confirm');
  return h('div', { class: 'dialog-foot' }, h('div', { class: 'grows' }),
    h('button', { type: 'button', class: 'button', onclick: () => work.leave() }, say('cancel')),
    h('button', { type: 'submit', class: 'button button-main', id: 'edit-confirm', 'aria-disabled': isReady ? null : 'true' }, label));
}

/** @param {App} app @param {any} done */
function told(app, done) {
  const { say, money } = app;
  if (done.refunded > 0) return say('edit.done_back', { amount: money.money(done.refunded) });
  if (done.amount_due > 0) return say('edit.done_due', { amount: money.money(done.amount_due) });
  if (done.to_refund > 0) return say('edit.done_too_much', { amount: money.money(done.to_refund) });
  return say('edit.done');
}
