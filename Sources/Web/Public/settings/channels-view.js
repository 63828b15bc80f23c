/** The settings of channels: the address to copy, whether a service is connected, a key taken away, and what could not be taken in. */
import '../office/resource-form-view.js';
import { office } from '../office/office-view.js';
import { refresh } from '../office/refresh-view.js';
import { ask, dialogForm } from '../shared/dialog-view.js';
import { h } from '../shared/render-view.js';

const say = office.words('channels.');

/** @param {HTMLElement} button */
async function clearDoor(button) {
  const label = button.dataset.label ?? '';
  const isSure = await ask(({ close }) => dialogForm({
    title: say('clear_title', { door: label }), detail: say('clear_detail'), say: (/** @type {string} */ name) => office.say(name),
    close: () => close(undefined), submit: () => close(true), submitLabel: say('clear'), isStop: true,
  }, h('span')), {});
  if (!isSure) return;
  await office.api.call('PATCH', '/settings', { [button.dataset.clearDoor ?? '']: null });
  await refresh();
}

/** @param {string} id */
async function copyAddress(id) {
  const place = /** @type {HTMLInputElement} */ (document.getElementById(id));
  try {
    await navigator.clipboard.writeText(place.value);
    office.toasts.show(office.say('copied'), { icon: 'check', seconds: 4 });
  } catch {
    place.select();
    office.toasts.show(office.say('copy_by_hand'), { icon: 'warning' });
  }
}

/** @param {HTMLElement} button */
async function check(button) {
  const id = button.dataset.check ?? '';
  const place = /** @type {HTMLElement} */ (document.querySelector(`[data-check-answer="${id}"]`));
  button.setAttribute('aria-disabled', 'true');
  place.textContent = say('checking');
  try {
    const { body } = await office.api.call('POST', `/channels/${id}/check`, {});
    place.textContent = body.connected ? say('connected', { name: body.name }) : say('not_connected', { reason: body.problem });
  } catch (error) {
    place.textContent = office.explain(error);
  }
  button.removeAttribute('aria-disabled');
}

/**
 * Has it tried again and waits a moment for what comes of it; what takes longer is seen when the page is opened again.
 * @param {HTMLElement} button
 */
async function retry(button) {
  button.setAttribute('aria-disabled', 'true');
  try {
    await office.api.post(`/channel_events/${button.dataset.retry}/retry`, {});
    office.toasts.show(say('retried'), { icon: 'clock', seconds: 4 });
    await new Promise((resolve) => { setTimeout(resolve, 700); });
  } finally {
    button.removeAttribute('aria-disabled');
  }
  await refresh();
}

document.addEventListener('click', async (event) => {
  const button = /** @type {HTMLElement|null} */ (/** @type {HTMLElement} */ (event.target).closest?.('button'));
  if (!button || button.getAttribute('aria-disabled') === 'true') return;
  try {
    if (button.dataset.clearDoor !== undefined) await clearDoor(button);
    else if (button.dataset.copyAddress !== undefined) await copyAddress(button.dataset.copyAddress);
    else if (button.dataset.check !== undefined) await check(button);
    else if (button.dataset.retry !== undefined) await retry(button);
  } catch (error) {
    office.toasts.show(office.explain(error), { icon: 'warning' });
  }
});
