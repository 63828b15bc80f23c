/** One payment with what was given back of it: the line, and unfolded everything that is known about it. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { cardName, chipOf, methodIcon } from '../office/payments/money-facts.js';
import { copyText } from './copy-view.js';

/** @typedef {import('./app.js').App} App */

/** Shown wherever no card is known: how it was paid. @param {any} say @param {any} one */
export const wayOf = (say, one) => cardName(one.card) || say(`method.${one.method}`);

/** @param {App} app @param {{payment: any|null, refunds: any[]}} group */
export function transaction(app, { payment, refunds }) {
  if (!payment) return h('li', { class: 'transaction', key: refunds[0].id }, entry(app, refunds[0], true));
  return h('li', { class: 'transaction', key: payment.id, 'data-payment': payment.id }, entry(app, payment, false),
    refunds.length ? h('ul', { class: 'transaction-refunds' }, refunds.map((one) => h('li', { key: one.id },
      entry(app, backTo(one, payment), true)))) : null);
}

/** A refund that went back the way it came names the card it went to. @param {any} one @param {any} payment */
const backTo = (one, payment) => (one.method === payment.method ? { card: payment.card, provider: payment.provider, ...one } : one);

/** @param {App} app @param {any} one @param {boolean} isRefund */
function entry(app, one, isRefund) {
  const { money } = app;
  const say = app.office.words('payments.');
  const status = isRefund ? one.status ?? 'succeeded' : one.status;
  const word = say(isRefund ? `refund_status.${status}` : `status.${status}`);
  const counts = !['failed', 'voided'].includes(status);
  return h('details', null,
    h('summary', { class: 'row' },
      h('span', { class: 'row-icon' }, icon(isRefund ? 'return' : methodIcon(one.method))),
      h('span', { class: 'row-words' },
        h('span', { class: 'transaction-name' }, h('span', { class: 'strong' }, say(isRefund ? 'refund_to' : 'paid_by', { way: wayOf(say, one) })), ' ',
          h('span', { class: `chip ${isRefund && status === 'succeeded' ? 'chip-plain' : chipOf(status)}` }, word)),
        h('span', { class: 'small muted clip', dir: 'auto' }, [app.time(one.created_at), one.staff_id ? app.nameOf(one.staff_id) : null,
          status === 'failed' ? one.failure : isRefund ? one.reason : one.reference].filter(Boolean).join(' · '))),
      h('span', { class: `number strong${counts ? '' : ' struck muted'}` }, money.money(isRefund ? -one.amount : one.amount)),
      icon('down', 'icon icon-small unfolds')),
    h('dl', { class: 'facts transaction-facts' }, facts(app, one, isRefund).map(([name, value]) => [
      h('dt', null, say(`fact.${name}`)), h('dd', { dir: 'auto' }, value),
    ])));
}

/** @param {App} app @param {any} one @param {boolean} isRefund @returns {[string, any][]} */
function facts(app, one, isRefund) {
  const { money, office } = app;
  const say = office.words('payments.');
  const rest = one.amount - (one.refunded ?? 0);
  const isTaken = ['captured', 'partially_refunded'].includes(one.status);
  /** @type {[string, any][]} */
  const list = [
    ['way', [say(`method.${one.method}`), one.card ? ` · ${cardName(one.card)}` : '']],
    ['provider', one.provider ? say(`provider.${one.provider}`) : null],
    ['provider_name', (one.provider_payment ?? one.provider_refund) ? copied(app, one.provider_payment ?? one.provider_refund) : null],
    ['when', office.times.full(one.created_at)],
    ['who', one.staff_id ? app.nameOf(one.staff_id) : isRefund ? originOf(say, one) : one.origin === 'link' ? say('fact.customer') : null],
    ['register', one.register_id ? registerName(app, one.register_id) : null],
    ['reference', one.reference],
    ['reason', isRefund ? one.reason : null],
    ['failure', one.failure],
    ['tendered', one.tendered ? say('fact.tendered_text', { tendered: money.money(one.tendered), change: money.money(one.change) }) : null],
    ['rounding', one.cash_rounding ? money.money(one.cash_rounding) : null],
    ['refunded', !isRefund && one.refunded ? money.money(one.refunded) : null],
    ['rest', !isRefund && isTaken && rest > 0 ? money.money(rest) : null],
    ['items', isRefund && one.lines?.length ? one.lines.map((/** @type {any} */ line) => itemText(app, line)).join(', ') : null],
  ];
  return list.filter(([, value]) => value !== null && value !== undefined && value !== '');
}

/** Refunds that nobody here asked for. @param {any} say @param {any} one */
const originOf = (say, one) => (['provider', 'dispute'].includes(one.origin) ? say(`fact.origin_${one.origin}`) : null);

/** @param {App} app @param {any} line */
function itemText(app, line) {
  const title = app.order.lines.find((/** @type {any} */ one) => one.id === line.line_id)?.title ?? '';
  return app.office.words('payments.')(line.restock ? 'fact.item_restocked' : 'fact.item', { quantity: String(line.quantity), title });
}

/** @param {App} app @param {string} text */
const copied = (app, text) => h('span', { class: 'copied' }, h('code', { dir: 'ltr' }, text),
  h('button', { type: 'button', class: 'button button-quiet button-icon button-small', 'aria-label': app.office.words('payments.')('copy', { text }),
    onclick: () => copyText(app, text) }, icon('copy')));

/** @param {App} app @param {string} id */
const registerName = (app, id) => (app.boot.page.registers ?? []).find((/** @type {any} */ one) => one.id === id)?.name ?? null;
