/** Taxes of an order, per document or per line (rules M5, M6 and M17 of docs/rules.md); the server's `Taxation.swift` in the same words. */

import { TotalsError, jointShares, largestRemainder, roundedProduct } from './rounding.js';
import { partsPerMillion, percentText } from './decimals.js';

const WHOLE = 1_000_000;
const HIGHEST_RATE = 10_000_000;

/**
 * @typedef {{title: string, rate: string}} TaxRate
 * @typedef {{title: string, rate: string, includes_tax: boolean, taxable: number, amount: number}} TaxLine
 * @typedef {{amount: number, rates: TaxRate[], includesTax: boolean, field: string}} Member a line, the shipping line or a fee, after
 *   all discounts and as quoted; untaxed where `rates` is empty
 * @typedef {{tax_lines: TaxLine[], tax_total: number, total: number}} Taxed
 * @typedef {{title: string, rate: string, ppm: number}} Rate
 * @typedef {{key: string, rates: Rate[], includesTax: boolean, members: number[], taxes: number[], shares: number[][]}} Group
 */

/**
 * The taxes of every member and of the document.
 * @param {Member[]} members @param {boolean} perLine rounded on each member by itself instead of per group
 * @param {string} [rounding] where an exact half goes
 * @returns {{taxed: Taxed[], taxLines: TaxLine[]}}
 */
export function taxation(members, perLine, rounding) {
  const groups = grouped(members, perLine);
  /** @type {Taxed[]} */
  const taxed = members.map((member) => ({ tax_lines: [], tax_total: 0, total: member.amount }));
  /** @type {TaxLine[]} */
  const taxLines = [];
  for (const group of groups) {
    const weights = group.members.map((index) => members[index].amount);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    group.taxes = roundedTaxes(group, sum, rounding);
    group.shares = allocated(group, weights);
    group.members.forEach((index, place) => { taxed[index] = onMember(group, place, members[index].amount); });
    const taxable = group.includesTax ? sum - group.taxes.reduce((total, tax) => total + tax, 0) : sum;
    group.rates.forEach((rate, place) => addTo(taxLines, line(group, rate, taxable, group.taxes[place])));
  }
  return { taxed, taxLines };
}

/**
 * Members by rate set and kind of price, in the order in which they first occur.
 * @param {Member[]} members @param {boolean} perLine
 */
function grouped(members, perLine) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  members.forEach((member, index) => {
    if (member.rates.length === 0) return;
    const rates = member.rates.map((tax) => ({ title: tax.title, rate: tax.rate, ppm: rateOf(tax, member.field) }));
    const set = [...rates].sort((a, b) => a.ppm - b.ppm || (a.title < b.title ? -1 : Number(a.title > b.title)));
    const key = JSON.stringify([member.includesTax, perLine ? index : -1, ...set.map((tax) => [tax.ppm, tax.title])]);
    let group = groups.get(key);
    if (!group) {
      group = { key, rates, includesTax: member.includesTax, members: [], taxes: [], shares: [] };
      groups.set(key, group);
    }
    group.members.push(index);
  });
  return [...groups.values()];
}

/** @param {TaxRate} tax @param {string} field */
function rateOf(tax, field) {
  const ppm = partsPerMillion(tax.rate, HIGHEST_RATE);
  if (ppm === null) throw new TotalsError(`${field}.tax_rates`, 'invalid');
  return ppm;
}

/**
 * Each tax on the sum, by itself, rounded once: on top of the price at its rate; within it at rate ÷ (1 + all rates), together never
 * more than the price.
 * @param {Group} group @param {number} sum @param {string} [rounding]
 */
function roundedTaxes(group, sum, rounding) {
  const divisor = group.includesTax ? WHOLE + group.rates.reduce((all, rate) => all + rate.ppm, 0) : WHOLE;
  let left = sum;
  return group.rates.map((rate) => {
    let tax = roundedProduct(sum, rate.ppm, divisor, rounding);
    if (tax === null) throw new TotalsError('total', 'too_large');
    if (group.includesTax) {
      tax = sum < 0 ? Math.max(tax, left) : Math.min(tax, left);
      left -= tax;
    }
    return tax;
  });
}

/**
 * The shares of each tax on the members; they add up to it.
 * @param {Group} group @param {number[]} weights
 */
function allocated(group, weights) {
  if (group.includesTax && group.taxes.length > 1 && weights.every((weight) => weight >= 0)) return jointShares(group.taxes, weights);
  return group.taxes.map((tax) => largestRemainder(tax, weights));
}

/** @param {Group} group @param {number} place @param {number} amount @returns {Taxed} */
function onMember(group, place, amount) {
  const tax = group.shares.reduce((total, shares) => total + shares[place], 0);
  const taxable = group.includesTax ? amount - tax : amount;
  return {
    tax_lines: group.rates.map((rate, index) => line(group, rate, taxable, group.shares[index][place])),
    tax_total: tax,
    total: group.includesTax ? amount : amount + tax,
  };
}

/** @param {Group} group @param {Rate} rate @param {number} taxable @param {number} amount @returns {TaxLine} */
function line(group, rate, taxable, amount) {
  return { title: rate.title, rate: percentText(rate.ppm), includes_tax: group.includesTax, taxable, amount };
}

/**
 * Puts a tax line to the one of the same title, rate and kind of price.
 * @param {TaxLine[]} lines @param {TaxLine} added
 */
function addTo(lines, added) {
  const known = lines.find((one) => one.rate === added.rate && one.includes_tax === added.includes_tax && one.title === added.title);
  if (known) {
    known.taxable += added.taxable;
    known.amount += added.amount;
  } else {
    lines.push(added);
  }
}
