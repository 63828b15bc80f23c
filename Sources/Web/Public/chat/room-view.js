// What a script adds to the room of the chat, which works without one: messages leave without loading the page, are kept while the network
// is gone and sent once when it is back, and answers appear by themselves. The server says what was said; nothing is rendered here but
// what has not reached it.

import { keep, kept, newName } from './unsent.js';
import { follow } from './follow.js';
import { typing } from './typing.js';

const LONGEST = 60_000;

/** @typedef {import('./unsent.js').Unsent} Unsent */

/**
 * @param {HTMLElement} room
 * @returns {{stop: () => void, start: () => void}}
 */
export function attach(room) {
  const form = /** @type {HTMLFormElement} */ (room.querySelector('#chat-form'));
  const field = /** @type {HTMLTextAreaElement} */ (room.querySelector('#chat-text'));
  const list = /** @type {HTMLElement} */ (room.querySelector('#chat-unsent'));
  const log = /** @type {HTMLElement} */ (room.querySelector('.chat-log'));
  /** @type {Unsent[]} */
  const unsent = kept();
  const thread = follow(room, log);
  const desk = typing(room, form, field, send);
  let isSending = false;
  let failures = 0;
  /** @type {any} */
  let timer = 0;

  function send() {
    const text = field.value.trim();
    const file = desk.file();
    if (!text && !file) return field.focus();
    const message = { id: newName(), text, file };
    unsent.push(message);
    keep(message, true);
    desk.clear();
    room.querySelector('#problem')?.remove();
    show();
    thread.toEnd();
    failures = 0;
    flush();
  }

  /** Sends what waits, one after another; what the network loses waits, what the shop refuses says why. */
  async function flush() {
    if (isSending) return;
    clearTimeout(timer);
    isSending = true;
    try {
      for (let next = waiting(); next; next = waiting()) {
        const answer = await post(next);
        if (answer === 'later') {
          failures += 1;
          timer = setTimeout(flush, Math.min(LONGEST, 2000 * 2 ** Math.min(failures, 6)));
          break;
        }
        failures = 0;
        if (answer === 'taken') {
          keep(next, false);
          await thread.look();
          drop(next);
        } else {
          next.problem = answer;
          keep(next, false);
        }
        show();
      }
    } finally {
      isSending = false;
      show();
    }
  }

  const waiting = () => unsent.find((each) => !each.problem);

  /** @param {Unsent} message */
  function drop(message) {
    const place = unsent.indexOf(message);
    if (place >= 0) unsent.splice(place, 1);
  }

  function show() {
    list.replaceChildren(...unsent.map((message) => bubble(room, message, failures > 0, {
      again: () => {
        delete message.problem;
        keep(message, true);
        flush();
      },
      back: () => {
        drop(message);
        keep(message, false);
        field.value = [message.text, field.value].filter(Boolean).join('\n');
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.focus();
        show();
      },
    })));
    const lost = /** @type {HTMLElement} */ (room.querySelector('#chat-lost'));
    lost.hidden = failures === 0;
    lost.textContent = failures === 0 ? '' : room.dataset.lost ?? '';
  }

  addEventListener('online', () => { failures = 0; flush(); thread.look(); });
  show();
  flush();
  thread.toEnd();
  introduce(room, thread.look);
  return { stop: thread.stop, start: thread.start };
}

/** Takes who somebody says they are without leaving the room. @param {HTMLElement} room @param {() => Promise<void>} look */
function introduce(room, look) {
  room.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.closest('#chat-contact')) return;
    event.preventDefault();
    event.stopPropagation();
    const body = new URLSearchParams(/** @type {any} */ ([...new FormData(form)]));
    try {
      const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'text/html' }, redirect: 'manual' });
      if (answer.type === 'opaqueredirect') {
        room.querySelector('#chat-contact')?.remove();
        await look();
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const again = page.getElementById('chat-contact');
      if (!again) throw new Error('The page of the chat asks for nothing.');
      room.querySelector('#chat-contact')?.replaceWith(document.adoptNode(again));
    } catch {
      // The way without a script leads to a page that says what is wrong.
      form.submit();
    }
  });
}

/**
 * @param {Unsent} message
 * @returns {Promise<string>} `taken`, `later`, or why it was refused
 */
async function post(message) {
  const fields = new FormData();
  fields.set('message_id', message.id);
  fields.set('text', message.text);
  if (message.file) fields.set('picture', message.file);
  const body = message.file ? fields : new URLSearchParams(/** @type {any} */ ([...fields]));
  try {
    const answer = await fetch('/shop/chat/messages', { method: 'POST', body, headers: { Accept: 'text/html' }, redirect: 'manual' });
    if (answer.ok || answer.type === 'opaqueredirect') return 'taken';
    if (answer.status === 429 || answer.status >= 500) return 'later';
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    return (page.querySelector('#problem, [role=alert]')?.textContent ?? answer.statusText).trim() || String(answer.status);
  } catch {
    return 'later';
  }
}

/**
 * Something that has not reached the shop.
 * @param {HTMLElement} room @param {Unsent} message @param {boolean} waits @param {{again: () => void, back: () => void}} ways
 */
function bubble(room, message, waits, ways) {
  const { sending = '', waiting = '', failed = '', again = '', back = '', you = '', picture = '' } = room.dataset;
  const entry = document.createElement('li');
  entry.className = 'chat-message is-mine is-unsent';
  entry.classList.toggle('is-refused', Boolean(message.problem));
  const who = document.createElement('span');
  who.className = 'for-readers';
  who.textContent = `${you}:`;
  const words = document.createElement('p');
  words.className = 'chat-bubble';
  words.dir = 'auto';
  words.textContent = message.text || picture;
  const state = document.createElement('p');
  state.className = 'chat-time';
  state.textContent = message.problem ? `${failed} ${message.problem}` : waits ? waiting : sending;
  entry.append(who, words, state);
  if (message.problem) {
    const row = document.createElement('p');
    row.className = 'chat-ways';
    for (const [label, way] of /** @type {[string, () => void][]} */ ([[again, ways.again], [back, ways.back]])) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'chat-button';
      button.textContent = label;
      button.addEventListener('click', way);
      row.append(button);
    }
    entry.append(row);
  }
  return entry;
}
