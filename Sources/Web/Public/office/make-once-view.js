/**
 * A form that makes something with a secret. It is saved like every form of the office, but the page stays: the fields give way to the
 * secret, which cannot be shown again.
 */
import { present, readForm, clearMistakes, showMistake, focusField } from './fields-view.js';
import { office } from './office-view.js';
import { showRefusal } from './resource-form-view.js';
import { showSecret } from './secret-view.js';

const sayForm = office.words('office.form.');

/** @param {{secretOf: (made: any) => string, title: string, detail: string}} what */
export function makeOnce({ secretOf, title, detail }) {
  document.addEventListener('submit', async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.dataset.resource === undefined || form.dataset.method !== 'POST') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.getAttribute('aria-busy') === 'true') return;
    clearMistakes(form);
    const { body, mistakes } = readForm(form);
    for (const { element, problem, values } of mistakes) showMistake(element, sayForm(problem, values));
    if (mistakes.length > 0) return focusField(mistakes[0].element);
    form.setAttribute('aria-busy', 'true');
    try {
      const { body: made } = await office.api.call('POST', form.dataset.path ?? '', present(body));
      const place = /** @type {HTMLElement} */ (document.querySelector('[data-secret-place]'));
      form.remove();
      showSecret(place, { title, detail, secret: secretOf(made) });
    } catch (error) {
      showRefusal(form, error);
    } finally {
      form.removeAttribute('aria-busy');
    }
    return undefined;
  }, { capture: true });
}
