/** The page of a customer: beside the fields, store credit given and taken, two records put together, the erasure of what is known of a person. */
import './cards-view.js';
import './merge-view.js';
import '../office/resource-form-view.js';
import { clearMistakes, showMistake } from '../office/fields-view.js';
import { office } from '../office/office-view.js';
import { carryNotice, refresh } from '../office/refresh-view.js';
import { readMoney } from '../office/typed.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';

const say = office.words('customers.');
const sayForm = office.words('office.form.');

/** @param {HTMLFormElement} form @param {number} sign 1 gives, −1 takes */
async function changeCredit(form, sign) {
  clearMistakes(form);
  const place = (/** @type {string} */ name) => /** @type {HTMLElement} */ (form.querySelector(`[data-field="${name}"]`));
  const amount = /** @type {HTMLInputElement} */ (form.querySelector('#credit-amount'));
  const reason = /** @type {HTMLInputElement} */ (form.querySelector('#credit-reason'));
  const typed = readMoney(amount.value, Number(form.dataset.exponent));
  if ('problem' in typed || !typed.value || typed.value < 0) {
    const [problem, values] = 'problem' in typed ? [typed.problem, typed.values] : ['needs_money', { example: '12.50' }];
    showMistake(place('delta'), sayForm(problem, values));
    return amount.focus();
  }
  try {
    await office.api.post(`/customers/${form.dataset.credit}/store_credit`, { delta: sign * typed.value, reason: reason.value });
    amount.value = '';
    reason.value = '';
    await refresh();
    office.toasts.show(say(sign > 0 ? 'given' : 'taken'), { icon: 'check', seconds: 4 });
  } catch (/** @type {any} */ error) {
    const errors = error.problem?.errors ?? [];
    const named = errors.filter((/** @type {any} */ each) => place(each.field));
    for (const each of named) showMistake(place(each.field), each.message);
    if (named.length === 0) showMistake(place('delta'), office.explain(error));
    (named[0]?.field === 'reason' ? reason : amount).focus();
  }
  return undefined;
}

/**
 * Asks for the name, because nothing brings it back.
 * @param {HTMLElement} button
 */
async function erase(button) {
  const name = button.dataset.name ?? '';
  let typed = '';
  let problem = '';
  await ask(({ close, refresh: draw }) => dialogForm({
    title: say('erase'), detail: say('erase_question'), say: (/** @type {string} */ key) => office.say(key), close, isStop: true,
    submitLabel: say('erase_now'), isReady: true, error: problem,
    submit: async () => {
      if (typed.trim() !== name.trim()) {
        problem = say('erase_other_name');
        return draw();
      }
      try {
        await office.api.post(`/customers/${button.dataset.erase}/erase`, {});
        carryNotice(say('erased'));
        location.assign('/admin/customers');
      } catch (error) {
        problem = office.explain(error);
        draw();
      }
      return undefined;
    },
  }, field({ label: say('erase_type', { name }), id: 'erase-name', value: typed, dir: 'auto', autofocus: true,
    oninput: (/** @type {any} */ event) => { typed = event.target.value; } })), {});
}

document.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.dataset.credit === undefined) return;
  event.preventDefault();
  changeCredit(form, Number(/** @type {any} */ (event.submitter)?.value ?? 1));
});
document.addEventListener('click', (event) => {
  const button = /** @type {HTMLElement|null} */ (/** @type {HTMLElement} */ (event.target).closest?.('[data-erase]'));
  if (button) erase(button);
});
