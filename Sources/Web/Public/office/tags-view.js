/** Boxes that hold several values: texts typed one after the other, and things of the shop found by typing. */
import { h, render } from '../shared/render-view.js';

/**
 * @param {HTMLElement} box @param {string} value @param {string} title @param {string} dropLabel
 */
export function addChip(box, value, title, dropLabel) {
  const list = /** @type {HTMLElement} */ (box.querySelector('[data-tags]'));
  const isThere = [...list.children].some((each) => /** @type {HTMLElement} */ (each).dataset.value === value);
  if (isThere) return;
  const chip = document.createElement('li');
  chip.className = 'chip';
  chip.dataset.value = value;
  render(chip, [
    h('bdi', null, title),
    h('button', { type: 'button', 'data-drop': '', 'aria-label': `${dropLabel} ${title}` },
      h('svg', { class: 'icon', 'aria-hidden': 'true' }, h('use', { href: '#icon-close' }))),
  ]);
  list.append(chip);
}

/** @param {HTMLElement} box */
export function dropLast(box) {
  box.querySelector('[data-tags]')?.lastElementChild?.remove();
}

/**
 * Makes the tag boxes of a page work; `changed` hears of every change.
 * @param {{changed: (box: HTMLElement) => void, dropLabel: string}} tools
 */
export function runTagBoxes({ changed, dropLabel }) {
  /** @param {HTMLInputElement} input */
  const enter = (input) => {
    const box = /** @type {HTMLElement} */ (input.closest('.tag-box'));
    for (const text of input.value.split(',').map((each) => each.trim()).filter(Boolean)) addChip(box, text, text, dropLabel);
    input.value = '';
    changed(box);
  };
  document.addEventListener('keydown', (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (!input.matches?.('.tag-input') || event.isComposing) return;
    const box = /** @type {HTMLElement} */ (input.closest('.tag-box'));
    if (event.key === 'Backspace' && input.value === '') {
      dropLast(box);
      changed(box);
    }
    if (box.dataset.pick !== undefined) return;
    if (event.key === ',' || (event.key === 'Enter' && input.value.trim())) {
      event.preventDefault();
      enter(input);
    }
  });
  document.addEventListener('change', (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (input.matches?.('.tag-input') && !input.closest('[data-pick]') && input.value.trim()) enter(input);
  });
  document.addEventListener('click', (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest?.('[data-drop]');
    const box = /** @type {HTMLElement|null} */ (button?.closest('.tag-box') ?? null);
    if (!button || !box) return;
    button.closest('[data-value]')?.remove();
    box.querySelector('input')?.focus();
    changed(box);
  });
}
