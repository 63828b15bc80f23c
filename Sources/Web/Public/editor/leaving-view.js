/** Leaving the order page by a link or a key waits a moment for what was just typed; closing it sends what it can. */

/** Nobody is kept waiting longer; what is not saved then is kept here and sent when the order is opened again. */
const PATIENCE = 1500;

/** @param {import('./app.js').App} app @param {string} address */
export async function leaveTo(app, address) {
  if (app.saver.waiting.length) {
    await Promise.race([app.saver.flush(), new Promise((resolve) => { setTimeout(resolve, PATIENCE); })]);
  }
  location.href = address;
}

/** @param {import('./app.js').App} app */
export function saveBeforeLeaving(app) {
  document.addEventListener('click', (event) => {
    const link = /** @type {HTMLAnchorElement|null} */ (/** @type {Element} */ (event.target).closest?.('a[href]'));
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || event.defaultPrevented || link.target || link.getAttribute('href')?.startsWith('#')) return;
    if (!app.saver.waiting.length) return;
    event.preventDefault();
    void leaveTo(app, link.href);
  });
  addEventListener('pagehide', () => { void app.saver.run(); });
}
