/** Edits that are not saved yet, kept in the browser, so that neither a reload nor a closed window loses one. */

/** A browser may have several people; what one of them typed is never saved in another's name. */
const place = (/** @type {string} */ person, /** @type {string} */ order) => `counterfoil-edits-${person}-${order}`;

/** @param {Pick<Storage, 'getItem'|'setItem'|'removeItem'>} storage @param {string} person @param {string} order both by id */
export function keptEdits(storage, person, order) {
  return {
    /** @returns {import('./edits.js').Edit[]} */
    read() {
      try {
        const kept = JSON.parse(storage.getItem(place(person, order)) ?? '[]');
        // What was on its way when the page went may or may not have arrived; sent again it does no harm.
        return kept.map((/** @type {any} */ edit) => (edit.state === 'sending' ? { ...edit, state: 'waiting' } : edit));
      } catch {
        return [];
      }
    },
    /** @param {import('./edits.js').Edit[]} edits @returns {boolean} false where the browser keeps nothing */
    write(edits) {
      try {
        if (edits.length) storage.setItem(place(person, order), JSON.stringify(edits));
        else storage.removeItem(place(person, order));
        return true;
      } catch {
        return false;
      }
    },
  };
}
