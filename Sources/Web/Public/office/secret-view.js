/** Something that is shown once and never again: a token, a link, a secret. It can be copied, and nothing else of the page moves. */
import { h, render } from '../shared/render-view.js';
import { office } from './office-view.js';

const say = office.words('office.');

/**
 * @param {HTMLElement} place a hidden element that becomes the notice
 * @param {{title: string, detail: string, secret: string}} shown
 */
export function showSecret(place, { title, detail, secret }) {
  place.hidden = false;
  place.tabIndex = -1;
  render(place, [
    h('p', { class: 'strong' }, title),
    h('p', null, detail),
    h('p', { class: 'secret' }, h('code', { dir: 'ltr', 'data-secret': '' }, secret)),
    h('button', { type: 'button', class: 'button', 'data-copy': '', onclick: () => copy(place, secret) }, say('copy')),
  ]);
  place.focus();
}

/** @param {HTMLElement} place @param {string} secret */
async function copy(place, secret) {
  try {
    await navigator.clipboard.writeText(secret);
    office.toasts.show(say('copied'), { icon: 'check', seconds: 4 });
  } catch {
    // Without permission to write it stands selected, one key away from being copied.
    const code = place.querySelector('[data-secret]');
    if (code) getSelection()?.selectAllChildren(code);
    office.toasts.show(say('copy_by_hand'), { icon: 'warning' });
  }
}
