/**
 * Which orders the list shows, as the address says it: the parameters of `GET /orders`, plus `date` for a span of days that moves on
 * (today, the last 30 days) and `view` for the name it was called up by.
 */
import { addDays } from '../times.js';

/** Parameters that filter, in the order in which their chips stand. */
export const FILTERS = [
  'status', 'location_id', 'date', 'created_from', 'created_to', 'channel', 'payment_status', 'fulfillment_status', 'held', 'register_id',
  'staff_id', 'tag', 'customer_id', 'total_from', 'total_to',
  'overdue', 'due_before',
];
const KNOWN = ['view', 'display_status', 'q', 'sort', 'cursor', ...FILTERS];

export const SPANS = ['today', 'yesterday', 'last_7_days', 'last_30_days', 'this_month'];

/** The parts of the list that everybody has; `done` and `all` are the largest. */
export const TABS = [
  { name: 'all', statuses: '' },
  { name: 'drafts', statuses: 'draft' },
  { name: 'on_hold', statuses: 'on_hold' },
  { name: 'awaiting_payment', statuses: 'awaiting_payment,payment_check' },
  { name: 'to_fulfil', statuses: 'paid,ready_for_pickup' },
  { name: 'done', statuses: 'completed,shipped' },
  { name: 'returns', statuses: 'returned' },
];

/** Views that nobody needs to save. */
export const GIVEN = [
  { name: 'overdue', query: 'overdue=true&sort=due_on' },
  { name: 'in_store', query: 'channel=register' },
  { name: 'online', query: 'channel=online_store,facebook,instagram,line,web_chat' },
];

/** @typedef {Record<string, string>} Filter */

/** @param {string} search `location.search` @returns {Filter} */
export function readFilter(search) {
  const query = new URLSearchParams(search);
  /** @type {Filter} */
  const filter = {};
  for (const name of KNOWN) {
    const value = query.get(name);
    if (value) filter[name] = value;
  }
  if (filter.date && !SPANS.includes(filter.date)) delete filter.date;
  return filter;
}

/** The address of a filter, in one spelling for all. @param {Filter} filter */
export function writeFilter(filter) {
  const query = new URLSearchParams();
  for (const name of KNOWN) if (filter[name]) query.set(name, filter[name]);
  const text = query.toString().replaceAll('%2C', ',');
  return text ? `?${text}` : '/admin/orders';
}

/** The tab whose statuses these are; `all` where they are nobody's. @param {Filter} filter */
export function tabOf(filter) {
  return TABS.find((tab) => tab.statuses === (filter.display_status ?? ''))?.name ?? 'all';
}

/**
 * What the API is asked, with a span of days turned into moments of the shop's calendar.
 * @param {Filter} filter
 * @param {{day: (moment: Date) => string, startOfDay: (day: string) => string}} times
 * @param {Date} [now]
 */
export function apiQuery(filter, times, now = new Date()) {
  const query = new URLSearchParams();
  for (const name of KNOWN) if (filter[name] && name !== 'view' && name !== 'date') query.set(name, filter[name]);
  if (filter.date) {
    const { from, to } = spanOf(filter.date, times.day(now));
    query.set('created_from', times.startOfDay(from));
    query.set('created_to', times.startOfDay(addDays(to, 1)));
  }
  return query.toString();
}

/**
 * First and last day of a span.
 * @param {string} name @param {string} today `2026-03-12`
 */
export function spanOf(name, today) {
  switch (name) {
    case 'yesterday': return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'last_7_days': return { from: addDays(today, -6), to: today };
    case 'last_30_days': return { from: addDays(today, -29), to: today };
    case 'this_month': return { from: `${today.slice(0, 8)}01`, to: today };
    default: return { from: today, to: today };
  }
}

/** The filter with some of its parts changed, back on the first page; empty values are taken out. @param {Filter} filter @param {Record<string, string|null|undefined>} changes */
export function withChanges(filter, changes) {
  /** @type {Filter} */
  const result = {};
  for (const [name, value] of Object.entries({ ...filter, cursor: '', ...changes })) if (value) result[name] = value;
  return result;
}

/** What a view keeps: everything but the page and the view's own name. @param {Filter} filter */
export function viewQuery(filter) {
  const { view: _view, cursor: _cursor, ...rest } = filter;
  const text = writeFilter(rest);
  return text.startsWith('?') ? text.slice(1) : '';
}

/** Whether something narrows the list beside its tab. @param {Filter} filter */
export const isNarrowed = (filter) => Boolean(filter.q) || FILTERS.some((name) => filter[name]);

/** The values of a filter that takes several. @param {string|undefined} text */
export const valuesOf = (text) => (text ? text.split(',') : []);
