/**
 * Notices for staff on every page of the back office: the bell in the left column, and the notices themselves at the end of the page.
 * Browsers allow few connections to one server, so of all pages without a stream of their own one listens and tells the others.
 */
import { AlertDesk } from '../shared/alerts-desk-view.js';
import { alertStrip, bellButton } from '../shared/alerts-view.js';
import { relay } from '../shared/alert-relay.js';
import { render } from '../shared/render-view.js';

/** @param {any} office */
export function startAlerts(office) {
  const place = document.getElementById('alerts');
  const bell = document.getElementById('office-bell');
  if (!place || !bell) return;
  const { settings } = office.boot;
  const desk = new AlertDesk({
    api: office.api, texts: office.boot.texts, locale: office.locale, currency: settings.currency, exponent: settings.exponent,
    timeZone: settings.time_zone, settingsPath: office.may('manage_settings') ? '/admin/settings/alerts' : null,
    onOpen: (alert) => { location.href = alert.conversation_id ? `/admin/inbox/${alert.conversation_id}` : `/admin/orders/${alert.order_id}`; },
  });
  // The inbox shows who wrote.
  if (document.getElementById('inbox')) desk.elsewhere.add('chat_message');
  desk.addEventListener('change', () => {
    render(place, alertStrip(desk));
    render(bell, bellButton(desk));
    document.documentElement.style.setProperty('--alerts-block-size', `${(place.firstElementChild ?? place).getBoundingClientRect().height}px`);
  });
  const { tell } = relay((event) => desk.alerts.hear(event));
  office.overhear((/** @type {any} */ event) => { desk.alerts.hear(event); tell(event); });
  const listen = () => office.listen(() => {}, (/** @type {boolean} */ isLive) => { if (isLive) desk.alerts.reload(); });
  if (navigator.locks) navigator.locks.request('counterfoil-alerts-stream', () => { listen(); return new Promise(() => {}); });
  else listen();
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') desk.alerts.reload(); });
  // Back from the browser's store of pages, where nothing was heard.
  addEventListener('pageshow', (event) => { if (event.persisted) desk.alerts.reload(); });
  desk.start();
}
