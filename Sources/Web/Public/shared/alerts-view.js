/**
 * Notices for staff as they are seen: the strip that stays until somebody acknowledges, on the register between bar and work so that it
 * covers nothing, in the back office floating at the end of the page. It never takes the focus.
 */
import { h } from './render-view.js';
import { icon } from './icon-view.js';

/** @typedef {import('./alerts.js').Alert} Alert */
/** @typedef {import('./alerts-desk-view.js').AlertDesk} AlertDesk */

/** @type {Record<string, string>} The drawing of a channel. */
const channelIcons = {
  register: 'register', back_office: 'desk', phone: 'phone', online_store: 'globe', facebook: 'inbox', instagram: 'inbox', line: 'inbox',
  web_chat: 'inbox', api: 'webhook', import: 'upload',
};
/** @type {Record<string, string>} */
const kindIcons = { online_order: 'bell', payment: 'wallet', transfer_notice: 'bank', chat_message: 'inbox' };

/** What a notice is about: the number of its order, or whoever wrote. @param {AlertDesk} desk @param {Alert} alert */
const subject = (desk, alert) => alert.order_number ?? alert.customer_name ?? desk.words('somebody');

/** @param {AlertDesk} desk */
export function alertStrip(desk) {
  const { words } = desk;
  const open = desk.shown;
  const note = soundNote(desk);
  const said = open.map((alert) => words(alert.conversation_id ? 'said_message' : 'said', {
    kind: words(`kind.${alert.kind}`), number: subject(desk, alert), amount: desk.amount(alert), channel: words(`channel.${alert.channel}`),
  }));
  const isEmpty = open.length === 0 && !note && !desk.problem;
  return h('section', { class: isEmpty ? 'alerts alerts-empty' : open.length ? 'alerts' : 'alerts is-note', 'aria-label': isEmpty ? null : words('title'), key: 'alerts' },
    h('p', { class: 'for-readers', role: 'status', key: 'said' }, said.slice(0, 3).join('. ')),
    open.length === 1 ? h('ul', { class: 'alerts-list', key: 'list' }, alertRow(desk, open[0])) : null,
    open.length > 1 ? several(desk) : null,
    desk.problem ? h('p', { class: 'alerts-note alerts-problem', role: 'alert', key: 'problem' }, desk.problem) : null,
    note);
}

/** @param {AlertDesk} desk */
function several(desk) {
  const { alerts, words } = desk;
  const open = desk.shown;
  const kind = open.every((alert) => alert.kind === open[0].kind) ? open[0].kind : 'mixed';
  return h('div', { class: 'alerts-several', key: 'several' },
    h('div', { class: 'alert alert-sum' },
      h('span', { class: 'alert-mark' }, icon(kindIcons[kind] ?? 'bell')),
      h('div', { class: 'alert-words' },
        h('p', { class: 'alert-title' }, h('b', null, words(`several.${kind}`, { count: desk.elsewhere.size ? open.length : alerts.count }))),
        h('p', { class: 'alert-facts' }, words('newest'), ' ', h('bdi', null, subject(desk, open[0])), open[0].conversation_id ? null : ` · ${desk.amount(open[0])}`,
          open[0].customer_name && open[0].order_number ? [' · ', h('bdi', null, open[0].customer_name)] : null)),
      h('div', { class: 'alert-actions' },
        h('button', { type: 'button', class: 'button', 'data-alerts': 'toggle', 'aria-expanded': String(desk.isExpanded), onclick: () => desk.expand(!desk.isExpanded) },
          words(desk.isExpanded ? 'hide' : 'show')),
        h('button', { type: 'button', class: 'button', 'data-alerts': 'all', onclick: () => desk.acknowledge(open.map(({ id }) => id)) }, words('acknowledge_all')))),
    desk.isExpanded ? h('ul', { class: 'alerts-list' }, open.map((alert) => alertRow(desk, alert))) : null);
}

/** @param {AlertDesk} desk @param {Alert} alert */
export function alertRow(desk, alert) {
  const { words } = desk;
  const number = subject(desk, alert);
  return h('li', { class: 'alert', key: alert.id, 'data-alert': alert.id, 'data-kind': alert.kind },
    h('span', { class: 'alert-mark' }, icon(kindIcons[alert.kind] ?? 'bell')),
    h('div', { class: 'alert-words' },
      h('p', { class: 'alert-title' }, h('b', null, words(`kind.${alert.kind}`), ' ', h('bdi', null, number)), ' ',
        h('span', { class: 'alert-amount' }, desk.amount(alert))),
      h('p', { class: 'alert-facts' }, icon(channelIcons[alert.channel] ?? 'globe'), h('span', { class: 'clip' }, words(`channel.${alert.channel}`),
        alert.customer_name && alert.order_number ? [' · ', h('bdi', null, alert.customer_name)] : null,
        alert.text ? [' · ', h('bdi', null, alert.text)] : null, ` · ${desk.time(alert.created_at)}`)),
      alert.order_openable || alert.acknowledged_at ? null : h('p', { class: 'alert-facts' }, words('no_location'))),
    alert.acknowledged_at ? null : h('div', { class: 'alert-actions' },
      alert.order_openable ? h('button', { type: 'button', class: 'button', 'aria-label': words(alert.conversation_id ? 'open_chat' : 'open_which', { number }), onclick: () => desk.follow(alert) }, words('open')) : null,
      h('button', { type: 'button', class: 'button', 'data-alerts': 'one', 'aria-label': words('acknowledge_which', { number }), onclick: () => desk.acknowledge([alert.id]) },
        words('acknowledge'))));
}

/** Why nothing is heard, with the way out of it; and the bell's trial at the start of a day. @param {AlertDesk} desk */
function soundNote(desk) {
  const { words, ringer, alerts } = desk;
  const line = (/** @type {string} */ key, /** @type {string} */ text, /** @type {[string, () => void][]} */ ...actions) =>
    h('div', { class: 'alerts-note', key }, icon(ringer.state === 'muted' ? 'bell-off' : 'bell'), h('p', null, text),
      h('div', { class: 'alert-actions' }, actions.map(([label, run]) => h('button', { type: 'button', class: 'button', onclick: run }, label))));
  if (ringer.state === 'locked') return line('locked', words(desk.isStillLocked ? 'still_locked' : 'locked'), [words('unlock'), () => desk.test()]);
  if (ringer.state === 'muted' && alerts.open.length) return line('muted', words('muted'), [words('unmute'), () => ringer.mute(false)]);
  if (!desk.asksAtStart || ringer.isHeardToday || ringer.isMuted || !alerts.bell.sound || alerts.open.length) return null;
  if (desk.isTested) return line('heard', words('heard'), [words('again'), () => desk.test()], [words('yes'), () => ringer.noteHeard()]);
  return line('start', words(desk.isStillLocked ? 'still_locked' : 'start'), [words('test'), () => desk.test()], [words('not_now'), () => ringer.noteHeard()]);
}

/** The bell with the number of those that wait. @param {AlertDesk} desk */
export function bellButton(desk) {
  const { alerts, words, ringer } = desk;
  const { length } = alerts.open;
  return h('button', {
    type: 'button', class: length ? 'bell-button has-count' : 'bell-button', key: 'bell', 'data-bell': '', 'aria-haspopup': 'dialog',
    'aria-label': length ? words('bell_count', { count: length }) : words('bell'), title: words('bell'), onclick: () => desk.openPanel(),
  }, icon(ringer.isMuted ? 'bell-off' : 'bell'), length ? h('span', { class: 'bell-count', 'aria-hidden': 'true' }, alerts.count) : null);
}
