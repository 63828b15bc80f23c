// The room of the chat in a dialog over the page: all of a phone's screen, a corner of a larger one, where the page can still be used.

import { attach } from './room-view.js';

/** @type {HTMLDialogElement | null} */
let panel = null;
/** @type {{stop: () => void, start: () => void} | null} */
let room = null;

const small = matchMedia('(max-width: 719px)');

/** Fetches the page of the chat and takes the room out of it. @param {HTMLElement} link */
async function load(link) {
  const answer = await fetch(/** @type {HTMLAnchorElement} */ (link).href, { headers: { Accept: 'text/html' }, cache: 'no-store' });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const found = page.getElementById('chat-room');
  if (!found) throw new Error('The page of the chat has no room.');
  return document.adoptNode(found);
}

/** @param {HTMLElement} link @param {(isOpen: boolean) => void} onTurn */
async function make(link, onTurn) {
  const made = document.createElement('dialog');
  made.className = 'chat-panel';
  made.setAttribute('aria-labelledby', 'chat-title');
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'chat-close';
  close.setAttribute('aria-label', link.dataset.close ?? '');
  const cross = document.createElement('span');
  cross.setAttribute('aria-hidden', 'true');
  cross.textContent = '×';
  close.append(cross);
  close.addEventListener('click', () => made.close());
  const own = await load(link);
  made.append(own, close);
  made.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    made.close();
  });
  made.addEventListener('close', () => {
    room?.stop();
    link.setAttribute('aria-expanded', 'false');
    link.focus();
    onTurn(false);
  });
  document.body.append(made);
  panel = made;
  room = attach(own);
}

/**
 * Opens the room, or closes it.
 * @param {HTMLElement} link @param {boolean} takesFocus @param {(isOpen: boolean) => void} onTurn
 */
export async function toggle(link, takesFocus, onTurn) {
  if (panel?.open) return panel.close();
  if (!panel) {
    link.setAttribute('aria-busy', 'true');
    try {
      await make(link, onTurn);
    } finally {
      link.removeAttribute('aria-busy');
    }
  } else {
    room?.start();
  }
  const focused = document.activeElement;
  if (small.matches) panel?.showModal();
  else panel?.show();
  onTurn(true);
  link.setAttribute('aria-expanded', 'true');
  const dot = link.querySelector('.chat-dot');
  if (dot instanceof HTMLElement) dot.hidden = true;
  const log = panel?.querySelector('.chat-log');
  if (log) log.scrollTop = log.scrollHeight;
  const field = panel?.querySelector('textarea');
  if (takesFocus && field instanceof HTMLTextAreaElement) field.focus();
  else if (focused instanceof HTMLElement) focused.focus();
}
