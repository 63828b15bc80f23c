/** A page with a list: the rows follow what is typed and chosen, the address keeps it, and J, K and Enter walk the rows. */
import { office } from './office-view.js';
import { showCarried } from './refresh-view.js';

const results = () => /** @type {HTMLElement} */ (document.querySelector('[data-list-results]'));
const failure = /** @type {HTMLElement} */ (document.querySelector('[data-list-error]'));
const form = /** @type {HTMLFormElement|null} */ (document.querySelector('[data-list-form]'));

let asked = 0;

/**
 * Brings the rows of an address into the page; the rows there stay until the others are here.
 * @param {string} address
 */
async function load(address) {
  const number = ++asked;
  results().setAttribute('aria-busy', 'true');
  const text = await fetch(address, { headers: { Accept: 'text/html' }, credentials: 'same-origin' })
    .then((response) => (response.ok && !response.redirected ? response.text() : null)).catch(() => null);
  if (number !== asked) return;
  results().removeAttribute('aria-busy');
  const fresh = text === null ? null : new DOMParser().parseFromString(text, 'text/html').querySelector('[data-list-results]');
  failure.hidden = fresh !== null;
  if (!fresh) return;
  results().replaceWith(document.importNode(fresh, true));
  history.replaceState(null, '', address);
}

/** The address that the form stands for; what is empty is left out. */
function address() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(/** @type {HTMLFormElement} */ (form))) if (value !== '') query.set(name, String(value));
  const text = query.toString();
  return form?.action + (text ? `?${text}` : '');
}

if (form) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let pause;
  form.addEventListener('input', (event) => {
    clearTimeout(pause);
    const isTyping = /** @type {HTMLElement} */ (event.target).matches('[data-search]');
    pause = setTimeout(() => load(address()), isTyping ? 150 : 0);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(pause);
    load(address());
  });
  failure.querySelector('button')?.addEventListener('click', () => load(address()));
}

/** @param {number} step */
function walk(step) {
  const links = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[data-list-row] a.cell-link')]);
  const at = links.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
}

office.keys.add({
  J: { label: office.say('keys.rows'), run: () => walk(1) },
  K: { label: office.say('keys.rows'), run: () => walk(-1) },
  N: { label: document.querySelector('[data-list-new]')?.textContent?.trim() || office.say('form.create'),
    run: () => /** @type {HTMLElement|null} */ (document.querySelector('[data-list-new]'))?.click() },
});
showCarried();
