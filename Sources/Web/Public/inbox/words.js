/** What the inbox says about channels, messages and the time that is left to answer. Pure. */

/** The drawing of a channel. @type {Record<string, string>} */
const drawings = { line: 'chat-line', facebook: 'chat-messenger', instagram: 'chat-instagram', web_chat: 'inbox', api: 'webhook' };

/** @param {string} channel */
export const channelIcon = (channel) => drawings[channel] ?? 'inbox';

/** The drawing of a line in the middle of a thread, by what happened. @type {Record<string, string>} */
const marks = {
  draft: 'note', sent: 'send', viewed: 'eye', paid: 'check', shipped: 'truck', ready_for_pickup: 'store',
  refunded: 'return', canceled: 'gone', notice_blocked: 'warning', merged: 'merge', followed: 'person-add',
  unfollowed: 'gone', reverted: 'undo',
};

/** @param {string|undefined} word */
export const eventIcon = (word) => marks[word ?? ''] ?? 'note';

/** Who writes, as the thread names them. @param {any} conversation @param {(name: string) => string} say */
export const nameOf = (conversation, say) => conversation?.name || conversation?.customer?.name || say('nameless');

/** One line about the last thing that was said. @param {any} conversation @param {(name: string, values?: any) => string} say */
export function lastLine(conversation, say) {
  const last = conversation.last_message;
  if (!last) return say('last.none');
  const text = last.text?.replace(/\s+/g, ' ').trim() || say('last.attachment');
  return last.direction === 'out' ? say('last.you', { text }) : text;
}

/** The order a conversation is about: the open one, else the newest. @param {any} conversation */
export function orderOf(conversation) {
  const orders = conversation?.orders ?? [];
  return orders.find((/** @type {any} */ each) => each.id === conversation.open_order_id) ?? null;
}

/** Where the wanted letters stand in a name, for an avatar: a script without capitals has one letter. @param {string} name */
export function letters(name) {
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = (/** @type {string|undefined} */ word) => segment((word ?? '').replace(/^[^\p{L}\p{N}]+/u, ''));
  const isLatin = /^\p{Script=Latin}/u.test(first(words[0]));
  return [words[0], isLatin && words.length > 1 ? words[words.length - 1] : undefined].map(first).join('').toUpperCase();
}

/** The first letter with the marks that belong to it. @param {string} word */
function segment(word) {
  if (typeof Intl.Segmenter !== 'function') return [...word][0] ?? '';
  for (const part of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word)) return part.segment;
  return '';
}

/** One of five colours for a person, the same every time. @param {string} id */
export function colourOf(id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1009;
  return sum % 5;
}

/** Hours before its end at which the time to answer is said. */
const SOON_MS = 6 * 3_600_000;

/**
 * What the composer says about the time left to answer; nothing while there is plenty.
 * @param {any} conversation @param {any} times @param {(name: string, values?: any) => string} say @param {number} now milliseconds
 * @returns {{text: string, isClosed: boolean}|null}
 */
export function windowLine(conversation, times, say, now) {
  const { state, until, note } = conversation?.reply_window ?? {};
  const values = { channel: say(`channel.${conversation?.channel}`), name: nameOf(conversation, say), until: until && times.day(until) === times.day(new Date(now)) ? times.hour(until) : times.full(until) };
  if (state === 'closed') return { text: say(['blocked', 'merged', 'never_wrote'].includes(note) ? `window.${note}` : 'window.closed', values), isClosed: true };
  if (state === 'human_only') return { text: say('window.human_only', values), isClosed: false };
  if (state === 'open' && until && Date.parse(until) - now < SOON_MS) return { text: say('window.soon', values), isClosed: false };
  return null;
}

/** How a message of ours stands, under it. @param {any} message @param {(name: string) => string} say */
export function stateOf(message, say) {
  if (message.direction !== 'out' || !message.status) return '';
  return ['sending', 'waiting', 'sent', 'delivered', 'read'].includes(message.status) ? say(`state.${message.status}`) : '';
}

/**
 * What happened to an order, in the middle of its thread.
 * @param {any} message @param {{say: (name: string, values?: any) => string, moneyIn: (currency: string) => any}} words
 */
export function eventLine(message, { say, moneyIn }) {
  const { word, facts, ...rest } = message.event ?? {};
  const known = { ...rest, ...facts };
  /** @type {Record<string, string|number>} */
  const values = { number: '', staff: message.staff?.name ?? say('somebody'), courier: '', tracking_number: '', place: '', amount: '' };
  for (const [name, fact] of Object.entries(known)) if (typeof fact === 'string' || typeof fact === 'number') values[name] = fact;
  if (known.currency) values.amount = moneyIn(String(known.currency)).money(Number(known.amount));
  // What somebody of staff did is told with their name, what went another way with that way.
  const keys = [known.via ? `event.${word}.${known.via}` : '', message.staff ? `event.${word}.by` : '', `event.${word}`].filter(Boolean);
  const found = word ? keys.map((key) => ({ key, text: say(key, values) })).find(({ key, text }) => !text.endsWith(key)) : null;
  return withoutEnd((found?.text ?? (message.text || say('event.other'))).replace(/\s+/gu, ' '), ' ,:·').trim();
}

/** A text with its addresses as links; everything else is plain words. @param {string} text @returns {{text: string, href?: string}[]} */
export function asParts(text) {
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"']+/giu)) {
    const address = withoutEnd(match[0], '.,;:!?)]}»”');
    if (address.length > LONGEST_ADDRESS || !isAddress(address)) continue;
    if (match.index > at) parts.push({ text: text.slice(at, match.index) });
    parts.push({ text: address, href: address });
    at = match.index + address.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}

/** What is longer is no address that anybody follows. */
const LONGEST_ADDRESS = 2000;

/** A text without the signs at its end; looked at from there, so that many of them are gone over once. @param {string} text @param {string} signs */
function withoutEnd(text, signs) {
  let end = text.length;
  while (end > 0 && signs.includes(text[end - 1])) end -= 1;
  return text.slice(0, end);
}

/** @param {string} text */
function isAddress(text) {
  try {
    return Boolean(new URL(text).host);
  } catch {
    return false;
  }
}
