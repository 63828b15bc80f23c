// What a script adds to the page of an order, which works without one: a form is sent once, the page follows the order, and what was
// typed outlives a reload.

import { kept, restored } from './typed.js';
import { nextPause } from './pauses.js';

const STORE = 'checkout-typed';

/** @returns {NodeListOf<HTMLInputElement | HTMLSelectElement>} */
function fields() {
  return document.querySelectorAll('input:not([type=hidden]), select');
}

/** Sends each form once, and says at once that it is on its way. */
function sendOnce() {
  let isSending = false;
  document.addEventListener('submit', (event) => {
    if (isSending) return event.preventDefault();
    isSending = true;
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement)) return;
    button.setAttribute('aria-busy', 'true');
    if (!button.dataset.busy) return;
    button.dataset.said = button.textContent ?? '';
    button.textContent = button.dataset.busy;
  });
  // A page that comes back from the browser's memory may be sent again.
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    isSending = false;
    for (const button of document.querySelectorAll('button[aria-busy]')) {
      button.removeAttribute('aria-busy');
      if (button instanceof HTMLElement && button.dataset.said) button.textContent = button.dataset.said;
    }
  });
}

/** Loads the page anew when it would say something else; looks less and less often while it does not. */
function follow() {
  const mark = document.body.dataset.mark;
  const isWaiting = document.body.dataset.waits === 'true';
  let looks = 0;
  const look = async () => {
    if (document.visibilityState === 'visible') {
      looks += 1;
      try {
        const answer = await fetch(location.href.split('#')[0], { cache: 'no-store', headers: { Purpose: 'prefetch', Accept: 'text/html' } });
        const page = answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
        if (page && page.body.dataset.mark !== mark) {
          sessionStorage.setItem(STORE, kept([...fields()]));
          return location.replace(location.pathname + location.search.replace(/([?&])done=[^&]*/, '$1'));
        }
      } catch {
        // Without a network the page stays as it is and looks again later.
      }
    }
    setTimeout(look, nextPause(looks, isWaiting));
  };
  setTimeout(look, nextPause(0, isWaiting));
  document.addEventListener('visibilitychange', () => { looks = 0; });
}

function restore() {
  restored([...fields()], sessionStorage.getItem(STORE));
  sessionStorage.removeItem(STORE);
}

restore();
sendOnce();
follow();
document.getElementById('problem')?.focus();
