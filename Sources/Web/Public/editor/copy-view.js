/** Puts a text on the clipboard, and says so; where the browser forbids it, the text is there to be selected. */
import { h } from '../shared/render-view.js';
import { ask, dialogHead } from '../shared/dialog-view.js';

/** @param {{say: (key: string) => string, toasts: any}} page @param {string} text @param {string} [said] @returns {Promise<boolean>} */
export async function copyText(page, text, said = page.say('copied')) {
  try {
    await navigator.clipboard.writeText(text);
    page.toasts.show(said, { icon: 'copy', seconds: 4 });
    return true;
  } catch {
    await ask(({ close }) => h('div', { class: 'dialog-frame' },
      dialogHead({ title: page.say('copy.by_hand'), close, closeLabel: page.say('close') }),
      h('div', { class: 'dialog-body' }, h('textarea', {
        class: 'input', readonly: true, rows: '8', 'aria-label': page.say('copy.by_hand'), value: text, autofocus: true, dir: 'auto',
        onfocus: (/** @type {any} */ event) => event.target.select(),
      }))));
    return true;
  }
}
