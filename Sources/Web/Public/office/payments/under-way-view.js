/** A card payment in a provider's hands: asked about at once, ended, or its page opened again. */
import { h } from '../../shared/render-view.js';
import { icon } from '../../shared/icon-view.js';

/**
 * @typedef {{office: any, say: (key: string, values?: Record<string, string|number>) => string, money: any, orderID: string,
 *   changed: (order: any) => void, busy: Set<string>, refresh: () => void}} Place
 */

/**
 * Asks the provider, or ends the payment; what came of it is said once. Asking again does nothing twice.
 * @param {Place} place @param {any} payment @param {'check'|'cancel'} deed
 */
export async function settle({ office, say, money, orderID, changed, busy, refresh }, payment, deed) {
  if (busy.has(payment.id)) return;
  busy.add(payment.id);
  refresh();
  try {
    const order = await office.api.post(`/orders/${orderID}/payments/${payment.id}/${deed}`, {});
    const now = order.payments.find((/** @type {any} */ one) => one.id === payment.id);
    changed(order);
    office.toasts.show(say(`way.now.${now?.status ?? 'unknown'}`, { amount: money.money(payment.amount) }), {
      icon: now?.status === 'captured' ? 'check' : 'clock',
    });
  } catch (error) {
    office.toasts.show(office.explain(error), { icon: 'warning', seconds: 20 });
  } finally {
    busy.delete(payment.id);
    refresh();
  }
}

/** @param {Place} place @param {any} payment */
export function underWayDeeds(place, payment) {
  const { say, busy, office } = place;
  const isBusy = busy.has(payment.id);
  const deed = (/** @type {'check'|'cancel'} */ name, /** @type {string} */ classes) => h('button', {
    type: 'button', class: `button button-small ${classes}`, 'aria-disabled': isBusy ? 'true' : null,
    onclick: () => settle(place, payment, name),
  }, say(`way.${name}`));
  return [
    payment.page_url ? h('a', { class: 'button button-small', href: payment.page_url, target: '_blank', rel: 'noopener noreferrer' },
      icon('link'), say('way.open')) : null,
    office.may('take_payment') ? deed('check', '') : null,
    office.may('take_payment') ? deed('cancel', 'button-quiet button-stop') : null,
  ];
}

/** @param {Place} place @param {any} payment */
export function underWay(place, payment) {
  const { say, money, office } = place;
  return h('div', { class: 'notice notice-wait under-way', key: 'under-way', role: 'status' },
    h('div', null,
      h('p', { class: 'under-way-title' }, icon('clock'), h('b', null, say('way.title', { amount: money.money(payment.amount) }))),
      h('p', { class: 'small' }, say(payment.method === 'card_on_file' ? 'way.bank' : payment.origin === 'link' ? 'way.customer' : 'way.page',
        { time: office.times.short(payment.created_at) }))),
    h('div', { class: 'actions' }, underWayDeeds(place, payment)));
}
