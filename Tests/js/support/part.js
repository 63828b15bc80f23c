import assert from 'node:assert/strict';

/**
 * Asserts that `expected` is a part of `actual`: every key that it names is there and equal; lists have the same length.
 * @param {any} actual @param {any} expected @param {string} [what] shown when it is not @param {string} [path]
 */
export function assertPart(actual, expected, what = '', path = '') {
  if (expected === null || typeof expected !== 'object') {
    assert.ok(Object.is(actual, expected), `${path}: ${actual}, expected ${expected} ${what}`);
    return;
  }
  assert.ok(actual !== null && typeof actual === 'object', `${path}: ${actual}, expected more ${what}`);
  if (Array.isArray(expected)) assert.equal(actual.length, expected.length, `${path}: number of elements ${what}`);
  for (const [key, value] of Object.entries(expected)) assertPart(actual[key], value, what, `${path}.${key}`);
}
