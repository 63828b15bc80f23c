/** Options of a product, such as size and colour, and the variants that they call for. */

/** Most variants of a product. */
const MOST = 250;

/**
 * Every combination of values that no variant has yet, in the order of the options.
 * @param {{name: string, values: string[]}[]} options @param {Record<string, string>[]} variants
 * @returns {Record<string, string>[]}
 */
export function combinations(options, variants) {
  /** @type {Record<string, string>[]} */
  let all = [{}];
  for (const { name, values } of options) {
    all = all.flatMap((each) => values.map((value) => ({ ...each, [name]: value }))).slice(0, MOST);
  }
  if (options.length === 0) return [];
  const key = (/** @type {Record<string, string>} */ each) => JSON.stringify(options.map(({ name }) => each[name] ?? ''));
  const taken = new Set(variants.map(key));
  return all.filter((each) => !taken.has(key(each))).slice(0, Math.max(0, MOST - variants.length));
}
