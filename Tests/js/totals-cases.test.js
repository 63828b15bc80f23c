/**
 * Figures that other projects' test suites and documents state, where our policy binds. The file lies beside the project and not in
 * it: where it is absent a line says so; every other trouble is a failure.
 */

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { computeTotals } from '../../Sources/Web/Public/shared/totals.js';
import { largestRemainder } from '../../Sources/Web/Public/shared/rounding.js';

const file = new URL('../../../shared/data/totals-cases.json', import.meta.url);

/** The value of each policy field, or those to choose from, as docs/rules.md states them. */
const POLICY = {
  tax_level: 'rate', mode: ['half_up', 'half_even'], inclusive_rounds: 'tax', multi_tax: 'each', line_amount: 'rounded', percent_rounds: 'discount',
  discount_level: 'line', allocation: 'largest_remainder', allocation_weights: 'price', order_discount_scope: 'items', stacking: 'sequential',
};
/** What the shop does not have, though a case may ask for it. */
const ABSENT = ['minimum_price', 'shipping_discount'];

if (!existsSync(file)) {
  console.log('# totals-cases.json is not there: no foreign case was tried');
} else {
  const { cases } = JSON.parse(readFileSync(file, 'utf8'));
  const bound = cases.filter((one) => one.binding.every((field) => [POLICY[field]].flat().includes(one.policy[field])));
  const tried = bound.filter((one) => one.kind !== 'cash_rounding' && !one.needs.some((need) => ABSENT.includes(need)));
  console.log(`# totals-cases.json: ${tried.length} tried, ${cases.length - bound.length} of another policy, left out: ${
    bound.filter((one) => !tried.includes(one)).map((one) => `${one.id} (${one.needs.join(', ')})`).join('; ')}`);
  test('there are cases to try', () => assert.ok(tried.length > 0));
  for (const one of tried) {
    test(`${one.id}: ${one.source.where}`, () => {
      if (one.kind === 'allocation') assert.deepEqual(largestRemainder(one.amount, one.weights), one.expect.shares);
      else check(one);
    });
  }
}

function check(one) {
  const totals = computeTotals(orderOf(one));
  const sum = (all, figure) => all.reduce((total, each) => total + figure(each), 0);
  const tax = sum(totals.lines, (line) => line.tax_total);
  const gross = sum(totals.lines, (line) => line.total);
  const shippingTax = totals.shipping_line?.tax_total ?? 0;
  const reductions = totals.adjustments.filter((adjustment) => adjustment.kind === 'discount');
  const figures = {
    items_subtotal: totals.subtotal, items_net: gross - tax, items_gross: gross, items_tax: tax,
    shipping_net: totals.shipping_total - shippingTax, shipping_gross: totals.shipping_total, shipping_tax: shippingTax,
    discount_total: totals.discount_total, order_discount_total: sum(reductions, (reduction) => reduction.amount),
    net_total: totals.total - totals.tax_total, tax_total: totals.tax_total, grand_total: totals.total,
    payable: totals.total - (one.prepaid ?? 0),
    line_allocations: totals.lines.map((line) => line.discount_total - sum(line.discounts, (discount) => discount.amount)),
    tax_by_rate: Object.fromEntries(Object.keys(one.expect.tax_by_rate ?? {}).map((rate) =>
      [rate, sum(totals.tax_lines.filter((line) => line.rate === rate), (line) => line.amount)])),
  };
  for (const [name, expected] of Object.entries(one.expect)) {
    assert.ok(name in figures, `no figure is called ${name}`);
    assert.deepEqual(figures[name], expected, name);
  }
}

/** A case as a body of `POST /orders/calculate`. */
function orderOf(one) {
  const rates = (of) => (of.tax_rates ?? []).map((rate) => ({ title: `Tax ${rate} %`, rate }));
  const inclusive = (of) => ('includes_tax' in of ? { price_includes_tax: of.includes_tax } : {});
  const discount = ({ type, value, per }) => ({ value_type: type === 'percent' ? 'percentage' : 'fixed', value, ...(per ? { per } : {}) });
  assert.ok((one.shipping ?? []).length <= 1, 'one shipping line');
  const [shipping] = one.shipping ?? [];
  return {
    currency: one.currency,
    ...(one.policy.mode === 'half_even' ? { rounding: 'half_even' } : {}),
    prices_include_tax: one.prices_include_tax,
    lines: one.lines.map((line) => ({
      title: 'Item', quantity: line.qty, unit_price: price(line.unit_price), tax_rates: rates(line), ...inclusive(line),
      discounts: (line.discounts ?? []).map(discount),
    })),
    adjustments: [
      ...(one.order_discounts ?? []).map((each) => ({ kind: 'discount', ...discount(each) })),
      ...(one.charges ?? []).map((each) => ({ kind: 'fee', value_type: 'fixed', value: each.amount, tax_rates: rates(each), ...inclusive(each) })),
    ],
    shipping_line: shipping ? { price: shipping.amount, tax_rates: rates(shipping), ...inclusive(shipping) } : null,
  };
}

/** A price that may be a fraction of integers, "303/25", as the decimal that it is. */
function price(text) {
  const [above, below] = String(text).split('/').map(Number);
  if (below === undefined) return text;
  const scaled = (above * 10_000) / below;
  assert.ok(Number.isInteger(scaled), `${text} has more than four decimals`);
  return (scaled / 10_000).toFixed(4);
}
