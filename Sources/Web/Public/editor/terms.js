/** Payment terms as people read them. Pure. */
import { longDay } from './days.js';

/** @typedef {{title?: string|null, type: string, days?: number|null, due_date?: string|null, deposit?: {value_type: string, value: any}|null}} Terms */
/** @typedef {(key: string, values?: Record<string, string|number>) => string} Say */

/** Those that every shop has, whatever else it names. @type {Terms[]} */
export const standardTerms = [{ type: 'due_on_receipt' }, ...[7, 15, 30, 60].map((days) => ({ type: 'net', days }))];

/** What makes two terms the same. @param {Terms} terms @returns {string} */
export const termsKey = (terms) => [terms.type, terms.days ?? '', terms.due_date ?? '',
  terms.deposit ? `${terms.deposit.value_type} ${terms.deposit.value}` : ''].join('|');

/** @param {Say} say @param {Terms} terms @param {string} locale */
export function termsText(say, terms, locale) {
  if (!terms) return '';
  if (terms.title) return terms.title;
  if (terms.type === 'net') return say('terms.net', { days: Number(terms.days) });
  if (terms.type === 'fixed_date') return say('terms.on', { day: longDay(`${terms.due_date}T12:00:00Z`, locale, 'UTC') });
  return say('terms.receipt');
}

/** @param {Say} say @param {{money: (minor: number) => string}} money @param {{value_type: string, value: any}} deposit */
export const depositText = (say, money, deposit) =>
  say('terms.deposit', { amount: deposit.value_type === 'percentage' ? `${deposit.value}%` : money.money(Number(deposit.value)) });
