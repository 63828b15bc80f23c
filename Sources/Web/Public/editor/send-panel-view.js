/** How an invoice is sent: by e-mail or SMS from here, or shared by oneself; all of them lock the order. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm } from '../shared/dialog-view.js';
import { openMenu } from '../shared/menu-view.js';
import { copyText } from './copy-view.js';
import { invoiceText } from './paper.js';
import { conversationReason, recipient, shownRecipient, waysAndTo } from './send-to-view.js';
import { notify } from './summary-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
const canSend = ({ order }) => order.status === 'draft' || order.status === 'invoice_sent';

/** @param {App} app */
export function sendPanel(app) {
  const { say, order } = app;
  if (!canSend(app)) {
    return h('aside', { class: 'send-panel', 'aria-label': say('send') },
      h('div', { class: 'summary-part' }, h('h2', null, say('send')),
      h('p', { class: 'small muted' }, say(`send.closed_${order.status === 'canceled' ? 'canceled' : 'placed'}`)),
      order.checkout_url ? linkRow(app, order.checkout_url) : null));
  }
  return h('aside', { class: 'send-panel', 'aria-label': say('send') }, form(app), share(app), paid(app));
}

/** @param {App} app */
function form(app) {
  const { say, order, state: { send } } = app;
  const isAgain = order.status === 'invoice_sent';
  return h('div', { class: 'summary-part' }, h('h2', null, say('send.title')),
    waysAndTo(app),
    h('div', { class: 'field' }, h('div', { class: 'field-top' }, h('label', { for: 'send-message' }, say('send.message')), templates(app)),
      h('textarea', {
      class: 'input', id: 'send-message', rows: '4', maxlength: 10000, dir: 'auto', value: send.message, placeholder: say('send.message_usual'),
        oninput: (/** @type {any} */ event) => { send.message = event.target.value; },
    })),
    h('p', { class: 'send-does small muted' }, icon('lock', 'icon icon-small'), h('span', null, say(isAgain ? 'send.does_again' : 'send.does'))),
    send.error ? h('p', { class: 'field-error', role: 'alert', dir: 'auto' }, send.error) : null,
    h('button', { type: 'button', class: `button button-wide ${isAgain ? '' : 'button-main'}`, id: 'send-now',
      'aria-disabled': send.isBusy ? 'true' : null, onclick: () => send.isBusy || sendNow(app) },
      icon('send'), say(send.isBusy ? 'send.busy' : isAgain ? 'send.again' : 'send')),
    outbox(app));
}

/** @param {App} app */
function templates(app) {
  const all = app.state.templates?.notes ?? [];
  if (!all.length) return null;
  return h('button', {
    type: 'button', class: 'text-button', 'aria-haspopup': 'menu', 'aria-expanded': 'false',
    onclick: (/** @type {any} */ event) =>
      openMenu(event.currentTarget, all.map((/** @type {any} */ one) => ({ label: one.title, icon: 'note',
      run: () => { app.state.send.message = one.body; app.refresh(); } })), app.say('template.choose')),
  }, app.say('template'));
}

/** Where the message is: on its way, or in the outbox until there is a way out. @param {App} app */
function outbox(app) {
  const { say, state: { send, doors } } = app;
  if (doors && doors[send.way] === false) {
    return h('p', { class: 'small muted' }, say(`send.waits_${send.way}`), ' ',
      h('a', { class: 'text-button', href: '/admin/messages' }, say('send.outbox')));
  }
  return send.sent ? h('p', { class: 'notice notice-good', role: 'status' }, h('span', { dir: 'auto' }, say('send.sent', { to: send.sent })),
    icon('check')) : null;
}

/** @param {App} app @param {string} via @param {Record<string, any>} more @returns {Promise<boolean>} */
async function sending(app, via, more = {}) {
  const { send } = app.state;
  Object.assign(send, { isBusy: true, error: '', sent: null });
  app.refresh();
  try {
    app.saver.rebase(await app.api.post(`/orders/${app.id}/send_invoice`, { via, expected_total: app.order.total, ...more }));
    send.isBusy = false;
    app.refresh();
    return true;
  } catch (/** @type {any} */ error) {
    send.isBusy = false;
    if (error.code === 'total_changed') await accept(app, error);
    else send.error = app.explain(error);
    app.refresh();
    return false;
  }
}

/** The total changed meanwhile: both are shown, and it is asked anew. @param {App} app @param {any} error */
async function accept(app, error) {
  const old = app.order.total;
  await app.saver.reload();
  const { say, money } = app;
  app.state.send.error = `${say('send.total_changed', { old: money.money(old), now: money.money(app.order.total) })} ${error.problem.detail ?? ''}`;
}

/** @param {App} app */
export async function sendNow(app) {
  const { send } = app.state;
  if (send.way === 'conversation' && conversationReason(app)) return;
  const to = recipient(app, send.way).trim();
  if (await sending(app, send.way, { ...(to ? { to } : {}), ...(send.message.trim() ? { message: send.message } : {}) })) {
    send.sent = shownRecipient(app);
    app.refresh();
  }
}

/** @param {App} app */
export async function askAndSend(app) {
  if (!canSend(app)) return;
  const { say } = app;
  const isSure = await ask(({ close }) =>
    dialogForm({ title: say('send.sure'), detail: shownRecipient(app), say, close, submitLabel: say('send'), submit: () => close(true) },
    h('p', null, say('send.does'))));
  if (isSure) await sendNow(app);
}

/** @param {App} app */
function share(app) {
  const { say, order, state: { paper } } = app;
  const phone = recipient(app, 'sms').replace(/[^\d+]/g, '');
  return h('div', { class: 'summary-part' }, h('h2', null, say('share')),
    h('p', { class: 'small muted' }, say(order.status === 'draft' ? 'share.hint' : 'share.hint_live')),
    linkRow(app, order.checkout_url),
    h('pre', { class: 'details-shown share-text', tabindex: '0', dir: 'auto' }, paper.text ?? ''),
    h('div', { class: 'share-ways' },
      h('button', { type: 'button', class: 'button',
        onclick: () => shareBy(app, async () => { await copyText(app, await invoiceText(app), say('share.text_copied')); }) }, icon('copy'),
        say('share.text')),
      h('button', { type: 'button', class: 'button',
        onclick: () => shareBy(app, async () => { location.href = `sms:${phone}?&body=${encodeURIComponent(await invoiceText(app))}`; }) },
        icon('phone'), say('share.sms'))));
}

/** @param {App} app @param {string|null} address */
const linkRow = (app, address) => h('div', { class: 'copy-row' },
  h('input', { class: 'input', readonly: true, value: address ? address.replace(/^https?:\/\//, '') : '', placeholder: app.say('share.no_link'),
    'aria-label': app.say('link'), dir: 'ltr', onfocus: (/** @type {any} */ event) => event.target.select() }),
  h('button', { type: 'button', class: 'button',
    onclick: () => shareBy(app, async () => { await copyText(app, app.order.checkout_url, app.say('share.link_copied')); }) }, icon('link'),
    app.say('share.link')));

/** The customer says that a transfer is on its way: written down here as on the order's page. @param {App} app */
function paid(app) {
  const button = app.order.status === 'invoice_sent' ? notify(app) : null;
  return button ? h('div', { class: 'summary-part', key: 'paid' }, h('h2', null, app.say('send.paid')), h('p', { class: 'small muted' }, app.say('send.paid_hint')),
    button) : null;
}

/** The link is live from the moment it is copied, so the order is sent and locked first. @param {App} app @param {() => Promise<void>} deed */
async function shareBy(app, deed) {
  if (app.order.status === 'draft' && !(await sending(app, 'link'))) return;
  try {
    await deed();
  } catch (error) {
    app.state.send.error = app.explain(error);
    app.refresh();
  }
}
