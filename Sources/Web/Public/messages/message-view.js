/** The page of a message: sends it again, or takes back what has not left. */
import { office } from '../office/office-view.js';
import { refresh } from '../office/refresh-view.js';

const say = office.words('messages.');

document.addEventListener('click', async (event) => {
  const button = /** @type {HTMLElement|null} */ (/** @type {HTMLElement} */ (event.target).closest?.('[data-message-do]'));
  const message = /** @type {HTMLElement|null} */ (button?.closest('[data-message]') ?? null);
  if (!button || !message) return;
  const { messageDo: verb = '' } = button.dataset;
  try {
    await office.api.call('POST', `/messages/${message.dataset.message}/${verb}`, {});
    await refresh();
    office.toasts.show(say(`done.${verb}`), { icon: 'check', seconds: 4 });
  } catch (error) {
    office.toasts.show(office.explain(error), { icon: 'warning' });
  }
});
