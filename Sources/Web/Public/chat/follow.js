// Keeps a thread as the shop has it: looks often while something happens, less and less often while nothing does, and not at all while
// nobody sees the page.

import { merge, prepend } from './thread.js';

const FIRST = 1500;
const LONGEST = 8000;

/**
 * @param {HTMLElement} room @param {HTMLElement} log what scrolls
 */
export function follow(room, log) {
  let tag = '';
  let looks = 0;
  let isOn = true;
  /** @type {any} */
  let timer = 0;
  /** @type {Promise<void> | null} */
  let under = null;

  // Over a page the log scrolls; on a page of its own the page does.
  const scroller = () => (room.closest('dialog') ? log : document.scrollingElement ?? log);
  const isAtEnd = () => scroller().scrollHeight - scroller().scrollTop - scroller().clientHeight < 80;
  const toEnd = () => { scroller().scrollTop = scroller().scrollHeight; };

  async function fetchThread() {
    const query = new URLSearchParams({ seen: String(isOn && document.visibilityState === 'visible'), lang: document.documentElement.lang });
    const answer = await fetch(`/shop/chat/messages?${query}`, { cache: 'no-store', headers: { Accept: 'text/html', ...(tag && { 'If-None-Match': tag }) } });
    if (!answer.ok) return;
    const text = await answer.text();
    if (answer.headers.get('ETag') === tag) return;
    tag = answer.headers.get('ETag') ?? '';
    const page = new DOMParser().parseFromString(text, 'text/html');
    const [shown, fresh] = [room.querySelector('#chat-entries'), page.getElementById('chat-entries')];
    if (!(shown instanceof HTMLElement) || !fresh) return;
    const follows = isAtEnd();
    // An earlier page stays what it is.
    const isNew = room.querySelector('.chat-newest') ? false : merge(shown, document.adoptNode(fresh));
    const [was, now] = [room.querySelector('#chat-typing'), page.getElementById('chat-typing')];
    if (was && now && was.innerHTML !== now.innerHTML) was.replaceChildren(...now.childNodes);
    if (follows) toEnd();
    if (isNew || now?.hasChildNodes()) looks = 0;
  }

  function look() {
    under ??= fetchThread().catch(() => {}).finally(() => { under = null; });
    return under;
  }

  async function round() {
    clearTimeout(timer);
    if (!isOn) return;
    if (document.visibilityState === 'visible') {
      looks += 1;
      await look();
    }
    clearTimeout(timer);
    if (isOn) timer = setTimeout(round, Math.min(LONGEST, FIRST * 1.2 ** Math.min(looks, 20)));
  }

  room.addEventListener('click', async (event) => {
    const link = /** @type {Element} */ (event.target).closest('#chat-earlier a');
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    const answer = await fetch(link.href.replace('/shop/chat?', '/shop/chat/messages?'), { headers: { Accept: 'text/html' } }).catch(() => null);
    if (!answer?.ok) return location.assign(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const [shown, earlier] = [room.querySelector('#chat-entries'), page.getElementById('chat-entries')];
    if (!(shown instanceof HTMLElement) || !earlier) return;
    const below = scroller().scrollHeight - scroller().scrollTop;
    prepend(shown, document.adoptNode(earlier));
    const next = page.getElementById('chat-earlier');
    room.querySelector('#chat-earlier')?.replaceWith(...(next ? [document.adoptNode(next)] : []));
    scroller().scrollTop = scroller().scrollHeight - below;
  });
  document.addEventListener('visibilitychange', () => { looks = 0; round(); });
  timer = setTimeout(round, FIRST);
  toEnd();
  return {
    toEnd,
    look: async () => {
      looks = 0;
      if (under) await under;
      await look();
      round();
    },
    stop: () => {
      isOn = false;
      clearTimeout(timer);
    },
    start: () => {
      isOn = true;
      looks = 0;
      round();
    },
  };
}
