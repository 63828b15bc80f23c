/** What staff write for each other: tags and the staff note. Open at every status. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { fieldNotes, savedField } from './field-view.js';
import { section } from './section-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function notes(app) {
  const { say, order } = app;
  return section({ app, id: 'notes', title: say('section.notes') },
    h('div', { class: 'field' }, h('label', { for: 'tag-add' }, say('tags')),
      h('div', { class: 'chips' }, order.tags.map((/** @type {string} */ tag) =>
        h('span', { class: 'chip chip-plain', key: tag }, h('bdi', { class: 'clip' }, tag),
        h('button', { type: 'button', class: 'chip-remove', 'aria-label': say('tags.remove', { tag }),
          onclick: () => app.edit('order', { tags: order.tags.filter((/** @type {string} */ one) => one !== tag) }) },
          icon('close', 'icon icon-small')))),
      h('input', {
        class: 'input input-tag', id: 'tag-add', placeholder: say('tags.add'), maxlength: 100, autocomplete: 'off', dir: 'auto',
        onkeydown: (/** @type {any} */ event) => { if (event.key === 'Enter' || event.key === ',') { event.preventDefault(); addTag(app,
          event.target); } },
        onblur: (/** @type {any} */ event) => addTag(app, event.target),
      })), fieldNotes(app, 'order', 'tags', (value) => value.join(', '))),
    savedField({ app, target: 'order', name: 'note', label: say('staff_note'), text: order.note ?? '', multiline: true, maxlength: 10000, rows: '2',
      read: (text) => text || null }));
}

/** @param {App} app @param {HTMLInputElement} input */
function addTag(app, input) {
  const tag = input.value.trim().replace(/,$/, '').trim();
  input.value = '';
  if (tag && !app.order.tags.includes(tag)) app.edit('order', { tags: [...app.order.tags, tag] });
}
