/** Whom an invoice goes to: an address to type, or the conversation that the order came out of. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';

/** @typedef {import('./app.js').App} App */

export const WAYS = /** @type {const} */ (['email', 'sms', 'conversation']);

const icons = { email: 'mail', sms: 'phone', conversation: 'inbox' };

/** The way that is nearest at hand by what is known of the customer. @param {any} order */
export const contactWay = ({ customer }) => (customer?.email || !customer?.phone ? 'email' : 'sms');

/** The same, where the customer wrote before anything else. @param {any} order */
export const usualWay = (order) => (order.conversation_id ? 'conversation' : contactWay(order));

/** @param {App} app @param {string} way */
export const recipient = (app, way) => (way === 'conversation' ? '' : app.state.send.to[way]
  ?? (way === 'email' ? app.order.customer?.email : app.order.customer?.phone) ?? '');

/** Why the conversation cannot be used, or null. @param {App} app @returns {string|null} */
export function conversationReason({ say, order, state: { send: { conversation } } }) {
  if (!order.conversation_id) return say('send.no_conversation', { channel: say(`channel.${order.channel}`) });
  const window = conversation?.reply_window;
  return window?.state === 'closed' ? window.note || say('send.window_closed') : null;
}

/** Whom it is sent to, in words. @param {App} app */
export const shownRecipient = (app, way = app.state.send.way) => (way === 'conversation'
  ? app.state.send.conversation?.name || app.say('send.conversation') : recipient(app, way));

/** @param {App} app */
export function waysAndTo(app) {
  const { say, state: { send } } = app;
  const reason = conversationReason(app);
  return [
    h('div', { class: 'segments send-ways', role: 'group', 'aria-label': say('send.way'), key: 'ways' }, WAYS.map((way) => {
      const isOff = way === 'conversation' && reason !== null;
      return h('button', {
        type: 'button', key: way, 'aria-pressed': way === send.way ? 'true' : 'false', 'aria-disabled': isOff ? 'true' : null,
        'aria-describedby': isOff ? 'no-conversation' : null,
        onclick: () => { if (!isOff) { Object.assign(send, { way, error: '' }); app.refresh(); } },
      }, icon(icons[way]), say(`send.${way}`));
    })),
    reason ? h('p', { class: 'small muted', id: 'no-conversation', key: 'reason' }, reason) : null,
    send.way === 'conversation' ? inConversation(app) : to(app),
  ];
}

/** @param {App} app */
function inConversation(app) {
  const { say, order, state: { send: { conversation } } } = app;
  return h('p', { class: 'send-conversation', key: 'conversation', dir: 'auto' }, icon('inbox', 'icon icon-small'),
    h('span', null, say('send.into', { who: conversation?.name || say('send.somebody'), channel: say(`channel.${conversation?.channel ?? order.channel}`) })),
    h('a', { class: 'text-button', href: `/admin/inbox/${order.conversation_id}` }, say('send.open_conversation')));
}

/** @param {App} app */
function to(app) {
  const { say, state: { send } } = app;
  return h('div', { class: 'field', key: 'to' }, h('label', { for: 'send-to' }, say('send.to')), h('input', {
    class: 'input', id: 'send-to', type: send.way === 'email' ? 'email' : 'tel', value: recipient(app, send.way), autocomplete: 'off',
    maxlength: 254, dir: 'ltr', placeholder: say(`send.to_${send.way}`),
    oninput: (/** @type {any} */ event) => { send.to[send.way] = event.target.value; app.refresh(); },
  }));
}
