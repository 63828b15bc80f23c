/** Amounts of any currency on one page: each written as its own currency is. */
import { moneyFormat } from '../../shared/money.js';

/** @type {Map<string, ReturnType<typeof moneyFormat>>} */
const formats = new Map();

/** @param {any} office @param {string} currency @returns {ReturnType<typeof moneyFormat>} */
export function moneyFor(office, currency) {
  if (currency === office.money.currency) return office.money;
  const known = formats.get(currency);
  if (known) return known;
  const { maximumFractionDigits: exponent = 2 } = new Intl.NumberFormat(office.locale, { style: 'currency', currency }).resolvedOptions();
  const made = moneyFormat({ locale: office.locale, currency, exponent });
  formats.set(currency, made);
  return made;
}
