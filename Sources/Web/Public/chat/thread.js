// Puts what the shop says of a thread into the one that is shown: an entry that says the same stays, so that nothing flickers and nothing
// that somebody selects is lost.

/**
 * @param {HTMLElement} shown the list on the page @param {HTMLElement} fresh the list that came
 * @returns {boolean} whether anything new stands at its end
 */
export function merge(shown, fresh) {
  /** @type {Element | null} */
  let place = null;
  const last = shown.lastElementChild;
  for (const entry of [...fresh.children]) {
    const known = document.getElementById(entry.id);
    if (known && shown.contains(known)) {
      if (known.outerHTML === entry.outerHTML) {
        place = known;
        continue;
      }
      known.replaceWith(entry);
    } else if (place) {
      place.after(entry);
    } else {
      shown.append(entry);
    }
    place = entry;
  }
  return shown.lastElementChild !== last;
}

/**
 * Puts earlier entries before those that are shown; a day that goes on keeps one line.
 * @param {HTMLElement} shown @param {HTMLElement} earlier
 */
export function prepend(shown, earlier) {
  const entries = [...earlier.children].filter((entry) => {
    const known = document.getElementById(entry.id);
    if (known && entry.classList.contains('chat-day')) known.remove();
    return !known || entry.classList.contains('chat-day');
  });
  shown.prepend(...entries);
}
