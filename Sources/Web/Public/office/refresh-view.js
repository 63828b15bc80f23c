/** The page as the server has it now, without leaving it: the parts marked `data-refresh` are taken from a fresh answer. */
import { office } from './office-view.js';

const place = 'counterfoil-notice';

/**
 * Loads the page again in place and keeps the focus where it was; `refreshed` is told to the document.
 * @param {() => boolean} [isInWork] asked once the answer is there: true where somebody has typed on, who then keeps the page as it is
 */
export async function refresh(isInWork = () => false) {
  const response = await fetch(location.href, { headers: { Accept: 'text/html' }, credentials: 'same-origin' }).catch(() => null);
  const text = response?.ok ? await response.text() : null;
  if (isInWork()) return undefined;
  if (text === null) return location.reload();
  const fresh = new DOMParser().parseFromString(text, 'text/html');
  const focused = document.activeElement?.id;
  const old = [...document.querySelectorAll('[data-refresh]')];
  const now = [...fresh.querySelectorAll('[data-refresh]')];
  if (now.length !== old.length) return location.reload();
  old.forEach((part, index) => part.replaceWith(document.importNode(now[index], true)));
  document.title = fresh.title;
  document.dispatchEvent(new CustomEvent('refreshed'));
  const again = focused ? document.getElementById(focused) : null;
  (again ?? /** @type {HTMLElement|null} */ (document.querySelector('[data-refresh] h1')))?.focus({ preventScroll: true });
  return undefined;
}

/**
 * A notice for the page that follows.
 * @param {string} text
 */
export function carryNotice(text) {
  try { sessionStorage.setItem(place, text); } catch { /* Without storage the next page says nothing. */ }
}

/** Shows what the page before wanted said. */
export function showCarried() {
  try {
    const text = sessionStorage.getItem(place);
    sessionStorage.removeItem(place);
    if (text) office.toasts.show(text, { icon: 'check', seconds: 4 });
  } catch { /* Nothing was carried. */ }
}
