/** Keys of the order page (`design/office.md` §10); `?` lists them. */
import { openExplanation } from './explain-view.js';
import { leaveTo } from './leaving-view.js';
import { go } from './summary-view.js';

/** @param {import('./app.js').App} app @param {any} office */
export function editorKeys(app, office) {
  const { say } = app;
  const to = (/** @type {string} */ section) => () => {
    const target = document.getElementById(section);
    target?.scrollIntoView({ block: 'start' });
    target?.focus({ preventScroll: true });
    app.set({ shown: section });
  };
  office.keys.add({
    I: { label: say('keys.add'), run: () => go(app, 'add-product') },
    D: { label: say('keys.sections'), run: to('details') },
    P: { label: say('keys.sections'), run: to('payment') },
    T: { label: say('keys.sections'), run: to('timeline') },
    S: { label: say('keys.status'), run: () => document.getElementById('change-status')?.click() },
    V: { label: say('preview'), run: () => leaveTo(app, `/admin/orders/${app.id}/send`) },
    E: { label: say('explain'), run: () => openExplanation(app) },
    Escape: { label: say('keys.close'), run: () => app.set({ isSheetOpen: false }) },
    'Ctrl+Enter': { label: say('keys.send'), run: () => leaveTo(app, `/admin/orders/${app.id}/send`) },
  });
}
