/** What the bell opens: the notices that wait, those that were seen lately and by whom, and the sound of this device. */
import { alertRow } from './alerts-view.js';
import { ask, dialogHead } from './dialog-view.js';
import { h } from './render-view.js';
import { icon } from './icon-view.js';

/** @typedef {import('./alerts-desk-view.js').AlertDesk} AlertDesk */

/** @param {AlertDesk} desk */
export async function showAlerts(desk) {
  const { alerts, ringer } = desk;
  alerts.reload();
  alerts.loadRecent();
  /** @type {(() => void)[]} */
  let again = [];
  const panel = ask(({ close, refresh }) => {
    again = [refresh];
    return body(desk, close);
  }, { classes: 'alerts-panel', fills: true });
  const redraw = () => { for (const each of again) each(); };
  for (const part of [alerts, ringer, desk]) part.addEventListener('change', redraw);
  await panel;
  for (const part of [alerts, ringer, desk]) part.removeEventListener('change', redraw);
}

/** @param {AlertDesk} desk @param {() => void} close */
function body(desk, close) {
  const { alerts, words } = desk;
  const { open, recent } = alerts;
  return h('div', { class: 'dialog-frame' },
    dialogHead({ title: words('bell'), close, closeLabel: words('close') }),
    h('div', { class: 'dialog-body' },
      h('section', null,
        h('div', { class: 'alerts-head' }, h('h3', null, words('panel.open')),
          open.length > 1 ? h('button', { type: 'button', class: 'button', onclick: () => desk.acknowledge(open.map(({ id }) => id)) }, words('acknowledge_all')) : null),
        open.length ? h('ul', { class: 'alerts-list' }, open.map((alert) => alertRow(desk, alert))) : h('p', { class: 'muted' }, words('panel.none')),
        alerts.hasMore ? h('p', { class: 'muted' }, words('panel.more', { count: open.length })) : null,
        desk.problem ? h('p', { class: 'field-error', role: 'alert' }, desk.problem) : null),
      sound(desk),
      h('section', null, h('h3', null, words('panel.recent')),
        recent.length ? h('ul', { class: 'alerts-list' }, recent.map((alert) => seenRow(desk, alert))) : h('p', { class: 'muted' }, words('panel.no_recent')))));
}

/** @param {AlertDesk} desk @param {import('./alerts.js').Alert} alert */
function seenRow(desk, alert) {
  const { words } = desk;
  const name = alert.acknowledged_by?.name;
  const time = desk.time(alert.acknowledged_at ?? alert.created_at);
  const number = alert.order_number ?? alert.customer_name ?? words('somebody');
  return h('li', { class: 'alert alert-seen', key: alert.id },
    h('div', { class: 'alert-words' },
      h('p', { class: 'alert-title' }, words(`kind.${alert.kind}`), ' ', h('bdi', null, number), ' ', h('span', { class: 'alert-amount' }, desk.amount(alert))),
      h('p', { class: 'alert-facts', dir: 'auto' }, icon('check'), name ? words('seen_by', { name, time }) : words('seen', { time }))),
    alert.order_openable ? h('div', { class: 'alert-actions' }, h('button', {
      type: 'button', class: 'button button-quiet', 'aria-label': words(alert.conversation_id ? 'open_chat' : 'open_which', { number }), onclick: () => desk.follow(alert),
    }, words('open'))) : null);
}

/** @param {AlertDesk} desk */
function sound(desk) {
  const { alerts, ringer, words } = desk;
  const { bell } = alerts;
  const text = !bell.sound ? words('sound.off')
    : ringer.isMuted ? words('sound.muted')
      : bell.quiet ? words('sound.quiet', { time: desk.time(bell.changes_at ?? '') }) : words('sound.on', { seconds: bell.repeat_seconds });
  return h('section', null, h('h3', null, words('panel.sound')),
    h('p', null, desk.isStillLocked ? words('still_locked') : text),
    h('div', { class: 'alerts-sound' },
      h('button', { type: 'button', class: 'button', onclick: () => desk.test() }, icon('bell'), words('test')),
      h('button', { type: 'button', class: 'button', 'aria-pressed': String(ringer.isMuted), onclick: () => ringer.mute(!ringer.isMuted) },
        icon('bell-off'), words(ringer.isMuted ? 'unmute' : 'mute')),
      desk.settingsPath ? h('a', { class: 'link', href: desk.settingsPath }, words('settings')) : null));
}
