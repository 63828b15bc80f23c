/**
 * Turns an operation into the request that carries it out. Ids given by the server are looked up at the moment of sending, so an operation
 * may name a line by its client id long before the server has heard of it.
 */
import { lineKey } from '../shared/order.js';

/** @typedef {import('../shared/types.js').Order} Order */
/** @typedef {import('../shared/types.js').Operation} Operation */
/** @typedef {{method: string, path: string, body?: any, versioned?: boolean}} Plan */

/** The operation names something that the server does not have (its making was refused, or it is gone). */
export class MissingTarget extends Error {}

/** @param {Order|null} base @returns {string} */
function root(base) {
  if (!base?.id) throw new MissingTarget('order');
  return `/orders/${base.id}`;
}

/** @param {Order|null} base @param {string} key @returns {string} */
function linePath(base, key) {
  const line = base?.lines.find((each) => lineKey(each) === key);
  if (!line?.id) throw new MissingTarget('line');
  return `${root(base)}/lines/${line.id}`;
}

/** @type {Record<string, (operation: Operation, base: Order|null, adjustments: Map<string, string>) => Plan>} */
const plans = {
  create_order: ({ payload }) => ({ method: 'POST', path: '/orders', body: payload.body }),
  add_line: ({ payload }, base) => ({ method: 'POST', path: `${root(base)}/lines`, body: payload.body }),
  set_line: ({ payload }, base) => ({ method: 'PATCH', path: linePath(base, payload.line), body: payload.body, versioned: true }),
  line_price: ({ payload }, base) => ({ method: 'POST', path: `${linePath(base, payload.line)}/price`, body: payload.body }),
  remove_line: ({ payload }, base) => ({ method: 'DELETE', path: linePath(base, payload.line), versioned: true }),
  add_adjustment: ({ payload }, base) => ({ method: 'POST', path: `${root(base)}/adjustments`, body: payload.body }),
  remove_adjustment: ({ payload }, base, adjustments) => ({
    method: 'DELETE', path: `${root(base)}/adjustments/${adjustments.get(payload.adjustment) ?? payload.adjustment}`, versioned: true,
  }),
  patch_order: ({ payload }, base) => ({ method: 'PATCH', path: root(base), body: payload.body, versioned: true }),
  hold: ({ payload }, base) => ({ method: 'POST', path: `${root(base)}/hold`, body: payload.body }),
  retrieve: ({ payload }, base) => ({ method: 'POST', path: `${root(base)}/retrieve`, body: payload.body }),
  delete_order: ({ payload }, base) => ({
    method: 'DELETE', path: root(base), body: payload.reason ? { reason: payload.reason } : undefined, versioned: true,
  }),
  restore_order: (_, base) => ({ method: 'POST', path: `${root(base)}/restore` }),
  pay: ({ payload }, base) => ({ method: 'POST', path: `${root(base)}/payments`, body: payload.body }),
  complete: ({ payload }, base) => ({ method: 'POST', path: `${root(base)}/complete`, body: payload.body }),
};

/**
 * @param {Operation} operation
 * @param {Order|null} base
 * @param {Map<string, string>} [adjustments] operation id → the server's adjustment id
 * @returns {{method: string, path: string, body?: any, headers: Record<string, string>}}
 */
export function requestFor(operation, base, adjustments = new Map()) {
  const { versioned, ...plan } = plans[operation.kind](operation, base, adjustments);
  /** @type {Record<string, string>} */
  const headers = {};
  if (plan.method === 'POST') headers['Idempotency-Key'] = operation.id;
  if (versioned && base) headers['If-Match'] = `"${base.version}"`;
  if (operation.approval) headers['X-Approval'] = operation.approval;
  return { ...plan, headers };
}

/**
 * The order inside an answer: writes answer it whole; retrieve, split and merge beside other things.
 * @param {any} body
 */
export function orderIn(body) {
  if (!body || typeof body !== 'object') return null;
  if (body.order && typeof body.order === 'object') return body.order;
  return Array.isArray(body.lines) ? body : null;
}

/**
 * What to do with a refused request: try again later, on the newer order, sign in again, or show it. A 403 whose form token belongs to an earlier
 * session says nothing about the edit: the page is loaded again and the edit sent once more.
 * @param {number} status @param {string} [detail]
 */
export function verdict(status, detail = '') {
  if (status === 403 && detail.includes('out of date')) return 'signed_out';
  if (status === 0 || status === 429 || status >= 500) return 'wait';
  if (status === 401) return 'signed_out';
  if (status === 412) return 'rebase';
  return 'reject';
}
