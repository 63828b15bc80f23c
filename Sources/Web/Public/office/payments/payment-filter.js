/** What the page of payments shows, and how its address says so. Pure. */

export const TABS = ['check', 'decide', 'way', 'all'];
/** What a payment or a refund can be, in the order in which it is offered. */
export const STATES = ['captured', 'partially_refunded', 'refunded', 'claimed', 'requires_action', 'authorized', 'failed', 'voided', 'pending', 'succeeded'];
export const METHODS = ['cash', 'card_terminal', 'gateway', 'card_on_file', 'bank_transfer', 'store_credit', 'gift_card', 'manual'];

/** @typedef {{tab: string, kind: string, method: string, status: string, from: string, to: string, q: string, cursor: string}} Filter */

const NAMES = /** @type {const} */ (['kind', 'method', 'status', 'from', 'to', 'q', 'cursor']);

/** @param {string} search of the address @returns {Filter} */
export function readFilter(search) {
  const query = new URLSearchParams(search);
  const tab = query.get('tab') ?? '';
  const read = Object.fromEntries(NAMES.map((name) => [name, query.get(name) ?? '']));
  const isNarrowed = NAMES.some((name) => read[name] !== '');
  return /** @type {Filter} */ ({ ...read, tab: TABS.includes(tab) ? tab : isNarrowed ? 'all' : '' });
}

/** The address of a filter. @param {Filter} filter */
export function addressOf(filter) {
  const query = new URLSearchParams();
  if (filter.tab) query.set('tab', filter.tab);
  if (filter.tab === 'all') for (const name of NAMES) if (filter[name]) query.set(name, filter[name]);
  const text = query.toString();
  return text ? `/admin/payments?${text}` : '/admin/payments';
}

/**
 * The question to the API; a day is whole, from its beginning to that of the next.
 * @param {Filter} filter @param {(day: string) => string} startOfDay @param {(day: string, count: number) => string} addDays
 */
export function questionOf(filter, startOfDay, addDays) {
  const query = new URLSearchParams({ limit: '50' });
  for (const name of /** @type {const} */ (['kind', 'method', 'status', 'q', 'cursor'])) if (filter[name]) query.set(name, filter[name]);
  if (isDay(filter.from)) query.set('created_from', startOfDay(filter.from));
  if (isDay(filter.to)) query.set('created_to', startOfDay(addDays(filter.to, 1)));
  return `/payments?${query}`;
}

/** @param {string} text */
const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** Whether something narrows the list. @param {Filter} filter */
export const isNarrowed = (filter) => NAMES.some((name) => name !== 'cursor' && filter[name] !== '');

/** The part that somebody should see first: where somebody waits, else everything. @param {{to_check: number, to_decide: number}} counts */
export const firstTab = (counts) => (counts.to_check ? 'check' : counts.to_decide ? 'decide' : 'all');

/** How many wait for a person, and whether there are more than were counted. @param {any} counts */
export function waitingText(counts) {
  const sum = counts.to_check + counts.to_decide;
  return counts.to_check >= counts.limit || counts.to_decide >= counts.limit ? `${counts.limit}+` : sum ? String(sum) : '';
}
