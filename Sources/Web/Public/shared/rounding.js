/**
 * The shop's one rounding and its one way to share out an amount (rules M4 and M7 of docs/rules.md), exact in integers: products
 * that a float could not hold are formed as BigInt.
 */

/** An amount that left its range, or a text that is no number; `field` is named as the API names it. */
export class TotalsError extends Error {
  /** @param {string} field @param {string} code */
  constructor(field, code) {
    super(`${field}: ${code}`);
    this.field = field;
    this.code = code;
  }
}

/**
 * `left × right ÷ divisor` to the nearest integer; null where the result is no safe integer.
 * @param {number|bigint} left @param {number|bigint} right @param {number} divisor positive
 * @param {string} [rounding] where an exact half goes: `half_up` away from zero, `half_even` to the even neighbour
 * @returns {number|null}
 */
export function roundedProduct(left, right, divisor, rounding = 'half_up') {
  const isEven = rounding === 'half_even';
  if (typeof left === 'number' && typeof right === 'number') {
    const product = left * right;
    if (Number.isSafeInteger(product)) {
      const rest = product % divisor;
      const whole = (product - rest) / divisor;
      // What is missing to the next one, so that nothing beyond the safe integers is formed.
      const missing = divisor - Math.abs(rest);
      const isAway = Math.abs(rest) === missing ? !isEven || whole % 2 !== 0 : Math.abs(rest) > missing;
      return isAway ? whole + Math.sign(product) : whole;
    }
  }
  const product = BigInt(left) * BigInt(right);
  const big = BigInt(divisor);
  const rest = product % big;
  const whole = product / big;
  const twice = 2n * (rest < 0n ? -rest : rest);
  const isAway = twice === big ? !isEven || whole % 2n !== 0n : twice > big;
  const result = Number(whole + (isAway ? (product < 0n ? -1n : 1n) : 0n));
  return Number.isSafeInteger(result) ? result : null;
}

/**
 * Whole shares of `amount` that add up: each rounded down, the units left over to those that lost the most, ties to the earlier.
 * All zero where the weights add up to nothing.
 * @param {number} amount @param {number[]} weights
 * @returns {number[]}
 */
export function largestRemainder(amount, weights) {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (amount === 0 || sum === 0) return weights.map(() => 0);
  const { shares, byLoss, left } = roundedDown(amount, weights, sum);
  for (const index of byLoss.slice(0, left)) shares[index] += 1;
  return amount < 0 ? shares.map((share) => -share + 0) : shares;
}

/**
 * Shares of several amounts over the same weights, none negative, so that the shares of one weight together never exceed it: a
 * left-over unit passes by a weight that is used up (rule M17).
 * @param {number[]} amounts together at most the sum of the weights @param {number[]} weights
 * @returns {number[][]} one list of shares per amount
 */
export function jointShares(amounts, weights) {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) return amounts.map(() => weights.map(() => 0));
  const cuts = amounts.map((amount) => roundedDown(amount, weights, sum));
  const room = weights.map((weight, index) => cuts.reduce((free, cut) => free - cut.shares[index], weight));
  for (const cut of cuts) {
    while (cut.left > 0) {
      for (const index of cut.byLoss) {
        if (cut.left === 0) break;
        if (room[index] === 0) continue;
        cut.shares[index] += 1;
        room[index] -= 1;
        cut.left -= 1;
      }
    }
  }
  return cuts.map((cut) => cut.shares);
}

/**
 * The shares of the amount's magnitude rounded down, the places by what they lost, and the units left over.
 * @param {number} amount @param {number[]} weights @param {number} sum
 */
function roundedDown(amount, weights, sum) {
  const whole = Math.abs(amount);
  const divisor = Math.abs(sum);
  const sign = sum < 0 ? -1 : 1;
  const rests = new Array(weights.length);
  let left = whole;
  const shares = weights.map((weight, index) => {
    const [share, rest] = flooredDivision(whole, sign * weight, divisor);
    rests[index] = rest;
    left -= share;
    return share;
  });
  const byLoss = left > 0 ? weights.map((_, index) => index).sort((a, b) => rests[b] - rests[a] || a - b) : [];
  return { shares, byLoss, left };
}

/** @param {number} left @param {number} right @param {number} divisor @returns {[number, number]} quotient rounded down, and rest */
function flooredDivision(left, right, divisor) {
  const product = left * right;
  if (Number.isSafeInteger(product)) {
    const rest = ((product % divisor) + divisor) % divisor;
    // Plus zero, so that no share is minus zero.
    return [(product - rest) / divisor + 0, rest];
  }
  const big = BigInt(divisor);
  const exact = BigInt(left) * BigInt(right);
  const rest = ((exact % big) + big) % big;
  return [Number((exact - rest) / big), Number(rest)];
}
