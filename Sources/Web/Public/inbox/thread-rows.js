/** The rows of a thread: a line for each day, messages of the same person close together, one caption for a group. Pure. */

/** @typedef {import('./thread.js').Message} Message */
/** @typedef {{kind: 'day', key: string, at: string}|{kind: 'message'|'system', key: string, message: any, isFirst: boolean, isLast: boolean}} Row */

/** Messages this close together share one caption. */
const CLOSE_MS = 5 * 60_000;

/** Who speaks, for grouping. @param {any} message */
const voice = (message) => `${message.direction} ${message.staff?.id ?? ''}`;

/** @param {any} message what needs a caption of its own, whoever spoke after it */
const isTroubled = (message) => ['not_delivered', 'unsent', 'refused'].includes(message.status);

/**
 * @param {Message[]} messages oldest first @param {any[]} pending what is being sent, shaped as messages
 * @param {(at: string) => string} dayOf the calendar day in the shop's zone @param {Map<string, string>} [keys] where a message was shown before
 * @returns {Row[]}
 */
export function rowsOf(messages, pending, dayOf, keys = new Map()) {
  const all = [...messages, ...pending];
  /** @type {Row[]} */
  const rows = [];
  let day = '';
  /** @type {Map<string, number>} */
  const days = new Map();
  all.forEach((message, index) => {
    const before = all[index - 1];
    const after = all[index + 1];
    const now = dayOf(message.sent_at);
    if (now !== day) {
      days.set(now, (days.get(now) ?? 0) + 1);
      rows.push({ kind: 'day', key: `day-${now}-${days.get(now)}`, at: message.sent_at });
    }
    const joins = (/** @type {any} */ a, /** @type {any} */ b) => Boolean(a && b) && voice(a) === voice(b) && dayOf(a.sent_at) === dayOf(b.sent_at)
      && Math.abs(Date.parse(b.sent_at) - Date.parse(a.sent_at)) < CLOSE_MS && a.direction !== 'system' && !isTroubled(a) && !isTroubled(b);
    rows.push({
      kind: message.direction === 'system' ? 'system' : 'message', key: keys.get(message.id) ?? message.id, message,
      isFirst: !joins(before, message), isLast: !joins(message, after),
    });
    day = now;
  });
  return rows;
}

/** Messages on their way, as the thread shows them. @param {import('./thread.js').Pending[]} pending @param {any} me */
export const asMessages = (pending, me) => pending.map((each) => ({
  id: each.key, direction: 'out', kind: each.attachments.length && !each.text ? 'image' : 'text', text: each.text, attachments: each.attachments,
  staff: me, sent_at: each.at, status: each.state, error: each.reason ?? null, pending: each,
}));
