/** Notices for staff at the till: opened in Transactions, under Online, or in the inbox. */
import { AlertDesk } from '../shared/alerts-desk-view.js';
import { relay } from '../shared/alert-relay.js';
import { openConversation } from './inbox-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {any} boot @param {any} api @param {string} locale */
export function makeAlerts(boot, api, locale) {
  return new AlertDesk({
    api, texts: boot.texts, locale, currency: boot.settings.currency, exponent: boot.settings.exponent, timeZone: boot.settings.time_zone,
    asksAtStart: true, onOpen: () => {},
  });
}

/** Tells the styles how much room the strip takes, for what fills the whole screen of a phone. */
function measure() {
  const root = document.documentElement;
  const height = document.querySelector('.alerts:not(.alerts-empty)')?.getBoundingClientRect().height ?? 0;
  root.toggleAttribute('data-alerts', height > 0);
  root.style.setProperty('--alerts-block-size', `${Math.ceil(height)}px`);
}

/**
 * Begins to show and to ring; answers what to do with events of the stream, and with its coming back.
 * @param {App} app
 */
export function startAlerts(app) {
  const desk = app.desk;
  desk.onOpen = async (/** @type {import('../shared/alerts.js').Alert} */ alert) => {
    if (alert.conversation_id) return openConversation(app, alert.conversation_id);
    app.set({ screen: 'transactions', isDrawerOpen: false, sheet: 'closed' });
    if (alert.order_id) await app.transactions.open(alert.order_id).catch((/** @type {any} */ error) => app.set({ problem: app.explain(error) }));
    return undefined;
  };
  desk.addEventListener('change', () => { app.refresh(); requestAnimationFrame(measure); });
  const { tell } = relay((event) => desk.alerts.hear(event));
  desk.start();
  return {
    /** @param {any} event */
    hear: (event) => { desk.alerts.hear(event); tell(event); },
    reload: () => desk.alerts.reload(),
  };
}
