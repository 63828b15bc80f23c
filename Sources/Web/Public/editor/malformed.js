/** Where a text stops being well-formed, as a person counts: by line and column. */

/** Where and why a text is not well-formed. */
export class Malformed extends Error {
  /** @param {number} at @param {string} reason */
  constructor(at, reason) {
    super(reason);
    this.at = at;
    this.reason = reason;
  }
}

/**
 * Line and column, from 1, of a place in a text.
 * @param {string} text @param {number} at
 */
export function placeOf(text, at) {
  const before = text.slice(0, at).split(/\r\n|\r|\n/);
  return { line: before.length, column: [...before[before.length - 1]].length + 1 };
}
