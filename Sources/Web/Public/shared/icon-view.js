/** Drawings from the sheet of icons, in the colour of the words beside them. The sheet is put into the page once, so that no network is needed later. */
import { h } from './render-view.js';

const sheet = new URL('../icons/icons.svg', import.meta.url);

/** Brings the sheet; without it the words beside the icons are enough. */
export async function loadIcons() {
  try {
    const text = await (await fetch(sheet)).text();
    const drawings = document.importNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement, true);
    for (const symbol of drawings.querySelectorAll('symbol')) symbol.id = `icon-${symbol.id}`;
    drawings.setAttribute('class', 'icon-sheet');
    drawings.setAttribute('aria-hidden', 'true');
    document.body.append(drawings);
  } catch {
    document.documentElement.dataset.icons = 'none';
  }
}

/** @param {string} name @param {string} [classes] */
export function icon(name, classes = 'icon') {
  return h('svg', { class: classes, 'aria-hidden': 'true', focusable: 'false' }, h('use', { href: `#icon-${name}` }));
}
