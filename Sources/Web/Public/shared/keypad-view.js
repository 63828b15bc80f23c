/** The number pad: digits keep their places in every language. */
import { h } from './render-view.js';
import { icon } from './icon-view.js';

/** @param {{press: (key: string) => void, hasPoint: boolean, say: any}} parts */
export function keypad({ press, hasPoint, say }) {
  const key = (/** @type {string} */ name, /** @type {any} */ face = name, /** @type {any} */ props = {}) =>
    h('button', { type: 'button', onclick: () => press(name), ...props }, face);
  return h('div', { class: 'keypad', role: 'group', 'aria-label': say('keypad') },
    ['7', '8', '9', '4', '5', '6', '1', '2', '3'].map((digit) => key(digit)),
    hasPoint ? key('.', '.', { 'aria-label': say('keypad.point') }) : key('00'),
    key('0'),
    key('back', icon('backspace'), { 'aria-label': say('keypad.back') }));
}
