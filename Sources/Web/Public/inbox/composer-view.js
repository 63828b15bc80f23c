/** The field to answer in: the words, pictures that go with them, templates and products, and how long the channel still takes an answer. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { openProducts, openTemplates } from './inserts-view.js';
import { windowLine } from './words.js';

/** @typedef {import('./desk.js').Desk} Desk */

/** Longest message, in characters; channels with less cut it into several. */
const LONGEST = 5000;

/** @param {Desk} desk */
export function composer(desk) {
  const { thread, host } = desk;
  if (!thread) return null;
  const { say } = host;
  const left = windowLine(thread.conversation, host.times, say, Date.now());
  const replying = replyingWords(desk);
  return h('footer', { class: 'composer', key: 'composer' },
    h('p', { class: 'composer-replying small muted', role: 'status', key: 'replying' }, replying),
    left ? h('p', { class: `composer-window${left.isClosed ? ' is-closed' : ''}`, key: 'window', id: 'composer-window' }, icon(left.isClosed ? 'lock' : 'clock'), h('span', null, left.text)) : null,
    why(desk) ? h('p', { class: 'composer-window is-closed', key: 'denied' }, icon('lock'), h('span', null, why(desk)))
      : left?.isClosed && thread.isEmpty ? null : box(desk, left));
}

/** @param {Desk} desk */
const why = (desk) => (desk.host.may('reply') ? '' : desk.host.say('denied'));

/** @param {Desk} desk @param {{isClosed: boolean}|null} left */
function box(desk, left) {
  const { thread, host } = desk;
  if (!thread) return null;
  const { say } = host;
  const isReady = !thread.isEmpty && !left?.isClosed && !desk.uploads;
  const { channel } = thread.conversation;
  const label = (/** @type {string} */ name) => say(channel === 'api' ? 'write.plain' : 'write', { name, channel: say(`channel.${channel}`) });
  return h('form', {
    class: 'composer-box', key: 'box',
    onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); if (isReady) desk.send(); },
    ondragover: (/** @type {DragEvent} */ event) => { if (event.dataTransfer?.types.includes('Files')) event.preventDefault(); },
    ondrop: (/** @type {DragEvent} */ event) => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      desk.attach(event.dataTransfer.files);
    },
  },
  h('textarea', {
    class: 'composer-text', id: 'composer-text', rows: '2', maxlength: LONGEST, dir: 'auto', autocomplete: 'off', 'aria-label': label(desk.name),
    placeholder: label(desk.name.length > 28 ? `${desk.name.slice(0, 27).trim()}…` : desk.name),
    'aria-describedby': left ? 'composer-window' : null, value: thread.text,
    oninput: (/** @type {any} */ event) => { if (thread.note(event.target.value)) desk.refresh(); if (event.target.value.trim()) desk.tellReplying(); },
    onkeydown: (/** @type {KeyboardEvent} */ event) => typed(desk, event, isReady),
    onpaste: (/** @type {ClipboardEvent} */ event) => {
      const files = [...event.clipboardData?.files ?? []].filter(({ type }) => type.startsWith('image/'));
      if (!files.length) return;
      event.preventDefault();
      desk.attach(files);
    },
  }),
  thread.attachments.length || desk.uploads ? h('ul', { class: 'composer-files', key: 'files', 'aria-label': say('attached') },
    thread.attachments.map((each) => attached(desk, each)),
    desk.uploads ? h('li', { class: 'composer-file is-waiting', key: 'uploading' }, h('span', { role: 'status' }, say('uploading'))) : null) : null,
  h('div', { class: 'composer-foot', key: 'foot' },
    h('label', { class: 'button button-quiet button-icon', title: say('attach') }, icon('clip'), h('span', { class: 'for-readers' }, say('attach')),
      h('input', {
        type: 'file', class: 'for-readers', accept: 'image/*,application/pdf', multiple: true,
        onchange: (/** @type {any} */ event) => { desk.attach([...event.target.files]); event.target.value = ''; },
      })),
    tool(desk, 'note', 'template', openTemplates),
    tool(desk, 'box', 'product', openProducts),
    h('span', { class: 'grows' }),
    h('span', { class: 'composer-keys', 'aria-hidden': 'true' }, h('kbd', { class: 'key' }, 'Ctrl'), h('kbd', { class: 'key' }, 'Enter')),
    h('button', { type: 'submit', class: isReady ? 'button button-main composer-send' : 'button composer-send', 'aria-disabled': isReady ? null : 'true' },
      say('send'))));
}

/** @param {Desk} desk @param {string} drawing @param {string} word @param {(desk: Desk, button: HTMLElement) => void} open */
const tool = (desk, drawing, word, open) => h('button', {
  type: 'button', class: 'button button-quiet button-icon', 'aria-label': desk.host.say(word), title: desk.host.say(word), 'aria-haspopup': 'dialog',
  'aria-expanded': 'false', 'data-anchor': `inbox-${word}`, onclick: (/** @type {any} */ event) => open(desk, event.currentTarget),
}, icon(drawing));

/** @param {Desk} desk @param {any} each */
function attached(desk, each) {
  const { thread, host } = desk;
  const name = each.name || host.say('message.file');
  return h('li', { class: 'composer-file', key: each.id },
    each.media_type?.startsWith('image/') ? h('img', { src: each.url, alt: '' }) : icon('download'),
    h('bdi', { class: 'clip' }, name),
    h('button', {
      type: 'button', class: 'button button-quiet button-icon', 'aria-label': host.say('detach', { name }),
      onclick: () => { if (thread) { thread.attachments = thread.attachments.filter(({ id }) => id !== each.id); desk.refresh(); } },
    }, icon('close')));
}

/** @param {Desk} desk @param {KeyboardEvent} event @param {boolean} isReady */
function typed(desk, event, isReady) {
  if (event.isComposing) return;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    event.stopPropagation();
    if (isReady) desk.send();
  } else if (event.key === 'Escape') {
    // One level back, and what was written stays.
    event.preventDefault();
    event.stopPropagation();
    /** @type {HTMLElement} */ (event.target).blur();
    document.getElementById('thread-name')?.focus();
  }
}

/** "Tomasz is replying", while somebody else is. @param {Desk} desk */
function replyingWords(desk) {
  const replying = desk.thread?.conversation?.replying;
  if (!replying || replying.staff_id === desk.host.me.id || Date.parse(replying.until) <= Date.now()) return '';
  return desk.host.say('replying', { name: replying.name });
}
