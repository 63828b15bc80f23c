/** The doors out: beside their fields, emptying one, and a test message whose arrival is watched. */
import '../office/resource-form-view.js';
import { clearMistakes, showMistake } from '../office/fields-view.js';
import { office } from '../office/office-view.js';
import { refresh } from '../office/refresh-view.js';
import { ask, dialogForm } from '../shared/dialog-view.js';
import { h, render } from '../shared/render-view.js';

const say = office.words('doors.');
const sayMessages = office.words('messages.');

/** @param {HTMLElement} button */
async function clearDoor(button) {
  const label = button.dataset.label ?? '';
  const isSure = await ask(({ close }) => dialogForm({
    title: say('clear_title', { door: label }), detail: say('clear_detail'), say: (/** @type {string} */ name) => office.say(name),
    close, submit: () => close(true), submitLabel: say('clear'), isStop: true,
  }, h('span')), {});
  if (!isSure) return;
  await office.api.call('PATCH', '/settings', { [button.dataset.clearDoor ?? '']: null });
  await refresh();
}

/** @param {any} message */
function showState(message) {
  const place = document.querySelector('[data-test-answer]');
  if (!place) return;
  const words = message.status === 'waiting' && message.last_error ? `${sayMessages('failed')} ${message.last_error}` : sayMessages(`status.${message.status}`);
  render(place, [`${words} `, h('a', { href: `/admin/messages/${message.id}` }, say('see_message'))]);
}

/**
 * Asks until the message has arrived or failed, a dozen times at most: a mail server that takes longer is watched on its own page.
 * @param {any} message
 */
async function watch(message) {
  showState(message);
  for (let turn = 0; turn < 12 && ['waiting', 'sending'].includes(message.status) && !message.last_error; turn += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 500 + turn * 250); });
    message = await office.api.get(`/messages/${message.id}`);
    showState(message);
  }
}

/** @param {HTMLFormElement} form */
async function test(form) {
  clearMistakes(form);
  const channel = /** @type {HTMLSelectElement} */ (form.querySelector('#test-channel')).value;
  const to = /** @type {HTMLInputElement} */ (form.querySelector('#test-to'));
  try {
    const { body } = await office.api.call('POST', '/settings/test_message', { channel, to: to.value });
    await watch(body);
  } catch (error) {
    showMistake(/** @type {HTMLElement} */ (form.querySelector('[data-field="to"]')), office.explain(error));
    to.focus();
  }
}

document.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.dataset.testMessage === undefined) return;
  event.preventDefault();
  test(form);
});
document.addEventListener('click', async (event) => {
  const button = /** @type {HTMLElement|null} */ (/** @type {HTMLElement} */ (event.target).closest?.('[data-clear-door]'));
  if (!button) return;
  try {
    await clearDoor(button);
  } catch (error) {
    office.toasts.show(office.explain(error), { icon: 'warning' });
  }
});
