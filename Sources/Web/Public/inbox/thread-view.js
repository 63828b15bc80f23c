/** The second column: whom one talks to, what was said, and the field to answer in. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { composer } from './composer-view.js';
import { assigneeButton, openMore } from './deeds-view.js';
import { avatar } from './list-view.js';
import { messageRow } from './message-view.js';
import { asMessages, rowsOf } from './thread-rows.js';
import { channelIcon } from './words.js';

/** @typedef {import('./desk.js').Desk} Desk */

/** So close to its foot a thread follows what is said. */
const FOOT = 120;
/** So close to its head older messages are fetched. */
const HEAD = 240;

/** @param {Desk} desk */
export function threadColumn(desk) {
  const { thread, host } = desk;
  if (!thread) {
    return h('section', { class: 'inbox-thread is-blank', key: 'blank', 'aria-label': host.say('thread') },
      h('div', { class: 'empty' }, icon('inbox', 'icon icon-picture'), h('h2', null, host.say('choose')), h('p', null, host.say('choose.hint'))));
  }
  return h('section', { class: 'inbox-thread', key: thread.id, 'aria-label': host.say('thread.with', { name: desk.name }) },
    head(desk), said(desk), thread.conversation ? composer(desk) : null);
}

/** @param {Desk} desk */
function head(desk) {
  const { thread, host } = desk;
  const { say } = host;
  const conversation = thread?.conversation;
  const earlier = (conversation?.orders ?? []).filter((/** @type {any} */ each) => each.id !== conversation.open_order_id).length;
  const canOrder = host.may('edit_orders');
  return h('header', { class: 'thread-head', key: 'head' },
    h('button', { type: 'button', class: 'button button-quiet button-icon thread-back', 'aria-label': say('back'), onclick: () => desk.back() },
      icon('back', 'icon turns')),
    conversation ? avatar(conversation, desk.name, 'avatar-small thread-avatar') : null,
    h('div', { class: 'thread-who' },
      h('h2', { class: 'clip', title: desk.name }, h('button', { type: 'button', class: 'thread-name clip', id: 'thread-name', onclick: () => desk.showOrder(null) }, h('bdi', null, desk.name))),
      conversation ? h('p', { class: 'small muted clip' }, icon(channelIcon(conversation.channel), 'icon inbox-channel'), h('span', { class: 'clip' },
        [say(`channel.${conversation.channel}`), earlier ? say('orders_before', { count: earlier }) : '', conversation.status === 'closed' ? say('closed') : '']
          .filter(Boolean).join(' · '))) : null),
    conversation ? h('div', { class: 'thread-actions' },
      assigneeButton(desk),
      canOrder ? h('button', {
        type: 'button', class: 'button thread-create', 'aria-label': say('create_order'), 'aria-disabled': desk.isMaking ? 'true' : null, onclick: () => desk.createOrder(),
      }, icon('plus'), h('span', null, say('create_order'))) : null,
      h('button', { type: 'button', class: 'button thread-panel-button', 'aria-label': say(desk.order ? 'panel.order' : 'panel.customer'), onclick: () => { desk.column = 'panel'; desk.refresh(); } }, icon(desk.order ? 'orders' : 'person'), h('span', null, say(desk.order ? 'panel.order' : 'panel.customer'))),
      h('button', {
        type: 'button', class: 'button button-quiet button-icon', 'aria-label': say('more'), title: say('more'), 'aria-haspopup': 'menu', 'aria-expanded': 'false',
        onclick: (/** @type {any} */ event) => openMore(desk, event.currentTarget),
      }, icon('more'))) : null);
}

/** @param {Desk} desk */
function said(desk) {
  const { thread, host } = desk;
  const { say } = host;
  if (!thread) return null;
  const rows = rowsOf(thread.messages, asMessages(thread.pending, host.me), host.times.day, thread.keys);
  return h('div', {
    class: 'thread-said', key: 'said', tabindex: '0', role: 'log', 'aria-label': say('messages'), 'aria-busy': thread.isLoaded ? 'false' : 'true',
    onscroll: (/** @type {any} */ event) => scrolled(desk, event.target),
  },
  thread.error ? h('div', { class: 'notice inbox-notice', role: 'alert', key: 'error' }, h('p', null, host.explain(thread.error)),
    h('button', { type: 'button', class: 'button button-small', onclick: () => desk.loadThread(thread) }, say('try_again'))) : null,
  thread.olderError ? h('div', { class: 'notice inbox-notice', key: 'older-error' }, h('p', null, host.explain(thread.olderError)),
    h('button', { type: 'button', class: 'button button-small', onclick: () => thread.loadOlder() }, say('try_again'))) : null,
  thread.isLoadingOlder ? h('p', { class: 'thread-older small muted', key: 'older' }, say('loading')) : null,
  !thread.isLoaded && !thread.error ? blanks(say('loading')) : null,
  thread.isLoaded && !rows.length && !thread.error ? h('p', { class: 'thread-none muted', key: 'none' }, say('messages.none')) : null,
  h('ol', { class: 'thread-list', key: 'list' }, rows.map((row) => messageRow(desk, row))),
  desk.isBehind ? h('button', { type: 'button', class: 'button button-small thread-newest', key: 'newest', onclick: () => desk.toFoot() },
    icon('down'), say('newest')) : null);
}

/** Grey bubbles while the first messages are on their way. @param {string} words */
const blanks = (words) => h('div', { class: 'thread-blanks', key: 'blanks' },
  [40, 62, 30].map((width, index) => h('span', { class: `skeleton${index === 1 ? ' is-out' : ''}`, 'data-width': String(width), key: `blank-${index}` })),
  h('span', { class: 'for-readers' }, words));

/** @param {Desk} desk @param {HTMLElement} element */
function scrolled(desk, element) {
  if (element.scrollTop < HEAD && desk.thread?.older && !desk.thread.olderError) desk.thread.loadOlder();
  const isAtFoot = element.scrollHeight - element.scrollTop - element.clientHeight < FOOT;
  desk.isAtFoot = isAtFoot;
  if (isAtFoot && desk.isBehind) { desk.isBehind = false; desk.refresh(); }
}

/**
 * Keeps the eye where it is: at the foot as things are said, at the same message when older ones come above it.
 * @param {Desk} desk @param {HTMLElement} root
 */
export function keepPlace(desk, root) {
  const element = /** @type {HTMLElement|null} */ (root.querySelector('.thread-said'));
  const { thread } = desk;
  if (!element || !thread) return;
  const before = /** @type {{thread: any, first: string|undefined, last: string|undefined, height: number}|undefined} */ (/** @type {any} */ (element).__place);
  const last = [...thread.messages.map(({ id }) => thread.keys.get(id) ?? id), ...thread.pending.map(({ key }) => key)].pop();
  const first = thread.messages[0]?.id;
  const isNew = !before || before.thread !== thread || (!before.last && last);
  if (isNew || (last !== before?.last && (desk.isAtFoot || thread.pending.length))) element.scrollTop = element.scrollHeight;
  else if (before && first !== before.first && before.first) element.scrollTop += element.scrollHeight - before.height;
  else if (desk.isAtFoot && element.scrollHeight !== before?.height) element.scrollTop = element.scrollHeight;
  else if (before && last !== before.last && thread.messages[thread.messages.length - 1]?.direction === 'in' && !desk.isBehind) {
    desk.isBehind = true;
    desk.refresh();
  }
  /** @type {any} */ (element).__place = { thread, first, last, height: element.scrollHeight };
}
