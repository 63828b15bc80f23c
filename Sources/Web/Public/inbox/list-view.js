/** The first column: search, tabs, and the conversations, newest first. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { openMenu } from '../shared/menu-view.js';
import { soon } from '../shared/live.js';
import { NO_FILTER, TABS } from './conversation-list.js';
import { channelIcon, colourOf, lastLine, letters, nameOf, orderOf } from './words.js';

/** @typedef {import('./desk.js').Desk} Desk */
/** @typedef {import('./conversation-list.js').Conversation} Conversation */

export const CHANNELS = ['line', 'facebook', 'instagram', 'web_chat', 'api'];
/** So close to the foot the next page is fetched. */
const NEAR = 800;

/** @param {Desk} desk */
export function listColumn(desk) {
  return h('section', { class: 'inbox-list', key: 'list', 'aria-label': desk.host.say('list') }, head(desk), tabs(desk), body(desk));
}

/** @type {WeakMap<Desk, () => void>} */
const searches = new WeakMap();

/** @param {Desk} desk */
function head(desk) {
  const { say, offlineOrder } = desk.host;
  const { filter } = desk.list;
  if (!searches.has(desk)) searches.set(desk, soon(180, () => desk.narrow({}, { isTyping: true })));
  const isNarrowed = Boolean(filter.channel || filter.status !== 'open');
  return h('div', { class: 'inbox-list-head', key: 'head' },
    h('div', { class: 'inbox-title' }, h('p', { class: 'inbox-heading', 'aria-hidden': 'true' }, say('title')),
      h('button', {
        type: 'button', class: isNarrowed ? 'button button-quiet button-icon is-set' : 'button button-quiet button-icon', 'aria-haspopup': 'menu', 'aria-expanded': 'false',
        'aria-label': isNarrowed ? say('filter.set', { filter: filterWords(desk) }) : say('filter'), title: say('filter'),
        onclick: (/** @type {any} */ event) => openFilter(desk, event.currentTarget),
      }, icon('filter')),
      offlineOrder ? h('button', { type: 'button', class: 'button inbox-offline', onclick: () => offlineOrder() }, icon('plus'), say('offline_order')) : null),
    h('div', { class: 'search inbox-search', role: 'search', 'aria-label': say('list') }, icon('search'), h('input', {
      class: 'input', id: 'inbox-search', type: 'search', 'data-search': true, autocomplete: 'off', maxlength: 200, dir: 'auto',
      'aria-label': say('search'), placeholder: say('search'), value: filter.q,
      oninput: (/** @type {any} */ event) => { desk.list.filter = { ...desk.list.filter, q: event.target.value }; searches.get(desk)?.(); },
      onkeydown: (/** @type {KeyboardEvent} */ event) => searchKey(desk, event),
    })),
    isNarrowed ? h('p', { class: 'inbox-narrowed small' }, h('span', null, filterWords(desk)),
      h('button', { type: 'button', class: 'text-button', onclick: () => desk.narrow({ channel: '', status: 'open' }) }, say('filter.clear'))) : null);
}

/** @param {Desk} desk @param {KeyboardEvent} event */
function searchKey(desk, event) {
  if (event.isComposing) return;
  if (event.key === 'ArrowDown') { event.preventDefault(); focusRow(desk, 1); }
  if (event.key === 'Enter' && desk.list.rows.length) { event.preventDefault(); desk.open(desk.list.rows[0].id); }
}

/** @param {Desk} desk */
function filterWords(desk) {
  const { filter } = desk.list;
  return [filter.status === 'closed' ? desk.host.say('filter.closed') : '', filter.channel ? desk.host.say(`channel.${filter.channel}`) : '']
    .filter(Boolean).join(', ');
}

/** @param {Desk} desk @param {HTMLElement} button */
function openFilter(desk, button) {
  const { say } = desk.host;
  const { filter } = desk.list;
  openMenu(button, [
    { label: say('filter.open'), icon: 'inbox', checked: filter.status === 'open', run: () => { desk.narrow({ status: 'open' }); } },
    { label: say('filter.closed'), icon: 'lock', checked: filter.status === 'closed', run: () => { desk.narrow({ status: 'closed' }); } },
    'line',
    { label: say('filter.every_channel'), icon: 'people', checked: !filter.channel, run: () => { desk.narrow({ channel: '' }); } },
    ...CHANNELS.map((channel) => ({
      label: say(`channel.${channel}`), icon: channelIcon(channel), checked: filter.channel === channel, run: () => { desk.narrow({ channel }); },
    })),
  ], say('filter'));
}

/** @param {Desk} desk */
function tabs(desk) {
  const { say } = desk.host;
  const { counts, filter } = desk.list;
  return h('div', { class: 'tabs inbox-tabs', key: 'tabs', role: 'group', 'aria-label': say('tabs') }, TABS.map((tab) => {
    const count = ['mine', 'unread'].includes(tab) ? counts?.[tab] : 0;
    return h('button', { type: 'button', key: tab, 'aria-current': filter.tab === tab ? 'true' : null, onclick: () => desk.narrow({ tab }) },
      say(`tab.${tab}`), count ? h('span', { class: 'count' }, ` ${shortCount(count)}`) : null);
  }));
}

/** @param {number} count */
export const shortCount = (count) => (count > 999 ? '999+' : String(count));

/** @param {Desk} desk */
function body(desk) {
  const { list, host } = desk;
  const { say } = host;
  const notice = list.error ? h('div', { class: 'notice inbox-notice', role: 'alert', key: 'error' }, h('p', null, host.explain(list.error)),
    h('button', { type: 'button', class: 'button button-small', onclick: () => list.again() }, say('try_again'))) : null;
  if (!list.rows.length && list.isLoaded && !list.isLoading && !list.error) return empty(desk);
  return h('div', {
    class: 'inbox-rows', key: 'rows', tabindex: '-1', 'aria-busy': list.isLoading ? 'true' : 'false',
    onscroll: (/** @type {any} */ event) => { if (isNearFoot(event.target)) list.more(); },
  },
  notice,
  h('div', { key: 'rows', role: 'list', 'aria-label': say('list') }, parts(desk)),
  list.isLoading && !list.error ? h('div', { key: 'loading', class: 'inbox-loading' }, Array.from({ length: list.rows.length ? 2 : 8 }, (_, index) =>
    h('div', { class: 'inbox-row inbox-row-blank', key: `blank-${index}` }, h('span', { class: 'avatar avatar-empty' }),
      h('span', { class: 'inbox-row-words' }, h('span', { class: 'skeleton' }), h('span', { class: 'skeleton' })))),
  h('span', { class: 'for-readers' }, say('loading'))) : null,
  !list.next && list.rows.length > 50 ? h('p', { class: 'inbox-end small muted', key: 'end' }, say('end')) : null);
}

/** Rows stand together in parts of this many, so that drawing a list of thousands looks only into the parts in which something changed. */
const PART = 50;

/** @type {WeakMap<Desk, {rows: any[], part: any}[]>} */
const drawn = new WeakMap();

/** @param {Desk} desk */
function parts(desk) {
  const before = drawn.get(desk) ?? [];
  const now = [];
  for (let at = 0; at < desk.list.rows.length; at += PART) {
    const rows = desk.list.rows.slice(at, at + PART).map((each) => row(desk, each));
    const known = before[now.length];
    const isSame = known?.rows.length === rows.length && known.rows.every((each, index) => each === rows[index]);
    now.push(isSame ? known : { rows, part: h('div', { class: 'inbox-part', role: 'presentation', key: `part-${at}` }, rows) });
  }
  drawn.set(desk, now);
  return now.map(({ part }) => part);
}

/** @param {HTMLElement} element */
const isNearFoot = (element) => element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;

/** Fetches on while the rows do not fill the column. @param {Desk} desk @param {HTMLElement} root */
export function fillColumn(desk, root) {
  const rows = /** @type {HTMLElement|null} */ (root.querySelector('.inbox-rows'));
  if (rows && rows.clientHeight > 0 && desk.list.next && isNearFoot(rows)) desk.list.more();
}

/** @param {Desk} desk */
function empty(desk) {
  const { say, channelsHref } = desk.host;
  const { filter } = desk.list;
  if (filter.q.trim() || filter.channel || filter.status !== 'open') {
    return h('div', { class: 'empty', key: 'nothing' }, h('h2', null, say('nothing')), h('p', null, say('nothing.hint')),
      h('button', { type: 'button', class: 'button', onclick: () => desk.narrow({ ...NO_FILTER }) }, say('filter.clear')));
  }
  if (filter.tab !== 'all') return h('div', { class: 'empty', key: 'tab' }, icon('check', 'icon icon-picture'), h('h2', null, say(`none.${filter.tab}`)));
  return h('div', { class: 'empty', key: 'empty' }, icon('inbox', 'icon icon-picture'), h('h2', null, say('empty')), h('p', null, say('empty.hint')),
    channelsHref ? h('a', { class: 'button', href: channelsHref }, say('empty.connect')) : null);
}

/** Rows that did not change keep their description, so that a long list costs nothing to draw again. @type {WeakMap<Conversation, {sign: string, row: any}>} */
const known = new WeakMap();

/** @param {Desk} desk @param {Conversation} each */
function row(desk, each) {
  const { times } = desk.host;
  const isOpen = desk.thread?.id === each.id;
  const when = times.short(each.last_message?.at ?? each.created_at);
  const draft = isOpen ? '' : desk.kept.textOf(each.id);
  const sign = `${isOpen} ${when} ${draft}`;
  const before = known.get(each);
  if (before?.sign === sign) return before.row;
  const made = described(desk, each, { isOpen, when, draft });
  known.set(each, { sign, row: made });
  return made;
}

/** @param {Desk} desk @param {Conversation} each @param {{isOpen: boolean, when: string, draft: string}} facts */
function described(desk, each, { isOpen, when, draft }) {
  const { say, times } = desk.host;
  const name = nameOf(each, say);
  const order = orderOf(each);
  const isUnread = Number(each.unread) > 0;
  return h('div', { key: each.id, class: 'inbox-item', role: 'listitem' }, h('a', {
    class: 'inbox-row', href: desk.addressOf(each.id), 'data-conversation': each.id, 'data-unread': isUnread ? '' : null, 'aria-current': isOpen ? 'true' : null,
    onclick: (/** @type {MouseEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      desk.open(each.id);
    },
  },
  avatar(each, name),
  h('span', { class: 'inbox-row-words' },
    h('span', { class: 'inbox-row-first' }, h('bdi', { class: 'inbox-row-name clip', title: name.length > 24 ? name : null }, name),
      h('time', { class: 'inbox-row-time', datetime: each.last_message?.at ?? each.created_at, title: times.full(each.last_message?.at ?? each.created_at) }, when)),
    h('span', { class: 'inbox-row-last' }, icon(channelIcon(each.channel), 'icon inbox-channel'),
      h('span', { class: 'for-readers' }, `${say(`channel.${each.channel}`)}: `),
      draft ? h('span', { class: 'clip' }, h('span', { class: 'inbox-draft' }, say('draft')), ' ', h('bdi', null, draft.slice(0, 120)))
        : h('bdi', { class: 'clip' }, lastLine(each, say)),
      isUnread ? h('span', { class: 'inbox-dot' }, h('span', { class: 'for-readers' }, say('unread', { count: Number(each.unread) || 1 }))) : null),
    order ? h('span', { class: 'inbox-row-order' }, h('span', { class: `chip chip-${order.display_status}` }, say(`status.${order.display_status}`))) : null)));
}

/** @param {any} each @param {string} name */
export function avatar(each, name, classes = '') {
  const shown = letters(name);
  return h('span', { class: `avatar avatar-${colourOf(each.id)} ${classes}`, 'aria-hidden': 'true' }, shown || icon('person'));
}

/** Moves the focus along the rows. @param {Desk} desk @param {number} by */
export function focusRow(desk, by) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.inbox-rows .inbox-row[data-conversation]')]);
  if (!rows.length) return;
  const focused = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const open = rows.findIndex((each) => each.dataset.conversation === desk.thread?.id);
  const from = focused >= 0 ? focused : open;
  const to = from < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, from + by));
  rows[to].focus();
  rows[to].scrollIntoView({ block: 'nearest' });
}
