/** A transfer that somebody says they made: how much, when, by which bank, the slip; found on the account or not. */
import { ask, dialogForm, field } from '../../shared/dialog-view.js';
import { h } from '../../shared/render-view.js';
import { icon } from '../../shared/icon-view.js';
import { OneCharge } from './one-charge.js';

/**
 * @typedef {{office: any, say: (key: string, values?: Record<string, string|number>) => string, money: any, orderID: string,
 *   changed: (order: any) => void}} Place where a notice is shown, and who is told what became of it
 */

/** The address of a slip. @param {string} orderID @param {string} noticeID */
export const slipAddress = (orderID, noticeID) => `/api/v1/orders/${orderID}/transfer_notices/${noticeID}/slip`;

/** What the payer said, in short sentences. @param {Place} place @param {any} notice */
export function claimFacts({ office, say }, notice) {
  const parts = [
    say('claim.paid_at', { day: office.times.date(notice.paid_at) }), notice.bank ? say('claim.bank', { bank: notice.bank }) : null,
    notice.reference ? say('claim.reference', { reference: notice.reference }) : null,
    say(notice.by === 'staff' ? 'claim.by_staff' : 'claim.by_customer', { time: office.times.short(notice.created_at) }),
  ];
  return h('p', { class: 'small muted', dir: 'auto' }, parts.filter(Boolean).join(' · '));
}

/** The slip as a picture, or as a file where it is one; nothing where none came. @param {Place} place @param {any} notice */
export function slip({ say, orderID }, notice) {
  if (!notice.has_slip) return h('p', { class: 'small muted claim-slip' }, say('slip.none'));
  const address = slipAddress(orderID, notice.id);
  if (notice.slip_type === 'application/pdf') {
    return h('a', { class: 'button button-small claim-slip', href: address, download: `${notice.id}.pdf` }, icon('download'), say('slip.pdf'));
  }
  return h('a', { class: 'claim-picture', href: address, target: '_blank', rel: 'noopener', 'aria-label': say('slip.open') },
    h('img', { src: address, alt: say('slip.alt'), loading: 'lazy' }));
}

/** @param {Place} place @param {any} notice */
export function claim(place, notice) {
  const { office, say, money } = place;
  const may = office.may('confirm_transfer');
  return h('div', { class: 'claim', key: notice.id, 'data-notice': notice.id },
    slip(place, notice),
    h('div', { class: 'claim-words' },
      h('p', null, h('b', null, say('claim.title', { amount: money.money(notice.amount) }))),
      claimFacts(place, notice),
      notice.note ? h('p', { class: 'small', dir: 'auto' }, `“${notice.note}”`) : null,
      notice.slip_seen_before ? h('p', { class: 'claim-seen' }, icon('warning', 'icon icon-small'), say('claim.seen')) : null,
      may ? null : h('p', { class: 'small muted' }, say('claim.locked'))),
    may ? h('div', { class: 'actions claim-deeds' },
      h('button', { type: 'button', class: 'button button-small', 'data-anchor': `confirm-${notice.id}`, onclick: () => confirmClaim(place, notice) },
        icon('check'), say('claim.confirm')),
      h('button', { type: 'button', class: 'button button-small button-quiet button-stop', onclick: () => rejectClaim(place, notice) },
        say('claim.reject'))) : null);
}

/** Asks how much really arrived. @param {Place} place @param {any} notice */
export async function confirmClaim(place, notice) {
  const { office, say, money } = place;
  const form = { amount: money.plain(notice.amount) };
  const charge = new OneCharge();
  await ask(({ close, refresh }) => {
    const amount = money.parse(form.amount);
    const isReady = !charge.isBusy && amount !== null && amount > 0;
    const submit = async () => {
      const done = charge.run((headers) => office.api.post(`/orders/${place.orderID}/transfer_notices/${notice.id}/confirm`, { amount }, headers),
        office.explain);
      refresh();
      const order = await done;
      if (!order) return refresh();
      place.changed(order);
      office.toasts.show(say('claim.confirmed', { amount: money.money(/** @type {number} */ (amount)) }), { icon: 'check' });
      return close(undefined);
    };
    return dialogForm({ title: say('claim.confirm_title'), detail: say('claim.confirm_detail'), say: (/** @type {string} */ key) => office.say(key),
      close: () => close(undefined), isReady, submit, submitLabel: say('claim.confirm'), error: charge.error },
    field({ label: say('claim.amount_in', { currency: money.currency }), id: 'claim-amount', inputmode: 'decimal', class: 'input input-money',
      autofocus: true, readonly: charge.isUnsure, value: form.amount,
      oninput: (/** @type {any} */ event) => { form.amount = event.target.value; refresh(); } }),
    amount !== null && amount > 0 && amount !== notice.amount
      ? h('p', { class: 'small muted', role: 'status' }, say('claim.other', { said: money.money(notice.amount) })) : null);
  });
}

/** Asks why, because the customer reads it. @param {Place} place @param {any} notice */
export async function rejectClaim(place, notice) {
  const { office, say, money } = place;
  const form = { reason: '' };
  const charge = new OneCharge();
  await ask(({ close, refresh }) => {
    const isReady = !charge.isBusy && form.reason.trim() !== '';
    const submit = async () => {
      const done = charge.run((headers) => office.api.post(`/orders/${place.orderID}/transfer_notices/${notice.id}/reject`,
        { reason: form.reason.trim() }, headers), office.explain);
      refresh();
      const order = await done;
      if (!order) return refresh();
      place.changed(order);
      office.toasts.show(say('claim.rejected'), { icon: 'check' });
      return close(undefined);
    };
    return dialogForm({ title: say('claim.reject_title', { amount: money.money(notice.amount) }), detail: say('claim.reject_detail'),
      say: (/** @type {string} */ key) => office.say(key), close: () => close(undefined), isReady, submit, submitLabel: say('claim.reject'),
      error: charge.error, isStop: true },
    field({ label: say('claim.reason'), id: 'claim-reason', maxlength: 500, dir: 'auto', autofocus: true, value: form.reason, hint: say('claim.reason_hint'),
      oninput: (/** @type {any} */ event) => { form.reason = event.target.value; refresh(); } }));
  });
}
