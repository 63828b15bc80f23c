/** The number beside *Inbox* in the left column: how many conversations hold something nobody has read, on every page. */
import { soon } from '../shared/live.js';
import { showCount } from '../office/frame-view.js';

/** @param {any} office @param {any} counts */
export function showUnread(office, counts) {
  const count = Number(counts.unread) || 0;
  showCount('inbox', count > 999 ? '999+' : count, { label: office.say('inbox_unread', { count }), waits: true });
}

/** Keeps it right, for whoever has the page in the column. @param {any} office */
export function followUnread(office) {
  if (!document.querySelector('[data-count="inbox"]')) return;
  const load = soon(400, async () => {
    const counts = await office.api.get('/conversations/counts').catch(() => null);
    if (counts) showUnread(office, counts);
  });
  office.overhear((/** @type {any} */ event) => { if (/^(conversation|message)\./.test(event.type) || event.type.startsWith('alert.')) load(); });
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') load(); });
  load();
}
