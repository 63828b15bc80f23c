/**
 * What was written and not yet sent, kept on this device for each conversation: reloading the page or losing the line loses no word.
 * The oldest go first when there are many.
 */

const PLACE = 'counterfoil-inbox-words';
const MOST = 100;

/** @typedef {{text: string, unsent: {key: string, text: string, attachments: any[], at: string}[], at: number}} Kept */

/** @param {{getItem: (key: string) => string|null, setItem: (key: string, value: string) => void}|null} storage @param {string} owner whoever is signed in */
export function keptWords(storage, owner) {
  const place = `${PLACE}-${owner}`;
  /** @returns {Record<string, Kept>} */
  const read = () => {
    try {
      const kept = JSON.parse(storage?.getItem(place) ?? '{}');
      return kept && typeof kept === 'object' && !Array.isArray(kept) ? kept : {};
    } catch {
      return {};
    }
  };
  /** As of the last reading: the list asks for every row. */
  let known = read();
  return {
    /** @param {string} id @returns {{text: string, unsent: Kept['unsent']}} */
    of(id) {
      const kept = read()[id];
      return { text: typeof kept?.text === 'string' ? kept.text : '', unsent: Array.isArray(kept?.unsent) ? kept.unsent : [] };
    },
    /** @param {string} id @param {string} text @param {Kept['unsent']} unsent */
    keep(id, text, unsent) {
      const all = read();
      if (text || unsent.length) all[id] = { text, unsent, at: Date.now() };
      else if (id in all) delete all[id];
      else return;
      known = Object.fromEntries(Object.entries(all).sort(([, a], [, b]) => b.at - a.at).slice(0, MOST));
      // Without storage the words live as long as the page.
      try { storage?.setItem(place, JSON.stringify(known)); } catch { /* See above. */ }
    },
    /** What a row of the list says of it. @param {string} id @returns {string} */
    textOf: (id) => known[id]?.text ?? '',
  };
}
