/** The focus after a dialog: where its button is gone, it goes to what the dialog was about. */

/** @param {string} id an element that can take the focus */
export function keepFocus(id) {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.getElementById(id)?.focus();
  });
}
