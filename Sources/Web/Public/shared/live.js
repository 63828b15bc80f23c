/** What happens elsewhere in the shop, as it happens: the event stream, opened again by the browser whenever it breaks. */

const types = [
  'created', 'updated', 'held', 'retrieved', 'restored', 'canceled', 'placed', 'paid', 'merged', 'split', 'invoice_sent', 'viewed', 'reverted',
  'refunded', 'shipped', 'closed', 'reopened', 'ready_for_pickup', 'picked_up', 'handed_over', 'delivered', 'delivery_failed',
  'fulfillment_undone', 'edited', 'exchanged', 'return_requested', 'return_received', 'return_rejected',
].map((verb) => `order.${verb}`)
  .concat([
    ...['started', 'captured', 'failed', 'canceled', 'claimed', 'rejected', 'refunded', 'refund_failed', 'review', 'decided']
      .map((verb) => `payment.${verb}`), 'stock.low', 'stock.changed', 'product.updated', 'product.created', 'product.deleted',
    'catalog.updated', 'message.sent', 'message.failed', 'message.resent', 'message.canceled',
    'alert.raised', 'alert.acknowledged', 'settings.updated', 'message.received',
    ...['created', 'updated', 'read', 'unread', 'replying', 'replied', 'told', 'delivered', 'seen', 'merged', 'deleted'].map((verb) => `conversation.${verb}`),
  ]);

/** A browser gives up where the server answers with an error; then it is asked anew after a while, and after twice as long. */
const AGAIN_MS = 3000;
const LONGEST_MS = 60_000;

/**
 * @param {{onEvent: (event: {type: string, object: {type: string, id: string}, data: any}) => void, onState: (isLive: boolean) => void}} ears
 */
export function listen({ onEvent, onState }) {
  /** @type {EventSource} */
  let source;
  /** @type {any} */
  let timer = 0;
  let pause = AGAIN_MS;
  const hear = (/** @type {MessageEvent} */ message) => {
    try {
      onEvent(JSON.parse(message.data));
    } catch {
      onState(true);
    }
  };
  const open = () => {
    source = new EventSource('/api/v1/events/stream');
    for (const type of types) source.addEventListener(type, /** @type {any} */ (hear));
    source.onmessage = hear;
    source.onopen = () => { pause = AGAIN_MS; onState(true); };
    source.onerror = () => {
      onState(false);
      if (source.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, pause);
      pause = Math.min(pause * 2, LONGEST_MS);
    };
  };
  open();
  return () => { clearTimeout(timer); source.close(); };
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
