/**
 * The totals of an order, to the cent those that the server computes (rules M2 to M8, M17 and M18 of docs/rules.md; `ComputeTotals.swift`
 * in the same words). Pure: pages show them at each keystroke, and the server's answer has the last word.
 */

import { partsPerMillion, scaled } from './decimals.js';
import { TotalsError, largestRemainder, roundedProduct } from './rounding.js';
import { taxation } from './taxation.js';

export { TotalsError };

/** The largest price, line or total, in minor units. */
const LIMIT = 1_000_000_000_000;
const WHOLE = 1_000_000;
const REDUCTIONS = ['discount', 'promotion', 'points'];

/**
 * @typedef {import('./taxation.js').TaxRate} TaxRate
 * @typedef {import('./taxation.js').TaxLine} TaxLine
 * @typedef {{value_type?: string, value?: string|number, per?: string}} Discount
 * @typedef {{quantity?: number|string, unit_price?: number|string|null, discounts?: Discount[], promotions?: Discount[],
 *   tax_rates?: TaxRate[], price_includes_tax?: boolean, taxable?: boolean}} LineInput
 * @typedef {{kind: string, value_type?: string, value?: string|number, tax_rates?: TaxRate[], price_includes_tax?: boolean}} AdjustmentInput
 * @typedef {{price?: number, tax_rates?: TaxRate[], price_includes_tax?: boolean}} ShippingInput
 * @typedef {{prices_include_tax?: boolean, taxes_enabled?: boolean, tax_rounding?: string, rounding?: string,
 *   lines?: LineInput[], adjustments?: AdjustmentInput[], shipping_line?: ShippingInput|null}} OrderInput
 * @typedef {{subtotal: number, discount_total: number, tax_total: number, total: number, tax_lines: TaxLine[]}} LineFigures
 */

/**
 * The computed fields of an order or of a body of `POST /orders`; its lines, adjustments and shipping line come back with theirs laid over.
 *
 * Throws a {@link TotalsError} that names the field where a value is no number of the API or an amount leaves its range.
 * @template {OrderInput} O
 * @param {O} order
 */
export function computeTotals(order) {
  const inclusive = order.prices_include_tax ?? false;
  const isTaxed = order.taxes_enabled ?? true;
  const rates = (/** @type {{tax_rates?: TaxRate[]}} */ of) => (isTaxed ? of.tax_rates ?? [] : []);
  const priced = (order.lines ?? []).map((line, index) => pricedLine(line, index, order.rounding));
  const left = priced.map((line) => line.left);
  const adjustments = order.adjustments ?? [];
  const amounts = adjustments.map((adjustment, index) =>
    (REDUCTIONS.includes(adjustment.kind) ? reduce(left, adjustment, `adjustments[${index}].value`, order.rounding) : 0));

  const members = (order.lines ?? []).map((line, index) => ({
    amount: left[index], rates: line.taxable ?? true ? rates(line) : [], includesTax: line.price_includes_tax ?? inclusive, field: `lines[${index}]`,
  }));
  const shipping = order.shipping_line;
  if (shipping) members.push(charge(shipping.price ?? 0, shipping, 'shipping_line', 'shipping_line.price'));
  const fees = adjustments.map((adjustment, index) => ({ adjustment, index })).filter(({ adjustment }) => adjustment.kind === 'fee');
  for (const { adjustment, index } of fees) {
    members.push(charge(Number(adjustment.value ?? 0), adjustment, `adjustments[${index}]`, `adjustments[${index}].value`));
  }
  const { taxed, taxLines } = taxation(members, order.tax_rounding === 'line', order.rounding);

  const lines = priced.map((line, index) => {
    if (taxed[index].total > LIMIT) throw new TotalsError(`lines[${index}].quantity`, 'too_large');
    return {
      ...line.line, discounts: line.discounts, promotions: line.promotions, subtotal: line.subtotal,
      discount_total: line.subtotal - left[index], ...taxed[index],
    };
  });
  fees.forEach(({ index }, place) => { amounts[index] = taxed[taxed.length - fees.length + place].total; });
  const payable = taxed.reduce((sum, one) => sum + one.total, 0);
  if (payable < 0) throw new TotalsError('total', 'negative');
  const total = afterTax(payable, adjustments, amounts);
  const shippingFigures = shipping ? taxed[lines.length] : null;
  return {
    lines: /** @type {((NonNullable<O['lines']>[number]) & LineFigures)[]} */ (lines),
    adjustments: /** @type {((NonNullable<O['adjustments']>[number]) & {amount: number})[]} */ (
      adjustments.map((adjustment, index) => ({ ...adjustment, amount: amounts[index] }))),
    shipping_line: shipping ? { ...shipping, ...shippingFigures } : null,
    tax_lines: taxLines,
    subtotal: sumOf(lines, (line) => line.subtotal),
    discount_total: sumOf(lines, (line) => line.discount_total),
    shipping_total: shippingFigures?.total ?? 0,
    tax_total: sumOf(taxed, (one) => one.tax_total),
    total,
  };

  /**
   * A fee or the shipping line as tax sees it.
   * @param {number} amount @param {ShippingInput} quoted @param {string} field @param {string} named
   */
  function charge(amount, quoted, field, named) {
    if (!Number.isInteger(amount) || Math.abs(amount) > LIMIT) throw new TotalsError(named, 'too_large');
    return { amount, rates: rates(quoted), includesTax: quoted.price_includes_tax ?? inclusive, field };
  }
}

/**
 * Quantity times unit price, rounded once, and what the line's own discounts and then its promotions leave of it.
 * @param {LineInput} line @param {number} index @param {string} [rounding] where an exact half goes
 */
function pricedLine(line, index, rounding) {
  const quantity = scaled(line.quantity ?? 1, 3, 1_000_000_000);
  if (quantity === null) throw new TotalsError(`lines[${index}].quantity`, 'invalid');
  const price = scaled(line.unit_price ?? 0, 4, LIMIT * 10_000);
  if (price === null) throw new TotalsError(`lines[${index}].unit_price`, 'invalid');
  const subtotal = roundedProduct(quantity, price, 10_000_000, rounding);
  if (subtotal === null || subtotal > LIMIT) throw new TotalsError(`lines[${index}].quantity`, 'too_large');
  let left = subtotal;
  const taken = (/** @type {Discount[]|undefined} */ reductions, /** @type {string} */ name) => (reductions ?? []).map((reduction, place) => {
    const amount = cut(reduction, left, Number(quantity), `lines[${index}].${name}[${place}].value`, rounding);
    left -= amount;
    return { ...reduction, amount };
  });
  const discounts = taken(line.discounts, 'discounts');
  const promotions = taken(line.promotions, 'promotions');
  return { line, subtotal, left, discounts, promotions };
}

/**
 * Takes a reduction off what the ones before left of the lines, shared out by the largest remainder.
 * @param {number[]} left changed in place @param {AdjustmentInput} reduction @param {string} field @param {string} [rounding]
 */
function reduce(left, reduction, field, rounding) {
  const amount = cut({ value_type: reduction.value_type, value: reduction.value }, left.reduce((sum, one) => sum + one, 0), 1000, field, rounding);
  largestRemainder(amount, left).forEach((share, index) => { left[index] -= share; });
  return amount;
}

/**
 * What a discount takes off an amount: rounded once, never more than there is.
 * @param {Discount} discount @param {number} amount @param {number} quantity thousandths @param {string} field
 * @param {string} [rounding]
 */
function cut(discount, amount, quantity, field, rounding) {
  if (discount.value_type === 'percentage') {
    const ppm = partsPerMillion(discount.value ?? 0, WHOLE);
    if (ppm === null) throw new TotalsError(field, 'out_of_range');
    return roundedProduct(amount, ppm, WHOLE, rounding) ?? amount;
  }
  const value = Number(discount.value ?? 0);
  if (!Number.isSafeInteger(value) || value < 0) throw new TotalsError(field, 'out_of_range');
  // A product beyond the range is beyond the amount too.
  return Math.min(discount.per === 'unit' ? roundedProduct(value, quantity, 1000, rounding) ?? amount : value, amount);
}

/**
 * Debits on top, then credits off, each cut to what is there (rule M18).
 * @param {number} payable @param {AdjustmentInput[]} adjustments @param {number[]} amounts filled in place
 */
function afterTax(payable, adjustments, amounts) {
  let total = payable;
  for (const kind of ['debit', 'credit']) {
    adjustments.forEach((adjustment, index) => {
      if (adjustment.kind !== kind) return;
      const value = Number(adjustment.value ?? 0);
      if (!Number.isInteger(value) || value < 0 || value > LIMIT) throw new TotalsError(`adjustments[${index}].value`, 'too_large');
      amounts[index] = kind === 'debit' ? value : Math.min(value, total);
      total += kind === 'debit' ? value : -amounts[index];
    });
  }
  if (total > LIMIT) throw new TotalsError('total', 'too_large');
  return total;
}

/** @template T @param {T[]} all @param {(one: T) => number} figure */
function sumOf(all, figure) {
  return all.reduce((sum, one) => sum + figure(one), 0);
}
