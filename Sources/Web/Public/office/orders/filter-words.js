/** What a filter's chip says, and what there is to choose from. */
import { valuesOf } from './filter.js';

/** @type {Record<string, string[]>} */
const fixed = {
  channel: ['register', 'back_office', 'phone', 'online_store', 'facebook', 'instagram', 'line', 'web_chat', 'api', 'import'],
  payment_status: ['unpaid', 'pending', 'authorized', 'partially_paid', 'paid', 'overpaid', 'partially_refunded', 'refunded', 'voided'],
  fulfillment_status: ['not_required', 'unfulfilled', 'partially_fulfilled', 'ready_for_pickup', 'shipped', 'fulfilled'],
  status: ['draft', 'invoice_sent', 'placed', 'closed', 'canceled'],
};

/**
 * The values of a filter and what they are called.
 * @param {any} page @param {string} name @returns {{value: string, label: string}[]}
 */
export function choicesOf({ say, places }, name) {
  const listed = { location_id: places.locations, register_id: places.registers, staff_id: places.staff }[name];
  if (listed) return listed.map((/** @type {any} */ each) => ({ value: each.id, label: each.name }));
  const words = name === 'status' ? 'order_status' : name;
  return (fixed[name] ?? []).map((value) => ({ value, label: say(`${words}.${value}`) }));
}

/**
 * The value of a filter in words; empty where it is not set.
 * @param {any} page @param {string} name
 */
export function chipText(page, name) {
  const { office, say, list, places } = page;
  const { filter } = list;
  switch (name) {
    case 'date':
      if (filter.date) return say(`date.${filter.date}`);
      return between(say, filter.created_from && office.times.date(filter.created_from), filter.created_to && office.times.date(dayBefore(filter.created_to)));
    case 'total':
      return between(say, filter.total_from && office.money.short(Number(filter.total_from)), filter.total_to && office.money.short(Number(filter.total_to)));
    case 'customer_id':
      return filter.customer_id ? places.customers?.[filter.customer_id] ?? say('filter.customer_id.one') : '';
    case 'register_id':
      if (!filter.register_id) return filter.held === 'true' ? say('filter.held') : filter.held === 'false' ? say('filter.not_held') : '';
      return names(page, name);
    case 'overdue':
      return filter.overdue === 'true' ? say('filter.overdue.true') : filter.overdue === 'false' ? say('filter.overdue.false') : '';
    case 'due_before':
      return filter.due_before ? office.times.date(`${filter.due_before}T12:00:00Z`) : '';
    case 'tag':
      return filter.tag ?? '';
    default:
      return names(page, name);
  }
}

/** @param {any} page @param {string} name */
function names(page, name) {
  const values = valuesOf(page.list.filter[name]);
  const choices = choicesOf(page, name);
  const said = values.map((value) => choices.find((choice) => choice.value === value)?.label ?? page.say('filter.unknown'));
  return said.length > 2 ? page.say('filter.several', { first: said[0], count: said.length - 1 }) : said.join(', ');
}

/** @param {any} say @param {string|undefined} from @param {string|undefined} to */
function between(say, from, to) {
  if (from && to) return from === to ? from : say('between', { from, to });
  return from ? say('from', { from }) : to ? say('until', { to }) : '';
}

/** The end of a span is exclusive; people read its last day. @param {string} text */
const dayBefore = (text) => new Date(Date.parse(text) - 1).toISOString();
