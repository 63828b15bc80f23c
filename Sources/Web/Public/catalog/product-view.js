/** The page of a product: beside the fields, one row for each combination of options that has no variant yet. */
import '../office/resource-form-view.js';
import { rowsOf } from '../office/fields-view.js';
import { office } from '../office/office-view.js';
import { add } from '../office/rows-view.js';
import { combinations } from './combinations.js';

const say = office.words('products.');

/** Puts the button beside "Add variant" where options call for it. */
function offer() {
  const options = office.boot.page?.options ?? [];
  const group = /** @type {HTMLElement|null} */ (document.querySelector('[data-rows="variants"]'));
  const form = group?.closest('form');
  if (!group || options.length === 0 || form?.dataset.locked !== undefined || group.querySelector('[data-combinations]')) return;
  const missing = combinations(options, rowsOf(group).map(chosen));
  if (missing.length === 0) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-small';
  button.dataset.combinations = '';
  button.textContent = say('combinations', { count: missing.length });
  button.addEventListener('click', () => {
    for (const values of combinations(options, rowsOf(group).map(chosen))) fill(add(group), values, rowsOf(group)[0]);
    button.remove();
    group.dispatchEvent(new Event('input', { bubbles: true }));
  });
  group.append(button);
}

/** @param {HTMLElement} row @returns {Record<string, string>} */
function chosen(row) {
  const fields = /** @type {HTMLElement[]} */ ([...row.querySelectorAll('[data-field="options"]')]);
  return Object.fromEntries(fields.map((field) => [field.dataset.entry, field.querySelector('select')?.value ?? '']));
}

/**
 * The values of the combination, and what the first variant costs and is sold by.
 * @param {HTMLElement} row @param {Record<string, string>} values @param {HTMLElement} first
 */
function fill(row, values, first) {
  for (const field of /** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll('[data-field]'))) {
    const { field: name, entry } = field.dataset;
    const control = /** @type {HTMLInputElement} */ (field.querySelector('input, select'));
    if (name === 'options') control.value = values[entry ?? ''] ?? '';
    else if (['price', 'compare_at_price', 'cost', 'unit', 'weight_g'].includes(name ?? '')) {
      control.value = /** @type {HTMLInputElement|null} */ (first.querySelector(`[data-field="${name}"] :is(input, select)`))?.value ?? '';
    }
  }
}

document.addEventListener('refreshed', offer);
offer();
