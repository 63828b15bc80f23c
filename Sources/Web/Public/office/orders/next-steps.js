/**
 * What an order's status may be changed to from the list: only steps that exist from where it is, each with the call that takes it and,
 * where there is a way back, the call that undoes it.
 */

/**
 * @typedef {{method: string, path: string, body?: any, needsVersion?: boolean}} Call_
 * @typedef {{name: string, to: string, call: Call_, undo?: Call_, asksReason?: 'may'|'must', action: string}} Step `to` is a display status, `action` the policy's word.
 */

/** @param {any} order @param {{requiresDiscardReason: boolean}} shop @returns {Step[]} */
export function nextSteps(order, { requiresDiscardReason }) {
  const path = `/orders/${order.id}`;
  const discard = {
    name: 'discard', to: 'canceled', action: 'discard_order', call: { method: 'DELETE', path, needsVersion: true },
    asksReason: /** @type {'may'|'must'} */ (requiresDiscardReason ? 'must' : 'may'),
  };
  const restore = { method: 'POST', path: `${path}/restore` };
  switch (order.status) {
    case 'draft':
      return Number(order.amount_paid) > Number(order.amount_refunded) ? [] : [{ ...discard, undo: restore }];
    case 'invoice_sent':
      return [
        { name: 'revert', to: 'draft', action: 'edit_orders', call: { method: 'POST', path: `${path}/revert_to_draft` } },
        discard,
      ];
    case 'placed':
      return [
        { name: 'close', to: 'completed', action: 'close_order', call: { method: 'POST', path: `${path}/close` }, undo: { method: 'POST', path: `${path}/reopen` } },
        { name: 'cancel', to: 'canceled', action: 'cancel_order', call: { method: 'POST', path: `${path}/cancel` }, asksReason: 'may' },
      ];
    case 'closed':
      return [{ name: 'reopen', to: 'paid', action: 'close_order', call: { method: 'POST', path: `${path}/reopen` }, undo: { method: 'POST', path: `${path}/close` } }];
    case 'canceled':
      return order.placed_at ? [] : [{ name: 'restore', to: 'draft', action: 'edit_orders', call: restore }];
    default:
      return [];
  }
}

/** The step that cancels, whatever it is called from where the order is. @param {any} order @param {{requiresDiscardReason: boolean}} shop */
export const cancelStep = (order, shop) => nextSteps(order, shop).find((step) => step.to === 'canceled') ?? null;
