/** What becomes of two records of one person that are put together. */

/** What a record has one of: the one that stays keeps its own, and only what it lacks comes from the other. */
const single = /** @type {const} */ (['name', 'company', 'email', 'phone', 'tax_id']);

/** Whether two texts say the same to whoever reads them. @param {string} one @param {string} other */
const isSame = (one, other) => one.trim().toLowerCase() === other.trim().toLowerCase();

/**
 * What of the record that goes is not kept, because the one that stays has its own.
 * @param {any} stays @param {any} goes
 * @returns {{name: (typeof single)[number], value: string}[]}
 */
export function lost(stays, goes) {
  return single.filter((name) => stays[name] && goes[name] && !isSame(stays[name], goes[name])).map((name) => ({ name, value: goes[name] }));
}

/** By which words staff know a customer. @param {any} customer */
export const shownName = (customer) => customer.name || customer.company || customer.email || customer.phone || '';
