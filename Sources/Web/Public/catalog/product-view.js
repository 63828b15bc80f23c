/** The page of a product: beside the fields, one row for each combination of options that has no variant yet. */
import '../office/resource-form-view.js';
import { rowsOf } from '../office/fields-view.js';
import { office } from '../office/office-view.js';
import { add } from '../office/rows-view.js';
import { combinations } from './combinations.js';

const say = office.words('products.');

/** Puts the button beside "Add variant" where the saved options call for it. */
function offer() {
  const group = /** @type {HTMLElement|null} */ (document.querySelector('[data-rows="variants"]'));
  const blank = /** @type {HTMLTemplateElement|null} */ (group?.querySelector('[data-row-blank]') ?? null);
  const old = group?.querySelector('[data-combinations]');
  if (!group || !blank || group.closest('form')?.dataset.locked !== undefined) return;
  const options = optionsOf(blank.content);
  const missing = combinations(options, rowsOf(group).map(chosen));
  const label = missing.length > 0 ? say('combinations', { count: missing.length }) : '';
  if (label === (old?.textContent ?? '')) return;
  old?.remove();
  if (label === '') return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-small';
  button.dataset.combinations = '';
  button.textContent = label;
  button.addEventListener('click', () => {
    for (const values of missing) fill(add(group), values, rowsOf(group)[0]);
    group.dispatchEvent(new Event('input', { bubbles: true }));
  });
  group.append(button);
}

/**
 * The options that a new row can choose from, with their values.
 * @param {DocumentFragment} blank
 */
function optionsOf(blank) {
  const fields = /** @type {HTMLElement[]} */ ([...blank.querySelectorAll('[data-field="options"]')]);
  return fields.map((field) => ({
    name: field.dataset.entry ?? '', values: [...field.querySelectorAll('option')].map((each) => each.value).filter(Boolean),
  }));
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
document.addEventListener('input', offer);
offer();
