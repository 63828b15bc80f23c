/** The timeline of an order: who did what, runs of small edits as one, automatic events folded. Pure. */

/** @typedef {{id: string, type: string, created_at: string, actor: {kind: string, id: string|null}, object: any, data: any}} Event_ */
/** @typedef {{id: string, type: string, at: string, actor: Event_['actor'], count: number, isAutomatic: boolean, before: number|null, after: number|null, data: any}} Entry */

/** How far apart edits of one person may be and still be one piece of work. */
const RUN_MILLISECONDS = 10 * 60_000;

/** Done by nobody's hand. @param {Event_} event */
const isAutomatic = ({ type, actor }) => (actor.kind === 'system' && !type.startsWith('order.customer_')) || /^(order\.viewed|message\.|stock\.|order\.leased)/.test(type);

/**
 * Entries, newest first: edits by one person within ten minutes are one, with the total before the first and after the last.
 * @param {Event_[]} events oldest first @returns {Entry[]}
 */
export function entries(events) {
  /** @type {Entry[]} */
  const all = [];
  let total = null;
  for (const event of events) {
    const after = event.data?.total ?? null;
    const last = all[all.length - 1];
    const isRun = last && event.type === 'order.updated' && last.type === event.type && last.actor.id === event.actor.id
      && Date.parse(event.created_at) - Date.parse(last.at) < RUN_MILLISECONDS;
    if (isRun) Object.assign(last, { id: event.id, at: event.created_at, count: last.count + 1, after: after ?? last.after, data: event.data });
    else all.push({ id: event.id, type: event.type, at: event.created_at, actor: event.actor, count: 1, isAutomatic: isAutomatic(event),
      before: total, after, data: event.data });
    total = after ?? total;
  }
  return all.reverse();
}
