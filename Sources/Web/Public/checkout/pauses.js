// How long a page waits before it looks at its order again: short at first, where something is expected shorter, then longer and longer.

const FIRST_WAITING = 4_000;
const FIRST = 30_000;
const LONGEST_WAITING = 60_000;
const LONGEST = 300_000;

/**
 * @param {number} looks how often it looked in vain
 * @param {boolean} isWaiting whether something is expected to change by itself
 */
export function nextPause(looks, isWaiting) {
  const [first, longest] = isWaiting ? [FIRST_WAITING, LONGEST_WAITING] : [FIRST, LONGEST];
  return Math.min(longest, first * 1.5 ** Math.min(looks, 20));
}
