/** The number beside *Payments* in the left column: how many wait for a person, on every page, as it happens. */
import { soon } from '../../shared/live.js';
import { showCount } from '../frame-view.js';
import { waitingText } from './payment-filter.js';

/** @param {any} office @param {any} counts */
export function showWaiting(office, counts) {
  const text = waitingText(counts);
  showCount('payments', text, { label: office.say('payments_waiting', { count: counts.to_check + counts.to_decide }), waits: true });
}

/** Keeps it right, for whoever has the page in the column: at once where the page is live, else when somebody looks again. @param {any} office */
export function followWaiting(office) {
  if (!document.querySelector('[data-count="payments"]')) return;
  const load = soon(400, async () => {
    const counts = await office.api.get('/payments/counts').catch(() => null);
    if (counts) showWaiting(office, counts);
  });
  office.overhear((/** @type {any} */ event) => { if (event.type.startsWith('payment.')) load(); });
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') load(); });
  load();
}
