/** Notes on the cart and on a line, and the cart's tags. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { lineKey } from '../shared/order.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app @param {{title: string, detail?: string, text: string}} what @returns {Promise<string|undefined>} */
function askNote(app, { title, detail, text }) {
  const { say } = app;
  let now = text;
  return ask(({ close, refresh }) => dialogForm({ title, detail, say, close, submit: () => close(now.trim()), submitLabel: say('save') },
    h('div', { class: 'field' }, h('label', { for: 'note' }, say('note')),
      h('textarea',
        { class: 'input', id: 'note', rows: 3, maxlength: 1000, dir: 'auto', autofocus: true, value: now, oninput: (/** @type {any} */ event) => { now = event.target.value; refresh(); } }))));
}

/** @param {App} app */
export async function noteOnCart(app) {
  const note = await askNote(app, { title: app.say('note.cart'), text: app.order?.note ?? '' });
  if (note !== undefined) await app.cart.patch({ note: note || null });
}

/** @param {App} app @param {string} key */
export async function noteOnLine(app, key) {
  const line = app.order?.lines.find((each) => lineKey(each) === key);
  if (!line) return;
  const note = await askNote(app, { title: app.say('note.line'), detail: line.title, text: line.note ?? '' });
  if (note !== undefined) await app.cart.changeLine(key, () => ({ note: note || null }));
}

/** @param {App} app */
export async function editTags(app) {
  const { say } = app;
  let tags = [...(app.order?.tags ?? [])];
  let text = '';
  const answer = await ask(({ close, refresh }) => {
    const add = () => {
      const tag = text.trim();
      if (tag && !tags.includes(tag)) tags = [...tags, tag];
      text = '';
      refresh();
    };
    return dialogForm({ title: say('tags.title'), say, close, submit: () => { add(); close(tags); }, submitLabel: say('save') },
      h('div', { class: 'tag-list' }, tags.map((tag) => h('button',
        { type: 'button', class: 'pick', key: tag, 'aria-label': `${say('remove')} ${tag}`, onclick: () => { tags = tags.filter((each) => each !== tag); refresh(); } },
        h('span', { dir: 'auto' }, tag), icon('close'))),
        tags.length ? null : h('p', { class: 'muted' }, say('tags.none'))),
      h('div', { class: 'field-with-button' }, field({
        label: say('tags.add'), id: 'tag', value: text, maxlength: 60, dir: 'auto', autofocus: true,
        oninput: (/** @type {any} */ event) => { text = event.target.value; },
        onkeydown: (/** @type {KeyboardEvent} */ event) => { if (event.key === 'Enter' && text.trim()) { event.preventDefault(); add(); } },
      }), h('button', { type: 'button', class: 'button', onclick: add }, say('add'))));
  });
  if (answer) await app.cart.patch({ tags: answer });
}
