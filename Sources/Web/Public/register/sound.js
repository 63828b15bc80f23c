/** Two short tones made on the spot: one for a known code, a lower double one for an unknown code. Browsers allow them after the first touch. */

/** @type {AudioContext|null} */
let context = null;

/** @param {number} frequency @param {number} start @param {number} length seconds */
function tone(frequency, start, length) {
  if (!context) return;
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0.15, context.currentTime + start);
  gain.gain.exponentialRampToValueAtTime(0.001, context.currentTime + start + length);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(context.currentTime + start);
  oscillator.stop(context.currentTime + start + length);
}

/** @param {'ok'|'unknown'} name */
export function sound(name) {
  try {
    context ??= new AudioContext();
    if (context.state === 'suspended') context.resume();
    if (name === 'ok') tone(1400, 0, 0.09);
    else {
      tone(330, 0, 0.14);
      tone(260, 0.18, 0.22);
    }
    document.documentElement.dataset.sound = name;
  } catch {
    context = null;
  }
}
