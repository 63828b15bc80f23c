/**
 * A field that saves itself: what is typed goes into the order with each keystroke, to the server after a pause or when the field is
 * left. Below it stand what is wrong with it, or what somebody else put there meanwhile.
 */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';

/** @typedef {import('./app.js').App} App */
/**
 * @typedef {{
 *   app: App, target: string, name: string, label: string, text: string, read: (text: string) => any, isBare?: boolean,
 *   multiline?: boolean, unit?: any, classes?: string, hint?: any, side?: any, show?: (value: any) => string, wrong?: string,
 *   onleave?: () => void, apply?: (value: any, options: {soon: boolean}) => void, [prop: string]: any,
 * }} FieldParts `read` answers undefined for a text that is none; `isBare` leaves the label to screen readers
 */

/** @param {string} target @param {string} name */
export const fieldID = (target, name) => `${target}-${name}`.replace(/[^\w-]/g, '_');

/** @param {FieldParts} parts */
export function savedField(parts) {
  const { app, target, name, label, text, read, isBare, multiline, unit, classes = '', hint, side, show, wrong, apply, onleave, ...props } = parts;
  const id = fieldID(target, name);
  const typed = app.typing.get(id);
  const commit = apply ?? ((/** @type {any} */ value, /** @type {{soon: boolean}} */ options) => app.edit(target, { [name]: value }, options));
  const take = (/** @type {string} */ now, /** @type {boolean} */ soon) => {
    const value = read(now);
    app.typing.set(id, { text: now, problem: value === undefined ? wrong ?? app.say('field.wrong') : null });
    if (value !== undefined) commit(value, { soon });
    else app.refresh();
  };
  const leave = () => {
    const now = app.typing.get(id);
    if (now && now.problem === null) app.typing.delete(id);
    if (now) app.saver.run();
    onleave?.();
    app.refresh();
  };
  const notes = [...(typed?.problem ? [problemNote(typed.problem, `${id}-note`)] : []), ...fieldNotes(app, target, name, show, `${id}-note`)];
  const control = h(multiline ? 'textarea' : 'input', {
    class: `input ${classes}`, id, autocomplete: 'off', dir: 'auto', value: typed?.text ?? text,
    'aria-label': isBare ? label : null, 'aria-invalid': notes.length ? 'true' : null, 'aria-describedby': notes.length ? `${id}-note` : null,
    oninput: (/** @type {any} */ event) => take(event.target.value, true),
    onblur: leave,
    ...props,
  });
  return h('div', { class: 'field', key: id },
    isBare ? null : h('div', { class: 'field-top' }, h('label', { for: id }, label), side),
    unit ? h('div', { class: 'with-unit' }, control, h('span', { class: 'unit muted', 'aria-hidden': 'true' }, unit)) : control,
    hint ? h('span', { class: 'field-label' }, hint) : null, notes);
}

/** @param {string} text @param {string} [id] */
const problemNote = (text, id) => h('p', { class: 'field-problem', id, role: 'alert' }, text);

/**
 * What a field has to say: refused, with the server's reason; or changed by somebody else, with the choice.
 * @param {App} app @param {string} target @param {string} name @param {(value: any) => string} [show] @param {string} [id]
 */
export function fieldNotes(app, target, name, show = String, id = undefined) {
  const edit = app.saver.editOf(target, name);
  if (edit?.state === 'refused') return [problemNote(app.explain(edit.problem), id)];
  if (edit?.state !== 'conflict') return [];
  const { say } = app;
  const theirs = edit.theirs && name in edit.theirs ? edit.theirs[name] : edit.theirs?.[Object.keys(edit.theirs)[0]];
  const who = app.state.lastOther ?? say('conflict.somebody');
  const text = theirs === null || theirs === '' ? say('conflict.cleared', { who }) : say('conflict.changed', { who, value: shortened(show(theirs)) });
  return [h('div', { class: 'conflict', role: 'alert', id },
    icon('warning', 'icon icon-small'), h('p', { dir: 'auto' }, text),
    h('button', { type: 'button', class: 'button button-small', onclick: () => app.saver.keepMine(edit.id) }, say('conflict.mine')),
    h('button', {
      type: 'button', class: 'button button-small',
      onclick: () => { app.typing.delete(fieldID(target, name)); app.saver.drop(edit.id); },
    }, app.state.lastOther ? say('conflict.theirs_of', { who }) : say('conflict.theirs')))];
}

/** @param {string} text */
const shortened = (text) => ([...text].length > 120 ? `${[...text].slice(0, 120).join('')}…` : text);

/**
 * A value that cannot be changed now, as text in the place of its field.
 * @param {string} label @param {any} value @param {string} [id]
 */
export const readOnly = (label, value, id) =>
  h('div', { class: 'field fixed' }, h('div', { class: 'field-top' }, h('span', { class: 'field-label' }, label)),
  h('p', { class: 'fixed-value', dir: 'auto', id }, value === '' || value === null || value === undefined ? '–' : value));
