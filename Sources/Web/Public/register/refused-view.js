/** What the server refused: shown in the cart with its reason until a person has dealt with it. Approvals are asked for at once. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { actionIn, askApproval } from './approval-view.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../shared/types.js').Operation} Operation */

/**
 * Refusals that their own screen shows.
 * @param {Operation} operation
 */
const isElsewhere = (operation) => operation.kind === 'pay' || operation.kind === 'complete';

/** @param {App} app */
export function refusedRows(app) {
  const { say, cart } = app;
  return app.queue.refused().filter((each) => !isElsewhere(each) && (each.order === cart.key || !cart.key)).map((operation) =>
    h('div', { class: 'notice cart-refused', role: 'alert', key: `refused-${operation.id}` },
      h('div', null, h('b', null, say(`operation.${operation.kind}`)), h('p', { dir: 'auto' }, reason(app, operation))),
      h('button', { type: 'button', class: 'button', onclick: () => resend(app, operation) }, say('try_again')),
      h('button',
        {
          type: 'button', class: 'button button-quiet button-icon', 'aria-label': say('dismiss'),
          onclick: () => app.queue.dismiss(operation),
        },
        icon('close'))));
}

/** @param {App} app @param {Operation} operation */
export function reason(app, operation) {
  if (operation.problem?.code === 'nothing_to_change') return app.say('refused.nothing_to_change');
  return app.explain(operation.problem);
}

/**
 * Sends it again as a new edit, with the approval if one was given.
 * @param {App} app @param {Operation} operation @param {string|null} [approval]
 */
export async function resend(app, operation, approval = null) {
  if (operation.problem?.code === 'approval_required' && !approval) return approve(app, operation);
  await app.queue.dismiss(operation);
  await app.queue.append(operation.order, [{ kind: operation.kind, payload: operation.payload, approval }]);
}

/** @param {App} app @param {Operation} operation */
export async function approve(app, operation) {
  const order = app.queue.bases.get(operation.order);
  const token = await askApproval(app,
    {
      action: actionIn(operation.problem, operation.kind), object: operation.problem?.body?.object ?? order?.id ?? '',
      reason: operation.problem?.detail ?? '',
    });
  if (token) await resend(app, operation, token);
  else await app.queue.dismiss(operation);
}
