/**
 * Bar codes that carry a weight or a price: EAN-13 with a prefix the shop has given a meaning, five digits for the item and five for the value.
 * @typedef {{prefix: string, kind: 'weight'|'price', item_digits?: number, value_digits?: number, decimals?: number}} CodeRule
 */

/** @param {string} code */
export function isValidEAN(code) {
  if (!/^\d{13}$/.test(code)) return false;
  const sum = [...code.slice(0, 12)].reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10 === Number(code[12]);
}

/**
 * What an embedded code says: which code to look up, and the quantity (thousandths) or the price (minor units) in it.
 * @param {string} code @param {CodeRule[]} rules @param {number} [exponent] of the currency, for codes that carry a price
 * @returns {{items: string[], kind: 'weight'|'price', value: number}|null}
 */
export function readEmbedded(code, rules, exponent = 2) {
  if (!isValidEAN(code)) return null;
  const rule = rules.filter(({ prefix }) => code.startsWith(prefix)).sort((a, b) => b.prefix.length - a.prefix.length)[0];
  if (!rule) return null;
  const itemDigits = rule.item_digits ?? 12 - rule.prefix.length - (rule.value_digits ?? 5);
  const valueStart = 12 - (rule.value_digits ?? 5);
  const item = code.slice(rule.prefix.length, rule.prefix.length + itemDigits);
  const value = Number(code.slice(valueStart, 12));
  const head = rule.prefix + item;
  const zeros = head.padEnd(12, '0');
  const items = [head, zeros + checkDigit(zeros), zeros, item, item.replace(/^0+/, '')];
  if (rule.kind === 'price') return { items, kind: 'price', value: Math.round(value * 10 ** (exponent - (rule.decimals ?? exponent))) };
  return { items, kind: 'weight', value: value * 10 ** (3 - (rule.decimals ?? 3)) };
}

/** @param {string} twelve */
function checkDigit(twelve) {
  const sum = [...twelve].reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}

/**
 * Thousandths of a unit that cost `price` at `unitPrice`, to the nearest thousandth.
 * @param {number} price @param {number} unitPrice
 */
export function quantityForPrice(price, unitPrice) {
  return unitPrice > 0 ? Math.max(1, Math.round((price * 1000) / unitPrice)) : 1000;
}
