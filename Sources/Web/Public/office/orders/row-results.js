/** One deed for many orders: a few at a time, and an answer for each. */

/**
 * @typedef {{id: string, number: string, isDone: boolean, reason: string|null, order?: any}} Result
 */

/**
 * Runs `work` for each order, at most `parallel` at once, in their order.
 * @param {any[]} orders
 * @param {(order: any) => Promise<any>} work answers the order as it is now, or nothing
 * @param {{parallel?: number, explain: (error: any) => string, numberOf: (order: any) => string, onProgress?: (done: number) => void}} options
 * @returns {Promise<Result[]>}
 */
export async function forEachOrder(orders, work, { parallel = 4, explain, numberOf, onProgress = () => {} }) {
  /** @type {Result[]} */
  const results = new Array(orders.length);
  let next = 0;
  let done = 0;
  async function worker() {
    while (next < orders.length) {
      const at = next++;
      const order = orders[at];
      try {
        results[at] = { id: order.id, number: numberOf(order), isDone: true, reason: null, order: await work(order) };
      } catch (error) {
        results[at] = { id: order.id, number: numberOf(order), isDone: false, reason: explain(error) };
      }
      onProgress(++done);
    }
  }
  await Promise.all(Array.from({ length: Math.min(parallel, orders.length) }, worker));
  return results;
}

/**
 * Repeats a change that met somebody else's once, on top of theirs.
 * @param {any} order @param {(order: any) => Promise<any>} change @param {(id: string) => Promise<any>} read
 */
export async function onTopOfOthers(order, change, read) {
  try {
    return await change(order);
  } catch (error) {
    if (/** @type {any} */ (error)?.status !== 412) throw error;
    return change(await read(order.id));
  }
}

/** The tags of an order with some added and some taken off, each once. @param {string[]} tags @param {string[]} added @param {string[]} removed */
export function changedTags(tags, added, removed) {
  const gone = new Set(removed.map((tag) => tag.toLowerCase()));
  const kept = tags.filter((tag) => !gone.has(tag.toLowerCase()));
  const has = new Set(kept.map((tag) => tag.toLowerCase()));
  return [...kept, ...added.filter((tag) => tag && !has.has(tag.toLowerCase()) && has.add(tag.toLowerCase()))];
}

/** Tags as people type them: by comma. @param {string} text */
export const tagsIn = (text) => text.split(',').map((tag) => tag.trim()).filter(Boolean);
