/** The summary that stays in sight: total and its parts, what is missing, the next step. On narrow screens a bar at the foot. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { lineAmount } from '../shared/amounts.js';
import { link } from './link-view.js';
import { findProblems } from './checklist.js';
import { longDay } from './days.js';
import { openPayment, takesMoney } from '../office/payments/money-facts.js';
import { notifyTransfer } from './notify-transfer-view.js';
import { chargeNow } from './take-view.js';
import { openExplanation } from './explain-view.js';

/** @typedef {import('./app.js').App} App */

const LOWERING = new Set(['discount', 'promotion', 'points', 'credit']);

/** @param {App} app */
export function summary(app) {
  return h('aside', { class: `card card-flush summary${app.state.isSheetOpen ? ' summary-open' : ''}`, key: 'summary',
    'aria-label': app.say('summary') },
    h('button', {
      type: 'button', class: 'button button-quiet button-icon summary-close', 'aria-label': app.say('close'),
        onclick: () => app.set({ isSheetOpen: false }),
    }, icon('close')),
    sums(app), missing(app), link(app), steps(app));
}

/** @param {App} app */
function sums(app) {
  const { say, order, money } = app;
  const isDue = order.status !== 'draft' && order.amount_due > 0;
  const day = dueOn(app);
  const goods = order.lines.reduce((/** @type {number} */ sum, /** @type {any} */ line) => sum + line.subtotal, 0);
  const own = order.lines.reduce((/** @type {number} */ sum, /** @type {any} */ line) => sum + line.subtotal - lineAmount(line), 0);
  const row = (/** @type {any} */ name, /** @type {number} */ amount, classes = '') =>
    h('div', { class: `sum ${classes}` }, h('dt', { dir: 'auto' }, name), h('dd', { class: 'number' }, money.plain(amount).replace('-', '\u2212')));
  const includes = order.tax_lines.some((/** @type {any} */ tax) => tax.includes_tax && tax.amount);
  return h('div', { class: 'summary-part' },
    h('p', { class: 'small muted' }, isDue ? (day ? say('summary.due_by', { day }) : say('summary.due'))
      : say(includes ? 'summary.total_included' : 'summary.total')),
    h('p', { class: 'summary-total number', id: 'summary-total', 'aria-live': 'polite' }, money.money(isDue ? order.amount_due : order.total)),
    difference(app),
    h('dl', { class: 'sums' },
      row([say('section.items'), ' ', h('span', { class: 'muted' }, `(${say('items.count', { count: order.lines.length })})`)], goods),
      own ? row(say('summary.promotions'), -own) : null,
      order.adjustments.filter((/** @type {any} */ one) => ['discount', 'promotion', 'points'].includes(one.kind)).map((/** @type {any} */ one) =>
        row(adjustmentName(app, one), -one.amount)),
      order.shipping_line ? row(say('section.shipping'), order.shipping_line.price) : null,
      order.adjustments.filter((/** @type {any} */ one) => ['fee', 'debit', 'credit'].includes(one.kind)).map((/** @type {any} */ one) =>
        row(adjustmentName(app, one), LOWERING.has(one.kind) ? -one.amount : one.amount)),
      order.tax_lines.filter((/** @type {any} */ tax) => tax.amount).map((/** @type {any} */ tax) =>
        row(say(tax.includes_tax ? 'summary.tax_within' : 'summary.tax_added', { title: tax.title, rate: tax.rate }), tax.amount,
          tax.includes_tax ? 'muted' : '')),
      isDue && order.total !== order.amount_due ? row(say('summary.total'), order.total, 'strong') : null,
      order.amount_paid ? row(say('summary.paid'), -order.amount_paid) : null,
      order.amount_refunded ? row(say('summary.refunded'), order.amount_refunded) : null),
    h('button', { type: 'button', class: 'text-button', id: 'explain', onclick: () => openExplanation(app) }, say('explain'),
      icon('next', 'icon icon-small turns')));
}

/** @param {App} app @param {any} one */
const adjustmentName = (app, one) => [h('bdi', null, one.title ?? one.code ?? app.say(`kind.${one.kind}`)),
  one.value_type === 'percentage' ? `, ${one.value}%` : ''];

/** @param {App} app @returns {string|null} */
function dueOn(app) {
  const terms = app.order.payment_terms;
  const { settings } = app.boot;
  if (terms?.type === 'fixed_date') return longDay(`${terms.due_date}T12:00:00Z`, app.locale, 'UTC');
  const start = Date.parse(app.order.invoice?.sent_at ?? app.order.placed_at ?? '');
  if (!terms || Number.isNaN(start)) return null;
  return longDay(start + (terms.days ?? 0) * 86_400_000, app.locale, settings.time_zone);
}

/** The server counted otherwise than this page: both totals, until somebody has seen it. @param {App} app */
function difference(app) {
  const { difference: seen } = app.state;
  if (!seen) return null;
  const { say, money } = app;
  return h('div', { class: 'notice notice-calm summary-difference', key: 'difference', role: 'alert' },
    h('p', null, h('s', null, money.money(seen.old)), ' → ', h('b', null, money.money(seen.now)), ' ',
      say(seen.prices ? 'difference.rules' : 'difference.other', { count: seen.prices })),
    h('button', { type: 'button', class: 'button button-small', onclick: () => app.set({ difference: null }) }, say('difference.ok')));
}

/** @param {App} app */
function missing(app) {
  const { say, order } = app;
  if (!['draft', 'invoice_sent'].includes(order.status) || !app.state.requirements) return null;
  const { list } = findProblems(app.state.requirements, order);
  return h('div', { class: 'summary-part' },
    h('div', { class: 'card-head' }, h('h2', null, say('missing')), list.length ? h('span', { class: 'small muted' }, String(list.length)) : null),
    h('ul', { class: 'checks' },
      order.lines.length ? h('li', { class: 'check-good' }, icon('check', 'icon icon-small'), say('missing.ready_to_send')) : null,
      list.map((one) => h('li', { class: 'check-open', key: `${one.field} ${one.line_id}` }, icon('warning', 'icon icon-small'),
        h('span', { dir: 'auto' }, one.message),
        h('a', { class: 'text-button', href: `#${one.id}`, onclick: (/** @type {Event} */ event) => { event.preventDefault(); go(app, one.id); } },
          say(`missing.${one.action}`)))),
      list.length ? null : h('li', { class: 'check-good' }, icon('check', 'icon icon-small'), say('missing.nothing'))),
    list.length ? h('p', { class: 'small muted' }, say('missing.hint')) : null);
}

/** Puts the focus into the field that mends it. @param {App} app @param {string} id */
export function go(app, id) {
  app.set({ isSheetOpen: false });
  queueMicrotask(() => {
    const target = document.getElementById(id);
    const field = target?.matches('input, select, textarea, button') ? target
      : target?.querySelector('input, select, textarea, button:not([aria-haspopup])') ?? target;
    target?.scrollIntoView({ block: 'center' });
    /** @type {HTMLElement|null|undefined} */ (field)?.focus({ preventScroll: true });
  });
}

/** @param {App} app */
function steps(app) {
  const { say, order } = app;
  const send = (/** @type {string} */ label, /** @type {string} */ classes) =>
    h('a', { class: `button button-wide ${classes}`, href: `/admin/orders/${app.id}/send` }, icon('send'), label);
  if (order.status === 'draft') {
    return h('div', { class: 'summary-part summary-steps' }, order.lines.length ? send(say('send'), 'button-main')
      : h('button', { type: 'button', class: 'button button-wide', 'aria-disabled': 'true', title: say('send.empty') }, icon('send'), say('send')),
    order.lines.length ? null : h('p', { class: 'small muted' }, say('send.empty')), chargeNow(app));
  }
  if (order.status === 'invoice_sent') return h('div', { class: 'summary-part summary-steps' }, send(say('send.again'), ''), notify(app), chargeNow(app));
  return null;
}

/** *Notify transfer*, where money is owed and nothing is under way. @param {App} app */
export const notify = (app) => (takesMoney(app.order) && !openPayment(app.order) && app.office.may('take_payment')
  ? h('button', { type: 'button', class: 'button button-wide', 'aria-haspopup': 'dialog', onclick: () => notifyTransfer(app) }, icon('bank'),
    app.office.words('payments.')('take.transfer'))
  : null);

/** The bar at the foot of narrow screens. @param {App} app */
export function foot(app) {
  const { say, order, money } = app;
  const { list } = findProblems(app.state.requirements ?? [], order);
  return h('div', { class: 'editor-foot', key: 'foot' },
    h('button', { type: 'button', class: 'foot-total', 'aria-expanded': String(app.state.isSheetOpen),
      onclick: () => app.set({ isSheetOpen: !app.state.isSheetOpen }) },
      h('b', { class: 'number' }, money.money(order.status === 'draft' ? order.total : order.amount_due || order.total)),
      h('span', { class: 'small muted' }, list.length ? say('foot.missing', { count: list.length }) : say('summary')),
        icon('up-arrow', 'icon icon-small')),
    order.status === 'draft' && order.lines.length ? h('a', { class: 'button button-main', href: `/admin/orders/${app.id}/send` }, say('send'))
      : null);
}
