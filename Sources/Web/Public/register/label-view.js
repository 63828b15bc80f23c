/** A label for what was just held, offered with a suggestion and never demanded; a reason for deleting, only where the shop wants one. */
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { customerName } from '../shared/order.js';

/**
 * "Kowalczyk", else "14:05, Terracotta pot".
 * @param {import('./app.js').App} app @param {import('../shared/types.js').Order|null} order
 */
function suggestion(app, order) {
  if (order?.customer) return customerName(order.customer);
  const time = new Date().toLocaleTimeString(app.locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return [time, order?.lines[0]?.title].filter(Boolean).join(', ');
}

/** @param {import('./app.js').App} app @param {string} key */
export async function nameHold(app, key) {
  const { say, queue, boot } = app;
  let label = queue.order(key)?.hold?.label ?? suggestion(app, queue.order(key));
  const answer = await ask(({ close, refresh }) => dialogForm({
    title: say('label.title'), detail: say('label.hint'), say, close, submit: () => close(label.trim()), submitLabel: say('save'),
    isReady: label.trim() !== '',
  }, field({
    label: say('label'), id: 'hold-label', value: label, maxlength: 200, dir: 'auto', autofocus: true,
    onfocus: (/** @type {any} */ event) => event.target.select(),
    oninput: (/** @type {any} */ event) => { label = event.target.value; refresh(); },
  })));
  if (!answer) return;
  await queue.append(key, [{ kind: 'hold', payload: { staff: boot.staff.id, body: { register_id: boot.register.id, label: answer } } }]);
  app.sync.settled(key).then(() => app.held.refresh(), () => undefined);
}

/**
 * Why an order is thrown away; undefined when the cashier went back.
 * @param {import('./app.js').App} app @returns {Promise<string|undefined>}
 */
export function askReason(app) {
  const { say } = app;
  let reason = '';
  return ask(({ close, refresh }) => dialogForm({
    title: say('discard.reason_title'), say, close, isStop: true, submit: () => close(reason.trim()), submitLabel: say('discard.do'),
    isReady: reason.trim() !== '',
  }, field({ label: say('discount.reason'), id: 'discard-reason', value: reason, maxlength: 200, dir: 'auto', autofocus: true, oninput: (/** @type {any} */ event) => { reason = event.target.value; refresh(); } })));
}
