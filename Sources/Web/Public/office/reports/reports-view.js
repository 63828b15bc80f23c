/**
 * A report is a plain page; with a script it follows each choice at once. Days chosen one by one wait for *Show*, since both belong together.
 */
import '../office-view.js';

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('[data-report-form]'));
const show = /** @type {HTMLElement | null} */ (form?.querySelector('[data-report-show]'));

if (form && show) {
  form.addEventListener('change', (event) => {
    if (event.target instanceof HTMLInputElement) show.toggleAttribute('data-needed', true);
    else form.requestSubmit();
  });
  // A page that comes back from the browser's memory shows what it was made for.
  addEventListener('pageshow', (event) => { if (event.persisted) form.reset(); });
  form.toggleAttribute('data-scripted', true);
}
