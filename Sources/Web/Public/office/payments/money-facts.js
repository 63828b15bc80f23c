/** What the pages of the back office read off an order's money: what is asked for now, what is under way, what belongs together. Pure. */

const UNDER_WAY = new Set(['created', 'requires_action', 'authorized']);
const ONLINE = new Set(['gateway', 'card_on_file']);

/** The payment that a provider has in hand, if there is one. @param {any} order */
export const openPayment = (order) =>
  (order.payments ?? []).find((/** @type {any} */ one) => ONLINE.has(one.method) && UNDER_WAY.has(one.status)) ?? null;

/** Transfers that the customer says were made, oldest first. @param {any} order */
export const claimedNotices = (order) => (order.transfer_notices ?? []).filter((/** @type {any} */ one) => one.status === 'claimed');

/** Whether money can be taken for it at all. @param {any} order */
export const takesMoney = (order) => ['draft', 'invoice_sent', 'placed'].includes(order.status) && order.amount_due > 0;

/**
 * What the terms ask for first: the deposit while it is not paid, with what remains afterwards; null without one.
 * @param {any} order @returns {number|null} minor units
 */
export function depositDue(order) {
  const deposit = order.payment_terms?.deposit;
  if (!deposit || order.amount_due <= 0) return null;
  const whole = deposit.value_type === 'percentage' ? shareOf(order.total, String(deposit.value)) : Number(deposit.value);
  const open = Math.min(whole, order.total) - (order.total - order.amount_due);
  return open > 0 && open < order.amount_due ? open : null;
}

/** Half away from zero, in whole numbers. @param {number} amount @param {string} percent up to four decimals */
function shareOf(amount, percent) {
  const [whole, fraction = ''] = percent.split('.');
  const scaled = BigInt(whole + fraction.padEnd(4, '0').slice(0, 4));
  return Number((BigInt(amount) * scaled * 2n + 1_000_000n) / 2_000_000n);
}

/**
 * Payments with the refunds that came out of them, in the order in which they happened; refunds of no payment stand by themselves.
 * @param {any} order @returns {{payment: any|null, refunds: any[], at: string}[]}
 */
export function ledger(order) {
  const refunds = order.refunds ?? [];
  const known = new Set((order.payments ?? []).map((/** @type {any} */ one) => one.id));
  const groups = (order.payments ?? []).map((/** @type {any} */ payment) => ({
    payment, refunds: refunds.filter((/** @type {any} */ one) => one.payment_id === payment.id), at: payment.created_at,
  }));
  const alone = refunds.filter((/** @type {any} */ one) => !known.has(one.payment_id))
    .map((/** @type {any} */ one) => ({ payment: null, refunds: [one], at: one.created_at }));
  return [...groups, ...alone].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The colour of a state. @param {string} status @returns {string} a class of chips */
export function chipOf(status) {
  switch (status) {
    case 'captured': case 'succeeded': case 'confirmed': return 'chip-paid';
    case 'claimed': case 'created': case 'requires_action': case 'authorized': case 'pending': case 'processing': return 'chip-awaiting_payment';
    case 'failed': case 'rejected': return 'chip-returned';
    case 'partially_refunded': return 'chip-warn';
    default: return 'chip-canceled';
  }
}

/** The drawing of a way to pay. @param {string} method */
export const methodIcon = (method) => /** @type {Record<string, string>} */ ({
  cash: 'cash', card_terminal: 'card', card_on_file: 'card', gateway: 'card', bank_transfer: 'bank', store_credit: 'wallet', gift_card: 'gift',
  manual: 'pencil',
})[method] ?? 'cash';

/** "Visa 4242": the brand as people write it. @param {{brand: string, last4: string}|null|undefined} card */
export function cardName(card) {
  if (!card) return '';
  const names = { visa: 'Visa', mastercard: 'Mastercard', amex: 'American Express', diners: 'Diners', discover: 'Discover', jcb: 'JCB', unionpay: 'UnionPay' };
  const brand = /** @type {Record<string, string>} */ (names)[card.brand] ?? `${card.brand.slice(0, 1).toUpperCase()}${card.brand.slice(1)}`;
  return `${brand} ${card.last4}`.trim();
}

/**
 * When a card ends, and whether that is over.
 * @param {any} card @param {Date} now @returns {{text: string, isOver: boolean}|null}
 */
export function expiryOf(card, now) {
  if (!card.expires_month || !card.expires_year) return null;
  const isOver = card.expires_year < now.getUTCFullYear()
    || (card.expires_year === now.getUTCFullYear() && card.expires_month < now.getUTCMonth() + 1);
  return { text: `${String(card.expires_month).padStart(2, '0')}/${String(card.expires_year).slice(-2)}`, isOver };
}

/** What may be offered as the answer to a task. @param {any} task @returns {string[]} */
export function answersTo(task) {
  const back = task.order_id && task.payment_id ? ['refunded'] : [];
  switch (task.kind) {
    case 'surplus': return [...back, 'kept'];
    case 'not_placed': case 'refund_failed': return [...back, 'settled'];
    default: return ['settled', 'dismissed'];
  }
}
