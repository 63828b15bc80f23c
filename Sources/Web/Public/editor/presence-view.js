/** Who else has this order open, and which section they are in. Asked and told together, every few seconds and whenever the section changes. */
import { initials } from './initials.js';

/** @typedef {import('./app.js').App} App */

const OFTEN = 4_000;

/** @param {App} app */
export function watchPresence(app) {
  let isAsking = false;
  let told = '';
  const tell = async () => {
    if (isAsking || document.visibilityState === 'hidden') return;
    isAsking = true;
    told = sectionOf(document.activeElement);
    try {
      const { data } = await app.api.post(`/orders/${app.id}/presence`, { section: told || null });
      const people = data.map((/** @type {any} */ { id, name, section }) => ({ id, name, section, initials: initials(name) }));
      if (JSON.stringify(people) !== JSON.stringify(app.state.people)) app.set({ people });
    } catch {
      // Whoever else is here is told with the next answer; nothing depends on it.
      if (app.state.people.length) app.set({ people: [] });
    }
    isAsking = false;
  };
  document.addEventListener('focusin', (event) => { if (sectionOf(/** @type {Element} */ (event.target)) !== told) void tell(); });
  document.addEventListener('visibilitychange', tell);
  setInterval(tell, OFTEN);
  void tell();
}

/**
 * The section somebody writes in; none while nothing has the focus that can be written in.
 * @param {Element|null} element
 */
function sectionOf(element) {
  return element?.matches('input, textarea, select') ? element.closest('#editor section[id]')?.id ?? '' : '';
}
