/** The page of a receiver of events: beside its fields, what it was told, and telling it once more. */
import '../office/resource-form-view.js';
import { office } from '../office/office-view.js';
import { refresh } from '../office/refresh-view.js';

const say = office.words('webhooks.');

document.addEventListener('click', async (event) => {
  const button = /** @type {HTMLElement|null} */ (/** @type {HTMLElement} */ (event.target).closest?.('[data-replay]'));
  const endpoint = /** @type {HTMLElement|null} */ (button?.closest('[data-endpoint]') ?? null);
  if (!button || !endpoint) return;
  try {
    await office.api.call('POST', `/webhook_endpoints/${endpoint.dataset.endpoint}/deliveries/${button.dataset.replay}/replay`, {});
    await refresh();
    office.toasts.show(say('replayed'), { icon: 'check', seconds: 4 });
  } catch (error) {
    office.toasts.show(office.explain(error), { icon: 'warning' });
  }
});
