/** Saving, looking at and sending the order from its panel; what a sent one offers. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { openPayment } from '../office/payments/money-facts.js';
import { act, revert } from '../editor/actions-view.js';
import { link } from '../editor/link-view.js';
import { windowLine } from './words.js';

/** @typedef {import('../editor/app.js').App} App */

/** @param {App} app @param {string} conversation @param {any} say @param {any} notify the button *Notify transfer*, or null */
export function sendPart(app, conversation, say, notify) {
  const { order } = app;
  if (order.status === 'draft') return draft(app, conversation, say);
  return h('section', { class: 'panel-part panel-sent', key: 'send', 'aria-label': say('sent') },
    link(app), order.status === 'invoice_sent' ? sent(app, notify) : null);
}

/** @param {App} app @param {string} conversation @param {any} say */
function draft(app, conversation, say) {
  const { order, state, office } = app;
  const may = office.may('send_invoice');
  const reason = !order.lines.length ? app.say('send.empty') : null;
  const isReady = !reason && !state.isSending;
  const left = state.conversation ? windowLine(state.conversation, office.times, office.words('inbox.'), Date.now()) : null;
  const warning = left && state.conversation.reply_window.state !== 'open' ? left.text : null;
  return h('section', { class: 'panel-part panel-send', key: 'send', 'aria-label': app.say('send') },
    may ? h('button', {
      type: 'button', class: 'button button-main button-wide', id: 'panel-send', 'aria-disabled': isReady ? null : 'true', 'aria-describedby': reason ? 'panel-send-reason' : null,
      onclick: () => { if (isReady) void send(app, conversation, say); },
    }, icon('send'), say(state.isSending ? 'sending' : 'send')) : null,
    may && reason ? h('p', { class: 'small muted', id: 'panel-send-reason' }, reason) : null,
    warning && !state.sendError ? h('div', { class: 'panel-problem', key: 'window' },
      h('p', { class: 'small muted panel-window', dir: 'auto' }, icon('clock', 'icon icon-small'), h('span', null, warning)), otherWay(app, say)) : null,
    state.sendError ? h('div', { class: 'panel-problem', role: 'alert', key: 'error' }, h('p', { class: 'field-error', dir: 'auto' }, state.sendError),
      otherWay(app, say)) : null,
    h('div', { class: 'panel-pair' },
      h('button', { type: 'button', class: 'button', id: 'panel-save', onclick: () => save(app, say) }, say('save')),
      h('a', { class: 'button', href: paper(app), target: '_blank', onclick: (/** @type {Event} */ event) => preview(app, event) }, say('preview'))));
}

/** @param {App} app */
const paper = (app) => `/api/v1/orders/${app.id}/invoice`;

/** By e-mail, by SMS, or as a link that one shares oneself. @param {App} app @param {any} say */
const otherWay = (app, say) => h('a', { class: 'text-button', href: `/admin/orders/${app.id}/send` }, say('send_otherwise'));

/** The invoice as it is with what was typed just now, in a tab that the press itself opens. @param {App} app @param {Event} event */
async function preview(app, event) {
  if (!app.saver.waiting.length) return;
  event.preventDefault();
  const tab = window.open('about:blank', '_blank');
  if (tab) tab.opener = null;
  await app.saver.flush();
  if (tab) tab.location.href = paper(app);
  else location.href = paper(app);
}

/** @param {App} app @param {any} say */
async function save(app, say) {
  const isSaved = await app.saver.flush();
  app.toasts.show(isSaved ? say('saved') : app.say('act.unsaved'), { icon: isSaved ? 'check' : 'warning', seconds: isSaved ? 4 : 20 });
}

/** Everything typed is saved first; a total that changed meanwhile is shown before anybody is asked to pay it. @param {App} app @param {string} conversation @param {any} say */
async function send(app, conversation, say) {
  const shown = app.order.total;
  app.set({ isSending: true, sendError: '' });
  await act(app, async () => {
    try {
      const via = app.saver.base.conversation_id || conversation ? 'conversation' : 'link';
      app.saver.rebase(await app.api.post(`/orders/${app.id}/send_invoice`, { via, expected_total: shown }));
      app.toasts.show(say('send.done'), { icon: 'check', seconds: 6 });
    } catch (/** @type {any} */ error) {
      if (error.code === 'total_changed') {
        await app.saver.reload();
        app.state.sendError = app.say('send.total_changed', { old: app.money.money(shown), now: app.money.money(app.order.total) });
      } else app.state.sendError = app.explain(error);
    }
  });
  app.set({ isSending: false });
}

/** @param {App} app @param {any} notify */
function sent(app, notify) {
  const { say, order } = app;
  const isPending = openPayment(order) !== null || ['pending', 'authorized'].includes(order.payment_status);
  const isPaid = order.amount_paid > order.amount_refunded;
  if (isPaid && order.amount_due === 0) return incomplete(app);
  const reason = isPending ? say(openPayment(order) ? 'band.card' : 'band.pending') : isPaid ? say('band.part_paid') : '';
  return [
    h('div', { class: 'panel-pair' }, h('button', {
      type: 'button', class: 'button button-wide', id: 'panel-revert', 'aria-disabled': reason ? 'true' : null, 'aria-describedby': reason ? 'panel-revert-reason' : null,
      onclick: () => { if (!reason) void revert(app); },
    }, icon('lock'), say('revert')), notify),
    reason ? h('p', { class: 'small muted', id: 'panel-revert-reason' }, reason) : null,
    h('p', null, h('a', { class: 'text-button', href: `/admin/orders/${app.id}/send` }, say('send.again'))),
  ];
}

/** Paid, and not placed yet: what it waits for. @param {App} app */
function incomplete(app) {
  const say = app.office.words('order_panel.');
  const open = app.state.requirements ?? [];
  if (!open.length) return null;
  return h('div', { class: 'panel-missing', key: 'missing' }, h('p', { class: 'strong' }, say('missing')),
    h('ul', { class: 'checks' }, open.map((/** @type {any} */ one, /** @type {number} */ index) => h('li', { class: 'check-open', key: index },
      icon('warning', 'icon icon-small'), h('span', { dir: 'auto' }, one.message)))),
    h('a', { class: 'text-button', href: `/admin/orders/${app.id}` }, say('missing.open')));
}
