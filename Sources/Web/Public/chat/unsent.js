// What a visitor wrote that the shop has not confirmed: kept by the browser, so that it outlives a lost network and a reload, each message
// under a name of its own by which the shop hears it once.

const STORE = 'counterfoil-chat-unsent';
const MOST = 50;

/** @typedef {{id: string, text: string, file?: File, problem?: string}} Unsent */

/** A name that nobody else makes; a page that came over plain http has no randomUUID. */
export function newName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * What is kept; nothing where it cannot be read.
 * @param {Storage} [storage]
 * @returns {Unsent[]}
 */
export function kept(storage = localStorage) {
  try {
    const list = JSON.parse(storage.getItem(STORE) ?? '[]');
    if (!Array.isArray(list)) return [];
    return list.filter((each) => typeof each?.id === 'string' && typeof each?.text === 'string')
      .map(({ id, text }) => ({ id, text })).slice(0, MOST);
  } catch {
    return [];
  }
}

/**
 * Keeps one more, or one less. Read anew each time: another page of the shop may be open. A file is too large to be kept.
 * @param {Unsent} message @param {boolean} stays @param {Storage} [storage]
 */
export function keep(message, stays, storage = localStorage) {
  const others = kept(storage).filter((each) => each.id !== message.id);
  const list = stays && message.text ? [...others, { id: message.id, text: message.text }] : others;
  try {
    storage.setItem(STORE, JSON.stringify(list));
  } catch {
    // A browser that keeps nothing still sends it from this page.
  }
}
