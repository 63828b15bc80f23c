/** A menu under its button: arrows move, Escape closes, what cannot be used stays and says why. */
import { h, render } from './render-view.js';
import { icon } from './icon-view.js';

/** @typedef {{label: string, icon?: string, key?: string, reason?: string|null, isStop?: boolean, checked?: boolean, run: () => void}|'line'} Entry */

/** @param {HTMLElement} button @param {Entry[]} entries @param {string} label */
export function openMenu(button, entries, label) {
  document.querySelector('.menu')?.dispatchEvent(new Event('dismiss'));
  // A region of its own, so that no redrawing of the page behind takes the menu away.
  const region = document.createElement('section');
  region.setAttribute('aria-label', label);
  const menu = document.createElement('div');
  menu.className = 'menu';
  menu.setAttribute('role', 'menu');
  menu.setAttribute('aria-label', label);
  render(menu, entries.map((entry) => entry === 'line'
    ? h('div', { role: 'separator' })
    : h('button', {
      type: 'button', role: 'menuitem', tabindex: '-1', class: entry.isStop && !entry.reason ? 'button-stop' : '',
      'aria-disabled': entry.reason ? 'true' : null,
      onclick: () => { if (!entry.reason) { close(); entry.run(); } },
    }, icon(entry.checked ? 'check' : entry.icon ?? 'next'), h('span', null, entry.label,
    entry.reason ? h('small', null, entry.reason) : null),
    entry.key && !entry.reason ? h('kbd', { class: 'key' }, entry.key) : null)));
  const items = () => /** @type {HTMLElement[]} */ ([...menu.querySelectorAll('[role="menuitem"]')]);
  const leave = (/** @type {Event} */ event) => { if (!menu.contains(/** @type {Node} */ (event.target)) && event.target !== button) close(false); };
  function close(isReturning = true) {
    document.removeEventListener('pointerdown', leave, true);
    region.remove();
    button.setAttribute('aria-expanded', 'false');
    if (isReturning) button.focus();
  }
  menu.addEventListener('dismiss', () => close(false));
  menu.addEventListener('keydown', (event) => {
    const list = items();
    const at = list.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: list.length - 1 }[event.key];
    if (to !== undefined) list[(to + list.length) % list.length].focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener('pointerdown', leave, true);
  region.append(menu);
  (button.closest('dialog') ?? document.body).append(region);
  const box = button.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = menu;
  const isRight = getComputedStyle(document.documentElement).direction !== 'rtl';
  const start = isRight ? box.right - offsetWidth : box.left;
  menu.style.left = `${Math.max(8, Math.min(start, innerWidth - offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(box.bottom + 4, innerHeight - offsetHeight - 8))}px`;
  button.setAttribute('aria-expanded', 'true');
  items()[0]?.focus();
}
