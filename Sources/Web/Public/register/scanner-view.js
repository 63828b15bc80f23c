/** Listens for the scanner on the whole document: a code is caught whatever has the focus, and never lands in a quantity. */
import { quantityForPrice, readEmbedded } from './barcode.js';
import { chooseProduct } from './choose-view.js';
import { FASTEST_HAND_MS, ScanDetector } from './scanner.js';
import { findCode, search } from './search.js';
import { sound } from './sound.js';
import { takesText } from './keys-view.js';
import { isMeasured } from '../shared/quantity.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function listenToScanner(app) {
  const detector = new ScanDetector();
  /** @type {{field: any, value: string, start: number|null}|null} what the field held before the first key */
  let before = null;
  /** @type {any} */
  let timer = 0;
  document.addEventListener('keydown', (event) => {
    if (!event.isTrusted || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const field = fieldOf(document.activeElement);
    const time = event.timeStamp;
    if (detector.text === '' || time - detector.last > FASTEST_HAND_MS) before = field ? {
      field, value: field.value, start: caret(field),
    } : null;
    const { advice, code, began, lost } = detector.key(event.key, time);
    if (lost) giveBack(lost);
    if (began && before) restore(before);
    if (advice !== 'pass') { event.preventDefault(); event.stopImmediatePropagation(); }
    clearTimeout(timer);
    if (advice === 'hold') timer = setTimeout(() => { const kept = detector.giveUp(); if (kept) giveBack(kept); }, FASTEST_HAND_MS * 3);
    if (code) useCode(app, code, before?.field ?? null);
  }, true);
  const giveBack = (/** @type {string} */ text) => (before ? insert(before, text) : pressAgain(text.slice(1)));
}

/** @param {Element|null} element */
const fieldOf = (element) => (takesText(element) && !(element instanceof HTMLSelectElement) && !['checkbox', 'radio'].includes(/** @type {any} */ (element).type) ? /** @type {any} */ (element) : null);

/** @param {any} field */
function caret(field) {
  try { return field.selectionStart; } catch { return null; }
}

/** @param {{field: any, value: string}} before */
function restore({ field, value }) {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/**
 * It was a hand on the keys after all: what was kept back is pressed again. The first key has been heard.
 * @param {string} keys
 */
function pressAgain(keys) {
  for (const key of keys) {
    const event = Object.assign(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }), { isAgain: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }
}

/**
 * It was typing after all: the text goes where it was meant.
 * @param {{field: any, value: string, start: number|null}} before @param {string} text
 */
function insert({ field, value, start }, text) {
  const at = start ?? value.length;
  field.value = value.slice(0, at) + text + value.slice(at);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** @param {App} app @param {string} code @param {any} field the field that had the focus */
function useCode(app, code, field) {
  const asking = document.querySelector('dialog[open][data-scan]');
  if (asking) return asking.dispatchEvent(new CustomEvent('scan', { detail: code }));
  const use = field?.dataset.scan;
  const isKnown = Boolean(findCode(app.catalog.index, code) || readEmbedded(code, app.catalog.rules, app.money.exponent));
  if (field && use === 'field') return put(field, code);
  if (app.state.screen === 'transactions') return app.transactions.search(code);
  if (field && !isKnown) {
    const isText = use !== 'number' && use !== 'search';
    if (isText || (use === 'number' && code.length < 6)) return put(field, field.value + code, true);
    if (use === 'search' && /\p{L}/u.test(code) && search(app.catalog.index, code, 1).length) return app.set({ query: code });
  }
  return addByCode(app, code);
}

/** @param {any} field @param {string} text @param {boolean} [submits] */
function put(field, text, submits = false) {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  if (submits) setTimeout(() => field.form?.requestSubmit(), 0);
}

/** @param {App} app @param {string} code */
export async function addByCode(app, code) {
  if (app.state.left === 'payment' && document.querySelector('dialog[open]')) return;
  const hit = findCode(app.catalog.index, code);
  const embedded = hit ? null : readEmbedded(code, app.catalog.rules, app.money.exponent);
  const found = hit ?? embedded?.items.map((item) => findCode(app.catalog.index, item)).find(Boolean) ?? null;
  if (!found) {
    sound('unknown');
    app.set({ unknown: code, screen: 'sell', sheet: app.state.sheet === 'closed' ? 'half' : app.state.sheet });
    return;
  }
  if (app.state.left === 'payment') app.set({ left: 'products', pay: null });
  app.set({ screen: 'sell', query: '', isDrawerOpen: false });
  const price = Number(found.variant?.price ?? 0);
  const quantity = embedded ? (embedded.kind === 'weight' ? embedded.value : quantityForPrice(embedded.value, price)) : undefined;
  if (quantity === undefined && isMeasured(found.variant?.unit)) sound('ok');
  await chooseProduct(app, found, { quantity, isScan: true });
}
