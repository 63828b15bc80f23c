/**
 * Nothing moves under a finger: what would be drawn anew while a button is pressed waits until the press was heard. A press that is never
 * let go of, as on the page's scroll bar, ends by itself.
 */

const LONGEST_MS = 4000;
/** A touch is heard as a click only a moment after the finger was lifted. */
const CLICK_MS = 60;

let isPressed = false;
/** @type {any} */
let timer = 0;
/** @type {Set<() => void>} */
const waiting = new Set();

/**
 * Whether a press goes on; `draw` is then called once it is over. The same function waits only once.
 * @param {() => void} draw
 */
export function waitsForPress(draw) {
  if (isPressed) waiting.add(draw);
  return isPressed;
}

/**
 * Draws once after everything that happened in the same turn, and not during a press.
 * @param {() => void} draw
 */
export function drawsOnce(draw) {
  let isDue = false;
  const refresh = () => {
    if (isDue || waitsForPress(refresh)) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      draw();
    });
  };
  return refresh;
}

function end() {
  clearTimeout(timer);
  isPressed = false;
  const drawn = [...waiting];
  waiting.clear();
  for (const draw of drawn) draw();
}

/** @param {number} milliseconds */
function endIn(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(end, milliseconds);
}

// The pure parts of what draws are tried out where there is no page.
if (typeof document !== 'undefined') {
  const hear = (/** @type {string} */ name, /** @type {(event: any) => void} */ ear) => addEventListener(name, ear, { capture: true, passive: true });
  hear('pointerdown', () => { isPressed = true; endIn(LONGEST_MS); });
  hear('pointerup', () => { if (isPressed) endIn(CLICK_MS); });
  // Whoever hears the click may draw at once and rely on it; what waited is drawn after all of them.
  const heard = () => {
    if (!isPressed) return;
    isPressed = false;
    endIn(0);
  };
  hear('click', heard);
  const over = () => { if (isPressed) endIn(0); };
  for (const name of ['pointercancel', 'contextmenu', 'keydown']) hear(name, over);
  hear('pointermove', ({ buttons }) => { if (buttons === 0) over(); });
  // The list of a select swallows the end of the press that opened it.
  hear('change', ({ target }) => { if (target instanceof HTMLSelectElement) heard(); });
  addEventListener('blur', over);
}
