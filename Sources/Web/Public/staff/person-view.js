/** The page of somebody who works here: beside the fields, a link for a new password and the end of a PIN. */
import '../office/resource-form-view.js';
import { office } from '../office/office-view.js';
import { refresh } from '../office/refresh-view.js';
import { showSecret } from '../office/secret-view.js';

const say = office.words('people.');

/** @param {HTMLElement} panel */
async function makeLink(panel) {
  const { body } = await office.api.call('POST', `/staff/${panel.dataset.person}/reset_link`, {});
  const place = /** @type {HTMLElement} */ (panel.querySelector('[data-link-shown]'));
  showSecret(place, {
    title: say('link_shown'), detail: say('link_detail', { time: office.times.hour(body.expires_at) }), secret: new URL(body.path, location.origin).href,
  });
}

/** @param {HTMLElement} panel */
async function removePIN(panel) {
  await office.api.call('PATCH', `/staff/${panel.dataset.person}`, { pin: null });
  await refresh();
  office.toasts.show(say('pin_removed'), { icon: 'check', seconds: 4 });
}

document.addEventListener('click', async (event) => {
  const button = /** @type {HTMLElement|null} */ (/** @type {HTMLElement} */ (event.target).closest?.('[data-reset-link], [data-remove-pin]'));
  const panel = /** @type {HTMLElement|null} */ (button?.closest('[data-person]') ?? null);
  if (!button || !panel) return;
  try {
    await (button.dataset.resetLink !== undefined ? makeLink(panel) : removePIN(panel));
  } catch (error) {
    office.toasts.show(office.explain(error), { icon: 'warning' });
  }
});
