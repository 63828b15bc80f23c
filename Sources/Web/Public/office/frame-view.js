/** The left column: menu on a phone, the person's menu, the list of keys, and the counts beside the pages. */
import { ask, dialogHead } from '../shared/dialog-view.js';
import { h } from '../shared/render-view.js';
import { openMenu } from '../shared/menu-view.js';

/** @param {any} office */
export function startFrame(office) {
  const side = /** @type {HTMLElement} */ (document.querySelector('.office-side'));
  const button = /** @type {HTMLElement} */ (side.querySelector('.office-menu-button'));
  const open = (/** @type {boolean} */ isOpen) => {
    side.toggleAttribute('data-open', isOpen);
    button.setAttribute('aria-expanded', String(isOpen));
  };
  button.addEventListener('click', () => open(!side.hasAttribute('data-open')));
  side.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !side.hasAttribute('data-open')) return;
    open(false);
    button.focus();
  });
  side.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest' });
  const person = /** @type {HTMLElement} */ (side.querySelector('.office-person-button'));
  person.addEventListener('click', () => openMenu(person, [
    { label: office.say('keys.title'), icon: 'keys', key: '?', run: () => showKeys(office) },
    'line',
    { label: office.say('sign_out'), icon: 'lock', run: () => /** @type {HTMLFormElement} */ (document.getElementById('office-sign-out')).submit() },
  ], person.title));
  office.keys.add({ '/': { label: office.say('keys.search'), run: focusSearch }, '?': { label: office.say('keys.this'), run: () => showKeys(office) } });
  goKeys(office);
}

/** The page's own search where it has one (`data-search`), else the one of the left column. */
function focusSearch() {
  const field = /** @type {HTMLInputElement|null} */ (document.querySelector('[data-search]') ?? document.getElementById('office-search'));
  field?.focus();
  field?.select();
}

/** `G` and then a letter goes to a page; only to pages that this person has. @param {any} office */
function goKeys(office) {
  const letters = { O: 'orders', I: 'inbox', C: 'customers', P: 'products', R: 'reports' };
  for (const [letter, name] of Object.entries(letters)) {
    const link = /** @type {HTMLAnchorElement|null} */ (document.querySelector(`.office-nav [data-page="${name}"]`));
    if (!link) continue;
    office.keys.add({ [`G ${letter}`]: { label: office.say('keys.go', { page: link.title }), run: () => link.click() } });
  }
}

/** @param {any} office */
export function showKeys(office) {
  return ask(({ close, refresh }) => h('div', { class: 'dialog-frame' },
    dialogHead({ title: office.say('keys.title'), close, closeLabel: office.say('close') }),
    h('div', { class: 'dialog-body' },
      h('dl', { class: 'facts key-list' }, office.keys.list().map((/** @type {any} */ entry) => [
        h('dt', null, entry.names.map((/** @type {string} */ name) => [h('kbd', { class: 'key' }, name), ' '])),
        h('dd', null, entry.label),
      ])),
      h('label', { class: 'check' },
        h('input', { type: 'checkbox', checked: office.keys.isOn(), onchange: (/** @type {any} */ event) => { office.keys.turn(event.target.checked); refresh(); } }),
        office.say('keys.off')),
      h('p', { class: 'hint' }, office.say('keys.off_hint')))), {});
}

/**
 * The number beside a page of the left column; none for 0.
 * @param {string} name @param {number|string} count @param {{label: string, waits?: boolean}} words
 */
export function showCount(name, count, { label, waits = false }) {
  const place = /** @type {HTMLElement|null} */ (document.querySelector(`[data-count="${name}"]`));
  if (!place) return;
  place.hidden = !count || count === '0';
  place.textContent = String(count);
  place.title = label;
  place.toggleAttribute('data-waits', waits);
}
