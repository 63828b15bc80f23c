/** Rows that repeat in a form: added from a blank, removed with an undo. */
import { rowsOf } from './fields-view.js';

let made = 0;

/**
 * @param {{changed: (group: HTMLElement) => void, say: (name: string) => string,
 *   toast: (text: string, options?: {actions?: {label: string, run: () => void}[]}) => void}} tools
 */
export function runRows({ changed, say, toast }) {
  document.addEventListener('click', (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const group = /** @type {HTMLElement|null} */ (target.closest?.('[data-rows]') ?? null);
    if (!group) return;
    if (target.closest('[data-row-add]')) {
      const row = add(group);
      changed(group);
      /** @type {HTMLElement|null} */ (row.querySelector('input, select, textarea'))?.focus();
    }
    const drop = target.closest('[data-row-drop]');
    if (drop) remove(group, /** @type {HTMLElement} */ (drop.closest('[data-row]')));
  });

  /** @param {HTMLElement} group @param {HTMLElement} row */
  function remove(group, row) {
    const next = row.nextElementSibling;
    const parent = /** @type {HTMLElement} */ (row.parentElement);
    row.remove();
    changed(group);
    showEmpty(group);
    const follow = /** @type {HTMLElement|null} */ (next?.querySelector('[data-row-drop]') ?? group.querySelector('[data-row-add]'));
    follow?.focus();
    toast(say('dropped'), { actions: [{ label: say('undo'), run: () => {
      if (!parent.isConnected) return;
      parent.insertBefore(row, next?.parentElement === parent ? next : null);
      changed(group);
      showEmpty(group);
      /** @type {HTMLElement|null} */ (row.querySelector('input, select, textarea'))?.focus();
    } }] });
  }
}

/**
 * A new row at the end; every `__row__` in its ids becomes a number of its own.
 * @param {HTMLElement} group
 */
export function add(group) {
  const blank = /** @type {HTMLTemplateElement} */ (group.querySelector('[data-row-blank]'));
  const copy = /** @type {DocumentFragment} */ (document.importNode(blank.content, true));
  const number = `new${++made}`;
  for (const element of copy.querySelectorAll('*')) {
    for (const name of ['id', 'for', 'name', 'list', 'aria-describedby', 'aria-controls']) {
      const value = element.getAttribute(name);
      if (value?.includes('__row__')) element.setAttribute(name, value.replaceAll('__row__', number));
    }
  }
  const row = /** @type {HTMLElement} */ (copy.querySelector('[data-row]'));
  group.querySelector('[data-row-list]')?.append(row);
  showEmpty(group);
  return row;
}

/** @param {HTMLElement} group */
export function showEmpty(group) {
  const sentence = /** @type {HTMLElement|null} */ (group.querySelector('[data-rows-empty]'));
  if (sentence) sentence.hidden = rowsOf(group).length > 0;
}
