/** Says the total to screen readers, half a second after the last change. */
import { soon } from '../shared/live.js';

/** @type {number|null} */
let said = null;
/** @type {import('./app.js').App|null} */
let latest = null;

const say = soon(500, () => {
  const region = document.getElementById('announce');
  if (region && latest) region.textContent = latest.say('cart.total_said', { total: latest.money.money(latest.order?.total ?? 0) });
});

/** @param {import('./app.js').App} app */
export function announceTotal(app) {
  latest = app;
  const total = app.order?.total ?? 0;
  if (total === said) return;
  const isFirst = said === null;
  said = total;
  if (!isFirst) say();
}
