/** The settings of payments: the address for the provider to copy, a secret taken away, and what customers see of the account. */
import '../office/resource-form-view.js';
import { office } from '../office/office-view.js';
import { refresh } from '../office/refresh-view.js';
import { ask, dialogForm } from '../shared/dialog-view.js';
import { h } from '../shared/render-view.js';

const say = office.words('payment_settings.');

/** @param {HTMLElement} button */
async function clearDoor(button) {
  const label = button.dataset.label ?? '';
  const isSure = await ask(({ close }) => dialogForm({
    title: say('clear_title', { door: label }), detail: say('clear_detail'), say: (/** @type {string} */ name) => office.say(name),
    close: () => close(undefined), submit: () => close(true), submitLabel: say('clear'), isStop: true,
  }, h('span')), {});
  if (!isSure) return;
  try {
    await office.api.call('PATCH', '/settings', { [button.dataset.clearDoor ?? '']: null });
    await refresh();
  } catch (error) {
    office.toasts.show(office.explain(error), { icon: 'warning' });
  }
}

/** Where the provider tells the shop what happened: below the address that this page has. */
function showAddress() {
  const place = /** @type {HTMLInputElement|null} */ (document.querySelector('[data-hook-address]'));
  if (place) place.value = `${location.origin}/webhooks/stripe`;
}

async function copyAddress() {
  const place = /** @type {HTMLInputElement} */ (document.querySelector('[data-hook-address]'));
  try {
    await navigator.clipboard.writeText(place.value);
    office.toasts.show(office.say('copied'), { icon: 'check', seconds: 4 });
  } catch {
    place.select();
    office.toasts.show(office.say('copy_by_hand'), { icon: 'warning' });
  }
}

const typed = (/** @type {string} */ entry) => /** @type {HTMLInputElement|HTMLTextAreaElement|null} */ (
  document.querySelector(`[data-field="bank_transfer"][data-entry="${entry}"] :is(input, textarea)`))?.value.trim() ?? '';

/** @type {Map<string, string>} What was saved, for the code: it belongs to that and to nothing that was typed since. */
let saved = new Map();
const ENTRIES = ['account_holder', 'iban', 'bic', 'bank_name', 'account_number', 'sort_code', 'promptpay_id', 'details'];

/** Shows the account as it would be read, from what stands in the fields now. */
function preview() {
  let isAny = false;
  for (const entry of ENTRIES) {
    const text = typed(entry);
    isAny ||= text !== '';
    for (const place of document.querySelectorAll(`[data-preview-name="${entry}"], [data-preview-value="${entry}"]`)) {
      /** @type {HTMLElement} */ (place).hidden = text === '';
      const words = place.querySelector('bdi');
      if (words) words.textContent = text;
    }
  }
  /** @type {HTMLElement} */ (document.querySelector('[data-preview]')).hidden = !isAny;
  /** @type {HTMLElement} */ (document.querySelector('[data-preview-none]')).hidden = isAny;
  document.querySelector('[data-code]')?.toggleAttribute('hidden', ENTRIES.some((entry) => typed(entry) !== saved.get(entry)));
}

function begin() {
  saved = new Map(ENTRIES.map((entry) => [entry, typed(entry)]));
  showAddress();
  preview();
}

document.addEventListener('input', (event) => { if (/** @type {HTMLElement} */ (event.target).closest('[data-field="bank_transfer"]')) preview(); });
document.addEventListener('refreshed', begin);
document.addEventListener('click', (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const clear = /** @type {HTMLElement|null} */ (target.closest?.('[data-clear-door]'));
  if (clear) clearDoor(clear);
  else if (target.closest?.('[data-copy-hook]')) copyAddress();
});
begin();
