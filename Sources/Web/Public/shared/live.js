/** What happens elsewhere in the shop, as it happens: the event stream, opened again by the browser whenever it breaks. */

const types = [
  'created', 'updated', 'held', 'retrieved', 'restored', 'canceled', 'placed', 'paid', 'merged', 'split', 'invoice_sent', 'viewed', 'reverted',
  'refunded', 'shipped', 'closed', 'reopened',
].map((verb) => `order.${verb}`)
  .concat([
    ...['started', 'captured', 'failed', 'canceled', 'claimed', 'rejected', 'refunded', 'refund_failed', 'review', 'decided']
      .map((verb) => `payment.${verb}`), 'stock.low', 'stock.changed', 'product.updated', 'product.created', 'product.deleted',
    'catalog.updated', 'message.sent', 'message.failed', 'message.resent', 'message.canceled',
  ]);

/**
 * @param {{onEvent: (event: {type: string, object: {type: string, id: string}, data: any}) => void, onState: (isLive: boolean) => void}} ears
 */
export function listen({ onEvent, onState }) {
  const source = new EventSource('/api/v1/events/stream');
  const hear = (/** @type {MessageEvent} */ message) => {
    try {
      onEvent(JSON.parse(message.data));
    } catch {
      onState(true);
    }
  };
  for (const type of types) source.addEventListener(type, /** @type {any} */ (hear));
  source.onmessage = hear;
  source.onopen = () => onState(true);
  source.onerror = () => onState(false);
  return () => source.close();
}

/**
 * Calls `body` once after a burst of calls.
 * @param {number} wait milliseconds @param {() => void} body
 */
export function soon(wait, body) {
  /** @type {any} */
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(body, wait);
  };
}
