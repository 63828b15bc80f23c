/** One message of a thread: a bubble, a picture, a sticker, or a line about an order in the middle. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { suggestionsUnder } from './thread-suggestions-view.js';
import { asParts, eventIcon, eventLine, stateOf } from './words.js';

/** @typedef {import('./desk.js').Desk} Desk */

/** @param {Desk} desk @param {import('./thread-rows.js').Row} row */
export function messageRow(desk, row) {
  if (row.kind === 'day') return h('li', { class: 'thread-day', key: row.key }, h('span', null, dayWords(desk, row.at)));
  return row.kind === 'system' ? systemRow(desk, row) : bubbleRow(desk, row);
}

/** @param {Desk} desk @param {string} at */
function dayWords(desk, at) {
  const { times, say, locale } = desk.host;
  const now = new Date();
  if (times.day(at) === times.day(now)) return say('today');
  if (times.day(at) === times.day(new Date(now.getTime() - 86_400_000))) return say('yesterday');
  const isThisYear = times.day(at).slice(0, 4) === times.day(now).slice(0, 4);
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC', ...(isThisYear ? {} : { year: 'numeric' }) })
    .format(new Date(`${times.day(at)}T12:00:00Z`));
}

/** What happened to an order: no bubble, and the way to the order. @param {Desk} desk @param {any} row */
function systemRow(desk, { key, message }) {
  const { times, moneyIn, say } = desk.host;
  const text = eventLine(message, { say, moneyIn });
  const words = h('bdi', null, text);
  return h('li', { class: 'thread-system', key },
    icon(eventIcon(message.event?.word)),
    message.order_id ? h('button', { type: 'button', class: 'thread-system-link', onclick: () => desk.showOrder(message.order_id) }, words) : words,
    h('time', { class: 'thread-system-time', datetime: message.sent_at }, times.hour(message.sent_at)));
}

/** @param {Desk} desk @param {any} row */
function bubbleRow(desk, { key, message, isFirst, isLast }) {
  const isOut = message.direction === 'out';
  const isTroubled = ['not_delivered', 'unsent', 'refused'].includes(message.status);
  return h('li', {
    class: `thread-message ${isOut ? 'is-out' : 'is-in'}${isFirst ? ' is-first' : ''}${isTroubled ? ' is-troubled' : ''}`, key, 'data-message': message.id,
    'data-status': message.status ?? null,
  }, h('span', { class: 'for-readers' }, `${isOut ? message.staff?.name ?? desk.host.say('shop') : desk.name}: `),
  ...pictures(desk, message),
  bubble(desk, message),
  suggestionsUnder(desk, message),
  isTroubled ? trouble(desk, message) : null,
  isLast ? caption(desk, message) : null);
}

/** @param {Desk} desk @param {any} message */
function bubble(desk, message) {
  const { say } = desk.host;
  if (message.unsent) return h('div', { class: 'bubble bubble-gone' }, h('em', null, say('message.unsent')));
  const seen = message.attachments?.some((/** @type {any} */ each) => kindOf(each) !== 'file');
  if (message.text) {
    return h('div', { class: message.kind === 'unsupported' ? 'bubble bubble-gone' : 'bubble', dir: 'auto' }, asParts(message.text).map((part) => (part.href
      ? h('a', { href: part.href, target: '_blank', rel: 'noopener noreferrer nofollow' }, part.text) : part.text)));
  }
  if (seen || message.attachments?.length) return null;
  return h('div', { class: 'bubble bubble-gone' }, h('em', null, say(wordsOfNothing[message.kind] ?? 'message.unsupported')));
}

/** What stands for a message that shows nothing; of a text, that it tells of an order of another location. @type {Record<string, string>} */
const wordsOfNothing = { sticker: 'message.sticker', text: 'message.withheld' };

/** @param {any} attachment */
const kindOf = (attachment) => attachment.kind ?? (attachment.media_type?.startsWith('image/') ? 'image' : 'file');

/** @param {Desk} desk @param {any} message */
function pictures(desk, message) {
  const { say } = desk.host;
  return (message.attachments ?? []).map((/** @type {any} */ each, /** @type {number} */ index) => {
    const kind = kindOf(each);
    const key = each.id ?? `${kind}-${index}`;
    const alt = kind === 'sticker' ? say('message.sticker') : say(message.direction === 'out' ? 'message.picture_of_ours' : 'message.picture', { name: each.name || desk.name });
    const size = { width: each.width || null, height: each.height || null };
    if (kind === 'sticker' && !each.url) return h('div', { class: 'bubble bubble-gone', key }, h('em', null, say('message.sticker')));
    if (kind === 'sticker') return h('img', { class: 'thread-sticker', key, src: each.url, alt, ...size });
    if (kind === 'image') {
      return h('a', { class: 'thread-picture', key, href: each.url, target: '_blank', rel: 'noopener' }, h('img', { src: each.url, alt, ...size }));
    }
    return h('a', { class: 'bubble thread-file', key, href: each.url, target: '_blank', rel: 'noopener' }, icon('download'), h('bdi', null, each.name || say('message.file')));
  });
}

/** Why it did not arrive, and what can be done. @param {Desk} desk @param {any} message */
function trouble(desk, message) {
  const { say } = desk.host;
  return h('div', { class: 'thread-trouble', role: message.pending ? 'alert' : null },
    h('span', null, icon('warning'), message.error || say(`state.${message.status}`)),
    message.status !== 'refused' && desk.host.may('reply')
      ? h('button', { type: 'button', class: 'text-button', onclick: () => desk.retry(message) }, say('try_again')) : null,
    message.pending ? h('button', { type: 'button', class: 'text-button', onclick: () => desk.thread?.takeBack(message.pending) }, say('take_back')) : null);
}

/** @param {Desk} desk @param {any} message */
function caption(desk, message) {
  const { say, times } = desk.host;
  const isOut = message.direction === 'out';
  const name = isOut ? message.staff?.name?.split(/\s+/u)[0] : null;
  const state = stateOf(message, say);
  const reason = message.status === 'waiting' ? message.error : null;
  return h('p', { class: 'thread-caption' },
    h('time', { datetime: message.sent_at, title: times.full(message.sent_at) }, h('bdi', null, [name, times.hour(message.sent_at)].filter(Boolean).join(', '))),
    state ? h('span', { class: `thread-state thread-state-${message.status}` }, ` · ${[state, reason].filter(Boolean).join(': ')}`) : null);
}
