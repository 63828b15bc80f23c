/** The page of imports: sends a CSV file as it is, and shows what came of it, line by line where something is wrong. */
import { office } from '../office/office-view.js';
import { h, render } from '../shared/render-view.js';

const say = office.words('imports.');
const form = /** @type {HTMLFormElement} */ (document.querySelector('[data-import]'));
const file = /** @type {HTMLInputElement} */ (document.getElementById('import-file'));
const mistake = /** @type {HTMLElement} */ (document.getElementById('import-file-error'));
const state = /** @type {HTMLElement} */ (form.querySelector('[data-state]'));
const result = /** @type {HTMLElement} */ (document.querySelector('[data-result]'));

const kind = () => /** @type {HTMLInputElement} */ (form.querySelector('[name="kind"]:checked')).value;

/** @param {string} text */
function showMistake(text) {
  mistake.textContent = text;
  mistake.hidden = text === '';
  if (text) file.setAttribute('aria-invalid', 'true');
  else file.removeAttribute('aria-invalid');
}

/** @param {File} chosen */
async function send(chosen) {
  const location = /** @type {HTMLSelectElement|null} */ (document.getElementById('import-location'));
  const query = new URLSearchParams({ kind: kind(), ...(location && kind() === 'products' ? { location_id: location.value } : {}) });
  const response = await fetch(`/api/v1/imports?${query}`, {
    method: 'POST', credentials: 'same-origin', body: await chosen.arrayBuffer(),
    headers: { 'Content-Type': 'text/csv', 'X-CSRF-Token': office.boot.csrf, Accept: 'application/json' },
  });
  return { isDone: response.ok, answer: await response.json() };
}

/** @param {any} answer */
function showDone(answer) {
  const counted = ['products', 'variants', 'customers'].filter((name) => answer[name]);
  render(result, [h('div', { class: 'card' }, h('h2', null, say('done')), h('div', { class: 'table-frame' }, h('table', { class: 'table' },
    h('thead', null, h('tr', null, ['what', 'added', 'changed', 'unchanged'].map((name, index) =>
      h('th', { scope: 'col', class: index ? 'cell-number' : '' }, say(name))))),
    h('tbody', null, counted.map((name) => h('tr', null, h('td', { class: 'cell-main' }, say(name)),
      ['added', 'changed', 'unchanged'].map((part) => h('td', { class: 'cell-total' }, String(answer[name][part]))))))))) ]);
}

/** @param {any} problem */
function showRefused(problem) {
  const lines = (problem.errors ?? []).filter((/** @type {any} */ each) => each.field?.startsWith('line '));
  if (lines.length === 0) {
    showMistake(office.explain(problem));
    render(result, []);
    file.focus();
    return;
  }
  render(result, [h('div', { class: 'card' }, h('h2', null, say('refused')), h('p', { class: 'hint' }, say('refused_help', { count: lines.length })),
    h('div', { class: 'table-frame', role: 'group', tabindex: '0', 'aria-label': say('refused') }, h('table', { class: 'table' },
      h('thead', null, h('tr', null, h('th', { scope: 'col' }, say('line')), h('th', { scope: 'col' }, say('problem')))),
      h('tbody', null, lines.map((/** @type {any} */ each) => h('tr', null,
        h('td', { class: 'cell-main' }, each.field.slice('line '.length)), h('td', { class: 'cell-wrap' }, h('bdi', null, each.message)))))))) ]);
}

form.addEventListener('change', () => {
  showMistake('');
  for (const hint of form.querySelectorAll('[data-columns]')) {
    /** @type {HTMLElement} */ (hint).hidden = /** @type {HTMLElement} */ (hint).dataset.columns !== kind();
  }
  const place = /** @type {HTMLElement|null} */ (form.querySelector('[data-location]'));
  if (place) place.hidden = kind() !== 'products';
});

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (form.getAttribute('aria-busy') === 'true') return;
  const chosen = file.files?.[0];
  if (!chosen || chosen.size > office.boot.page.limit) {
    showMistake(say(chosen ? 'too_large' : 'choose'));
    file.focus();
    return;
  }
  form.setAttribute('aria-busy', 'true');
  state.textContent = say('working');
  try {
    const { isDone, answer } = await send(chosen);
    if (isDone) showDone(answer);
    else showRefused(answer);
    if (result.childElementCount > 0) result.focus();
  } catch {
    showMistake(office.say('error.unreachable'));
  } finally {
    form.removeAttribute('aria-busy');
    state.textContent = '';
  }
});
