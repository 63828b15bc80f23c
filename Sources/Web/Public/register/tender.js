/** The arithmetic of paying: cash rounding (M12), change, sensible notes, equal parts. Integers of the minor unit throughout. */

/**
 * To the nearest step, halves away from zero.
 * @param {number} amount @param {number} step
 */
export function roundToStep(amount, step) {
  if (step <= 1) return amount;
  const rest = Math.abs(amount) % step;
  const down = Math.abs(amount) - rest;
  const rounded = rest * 2 >= step ? down + step : down;
  return amount < 0 ? -rounded : rounded;
}

/**
 * What the cashier reads while cash is chosen.
 * @param {{due: number, given: number|null, step: number}} sale
 */
export function cashFigures({ due, given, step }) {
  const cashDue = roundToStep(due, step);
  const tendered = given ?? cashDue;
  return {
    cashDue, tendered, rounding: cashDue - due,
    change: Math.max(0, tendered - cashDue),
    missing: Math.max(0, cashDue - tendered),
  };
}

/**
 * Up to `most` amounts a customer is likely to hand over, above the exact one: the next coin, then the next notes.
 * @param {number} due @param {number} exponent @param {number} [most]
 */
export function quickAmounts(due, exponent, most = 4) {
  const one = 10 ** exponent;
  const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((unit) => unit * one);
  const large = due >= 50 * one ? steps.filter((step) => step >= 10 * one) : due >= 10 * one ? steps.filter((step) => step >= 5 * one) : steps;
  const amounts = new Set();
  for (const step of large) {
    const next = Math.ceil(due / step) * step;
    if (next > due) amounts.add(next);
    if (amounts.size >= most) break;
  }
  return [...amounts].sort((a, b) => a - b);
}

/**
 * Parts that add up exactly; the first ones carry the odd cents.
 * @param {number} amount @param {number} count
 */
export function equalParts(amount, count) {
  const part = Math.floor(amount / count);
  const odd = amount - part * count;
  return Array.from({ length: count }, (_, index) => part + (index < odd ? 1 : 0));
}

/**
 * The payable total of chosen lines and quantities: the stored line payable, by units, cumulative (M14).
 * @param {{total: number, quantity: number}} line @param {number} chosen thousandths
 */
export function shareOfLine(line, chosen) {
  const all = BigInt(Math.round(line.quantity * 1000));
  if (all === 0n) return 0;
  return Number((BigInt(line.total) * BigInt(chosen)) / all);
}

/**
 * The keypad's text after a key; at most the currency's decimals.
 * @param {string} text @param {string} key @param {number} decimals
 */
export function pressKey(text, key, decimals) {
  if (key === 'back') return text.slice(0, -1);
  if (key === 'clear') return '';
  if (key === '.') return decimals === 0 || text.includes('.') ? text : (text || '0') + '.';
  const [, fraction] = text.split('.');
  if (fraction !== undefined && fraction.length >= decimals) return text;
  return text === '0' ? key : (text + key).slice(0, 12);
}
