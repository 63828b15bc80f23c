/** A row of a live list never moves under a finger: what happens elsewhere is drawn at the next pause of a second. */

const PAUSE_MS = 1000;
let touched = -Infinity;

for (const name of ['pointerdown', 'pointermove']) {
  addEventListener(name, (event) => {
    if (event.target instanceof Element && event.target.closest('.drawer-rows, .transactions-rows')) touched = performance.now();
  }, { passive: true });
}

/** @param {() => void} body */
export function whenStill(body) {
  const wait = touched + PAUSE_MS - performance.now();
  if (wait <= 0) body();
  else setTimeout(() => whenStill(body), wait);
}
