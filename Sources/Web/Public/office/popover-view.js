/**
 * A small panel under its button, for one question: the focus goes in and stays, Escape gives it back, a press outside closes. It flips
 * above the button near the foot of the window.
 */
import { waitsForPress } from '../shared/press.js';
import { render } from '../shared/render-view.js';

/**
 * @param {HTMLElement} button
 * @param {(tools: {close: () => void, refresh: () => void, element: HTMLElement}) => any} view called again on each refresh
 * @param {{label: string, width?: number, onclose?: () => void}} options
 */
export function openPopover(button, view, { label, width, onclose = () => {} }) {
  document.querySelector('.popover')?.dispatchEvent(new Event('dismiss'));
  const element = document.createElement('div');
  element.className = 'popover';
  element.setAttribute('role', 'dialog');
  element.setAttribute('aria-label', label);
  element.setAttribute('aria-modal', 'true');
  element.tabIndex = -1;
  if (width) element.style.inlineSize = `${width}px`;
  // The button may be drawn anew while the panel is open, so it is looked up again by its name.
  const name = button.dataset.anchor;
  const anchor = () => /** @type {HTMLElement} */ ((name && document.querySelector(`[data-anchor="${CSS.escape(name)}"]`)) || button);

  const inside = () => /** @type {HTMLElement[]} */ ([...element.querySelectorAll('a[href], button, input, select, textarea')])
    .filter((each) => !each.hasAttribute('disabled') && each.offsetParent !== null);

  function place() {
    const box = anchor().getBoundingClientRect();
    const isRTL = getComputedStyle(document.documentElement).direction === 'rtl';
    const start = isRTL ? box.right - element.offsetWidth : box.left;
    const below = box.bottom + 4;
    const top = below + element.offsetHeight <= innerHeight - 8 ? below : box.top - element.offsetHeight - 4;
    element.style.left = `${Math.max(8, Math.min(start, innerWidth - element.offsetWidth - 8))}px`;
    element.style.top = `${Math.max(8, Math.min(top, innerHeight - element.offsetHeight - 8))}px`;
  }
  function close(isReturning = true) {
    document.removeEventListener('pointerdown', leave, true);
    removeEventListener('resize', place);
    element.remove();
    anchor().setAttribute('aria-expanded', 'false');
    if (isReturning) anchor().focus();
    onclose();
  }
  const leave = (/** @type {Event} */ event) => {
    const target = /** @type {Node} */ (event.target);
    if (!element.contains(target) && !anchor().contains(target)) close(false);
  };
  function refresh() {
    if (!element.isConnected || waitsForPress(refresh)) return;
    render(element, view(tools));
    place();
  }
  const tools = { close: () => close(), refresh, element };

  element.addEventListener('dismiss', () => close(false));
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      event.preventDefault();
      close();
    } else if (event.key === 'Tab') {
      const list = inside();
      if (!list.length) event.preventDefault();
      const [first, last] = [list[0], list[list.length - 1]];
      const at = document.activeElement;
      if (event.shiftKey && (at === first || at === element)) { last?.focus(); event.preventDefault(); }
      if (!event.shiftKey && at === last) { first?.focus(); event.preventDefault(); }
    }
  });
  document.body.append(element);
  render(element, view(tools));
  place();
  document.addEventListener('pointerdown', leave, true);
  addEventListener('resize', place);
  anchor().setAttribute('aria-expanded', 'true');
  (/** @type {HTMLElement|null} */ (element.querySelector('[autofocus]')) ?? inside()[0] ?? element).focus();
  return tools;
}
