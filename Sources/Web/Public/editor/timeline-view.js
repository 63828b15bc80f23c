/** Timeline: person, what, total before and after, hour; what happened by itself is folded. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { initials } from './initials.js';
import { nothing, section } from './section-view.js';
import { entries } from './timeline.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function timeline(app) {
  const { say, state } = app;
  const all = entries(state.events ?? []);
  const hidden = all.filter(({ isAutomatic }) => isAutomatic).length;
  const shown = state.isUnfolded ? all : all.filter(({ isAutomatic }) => !isAutomatic);
  const fold = hidden ? h('span', { class: 'small muted' },
    say(state.isUnfolded ? 'timeline.automatic_shown' : 'timeline.automatic', { count: hidden }), ' ',
    h('button', { type: 'button', class: 'text-button', 'aria-expanded': String(state.isUnfolded),
      onclick: () => app.set({ isUnfolded: !state.isUnfolded }) }, say(state.isUnfolded ? 'timeline.hide' : 'timeline.show'))) : null;
  return section({ app, id: 'timeline', title: say('section.timeline'), actions: fold, side: 'events' },
    h('p', { class: 'small muted' }, say('timeline.comment'), ' ',
      h('a', { class: 'text-button', href: '#notes',
      onclick: (/** @type {Event} */ event) => { event.preventDefault(); document.getElementById('order-note')?.focus(); } }, say('staff_note'))),
    shown.length ? h('ol', { class: 'rows' }, shown.map((entry) => row(app, entry))) : state.events ? nothing(say('timeline.none'))
      : h('span', { class: 'skeleton' }));
}

/** What a customer did on the link, which nobody signed in for. @param {string} type */
const isCustomers = (type) => type === 'order.viewed' || type.startsWith('order.customer_');

/** @param {App} app @param {import('./timeline.js').Entry} entry */
function row(app, entry) {
  const { say, money } = app;
  const name = entry.actor.kind === 'staff' && entry.actor.id ? app.nameOf(entry.actor.id) ?? say('timeline.somebody')
    : say(`timeline.by_${entry.actor.kind === 'token' ? 'token' : isCustomers(entry.type) ? 'customer' : 'shop'}`);
  const key = `event.${entry.type}`;
  const said = say(key, { count: entry.count, amount: entry.data?.amount ? money.money(entry.data.amount) : '', reason: entry.data?.reason ?? '',
    asked: entry.data?.asked ? say(`timeline.asked_${entry.data.asked}`) : '', line: entry.data?.line ?? '' });
  const isTotal = ['order.updated', 'order.edited'].includes(entry.type) && entry.before !== null && entry.after !== null && entry.before !== entry.after;
  return h('li', { class: 'row', key: entry.id },
    entry.isAutomatic ? h('span', { class: 'avatar avatar-tiny avatar-empty', 'aria-hidden': 'true' }, icon('clock', 'icon icon-small'))
      : h('span', { class: 'avatar avatar-tiny', 'aria-hidden': 'true' }, initials(name)),
    h('p', { class: 'row-words small', dir: 'auto' }, h('b', null, h('bdi', null, name)), ' ',
      said === key || said.startsWith('editor.event') ? say('event.other', { type: entry.type }) : said,
      isTotal ? [' ', h('span', { class: 'muted' }, say('timeline.total'), ' ', h('s', null, money.money(Number(entry.before))), ' → '),
        money.money(Number(entry.after))] : null),
    h('time', { class: 'small muted', datetime: entry.at }, app.time(entry.at)));
}
