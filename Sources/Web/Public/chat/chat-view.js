// The way to the chat on every page of the shop: a link that works without this. With it the room opens over the page, and a dot says when
// something was answered.

const FIRST_LOOK = 1_000;
const LOOK = 20_000;
const LONGEST = 120_000;
const OPEN = 'counterfoil-chat-open';

const link = document.getElementById('chat-open');
const own = document.querySelector('main #chat-room');

/** @param {number} unread @param {string} label */
function say(unread, label) {
  if (!link) return;
  const dot = link.querySelector('.chat-dot');
  if (dot instanceof HTMLElement) dot.hidden = unread === 0;
  const words = link.querySelector('.chat-open-label');
  if (words) words.textContent = label;
}

let looks = 0;
/** @type {any} */
let timer = 0;

async function look() {
  clearTimeout(timer);
  // Whoever never wrote is told nothing, and asks nothing.
  if (!link?.dataset.known) return;
  if (document.visibilityState === 'visible' && link.getAttribute('aria-expanded') !== 'true') {
    looks += 1;
    try {
      const answer = await fetch(`/shop/chat/unread?lang=${link.dataset.language}`, { cache: 'no-store' });
      if (answer.ok) {
        const { unread, label } = await answer.json();
        say(unread, label);
      }
    } catch {
      // Without a network there is nothing new; the next look tells.
    }
  }
  timer = setTimeout(look, Math.min(LONGEST, LOOK * 1.3 ** Math.min(looks, 10)));
}

/** @param {HTMLElement} link @param {boolean} takesFocus */
async function open(link, takesFocus) {
  try {
    const { toggle } = await import('./panel-view.js');
    await toggle(link, takesFocus, (isOpen) => {
      remember(isOpen);
      if (isOpen) return;
      link.dataset.known = 'true';
      looks = 0;
      look();
    });
  } catch {
    if (takesFocus) location.assign(/** @type {HTMLAnchorElement} */ (link).href);
  }
}

/** A room in the corner stays open from page to page. @param {boolean} isOpen */
function remember(isOpen) {
  try {
    if (isOpen) sessionStorage.setItem(OPEN, 'true');
    else sessionStorage.removeItem(OPEN);
  } catch {
    // A browser that keeps nothing opens it anew on each page.
  }
}

function wasOpen() {
  try {
    return sessionStorage.getItem(OPEN) === 'true' && matchMedia('(min-width: 720px)').matches;
  } catch {
    return false;
  }
}

if (own instanceof HTMLElement) {
  import('./room-view.js').then(({ attach }) => attach(own));
} else if (link) {
  link.setAttribute('aria-haspopup', 'dialog');
  link.setAttribute('aria-expanded', 'false');
  link.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    open(link, true);
  });
  timer = setTimeout(look, FIRST_LOOK);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') return;
    looks = 0;
    look();
  });
  if (wasOpen()) open(link, false);
}
