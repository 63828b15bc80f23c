/** A drawing from the sheet of icons, in the colour of the words beside it. */
import { h } from './render-view.js';

const sheet = new URL('../icons/icons.svg', import.meta.url).pathname;

/** @param {string} name @param {string} [classes] */
export function icon(name, classes = 'icon') {
  return h('svg', { class: classes, 'aria-hidden': 'true', focusable: 'false' }, h('use', { href: `${sheet}#${name}` }));
}
