/** Keeps the row of sections in step with where somebody is: by focus, by a click on it, by scrolling. */

/** Below the bar that stays. */
const EDGE = 170;

/** @param {import('./app.js').App} app */
export function followSections(app) {
  let chosenAt = 0;
  const show = (/** @type {string} */ id) => { if (id && id !== app.state.shown) app.set({ shown: id }); };
  document.addEventListener('focusin', (event) => {
    const section = /** @type {Element} */ (event.target).closest?.('#editor section[id]');
    if (!section) return;
    chosenAt = Date.now();
    show(section.id);
  });
  document.addEventListener('click', (event) => { if (/** @type {Element} */ (event.target).closest?.('.editor-tabs a')) chosenAt = Date.now(); });
  let isWaiting = false;
  addEventListener('scroll', () => {
    if (isWaiting || Date.now() - chosenAt < 600) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      const passed = [...document.querySelectorAll('#editor section[id]')].filter((section) => section.getBoundingClientRect().top < EDGE);
      show(passed[passed.length - 1]?.id ?? 'items');
    });
  }, { passive: true });
}
