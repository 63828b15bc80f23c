/** Details: free text, JSON or XML, kept as given; shown laid out; a mistake is named by line and column, and saved all the same. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { fieldID, savedField } from './field-view.js';
import { nothing, section } from './section-view.js';
import { examine } from './wellformed.js';

/** @typedef {import('./app.js').App} App */

const TYPES = { 'text/plain': 'text', 'application/json': 'json', 'application/xml': 'xml' };

/** @param {App} app */
export function details(app) {
  const { say, order } = app;
  const id = fieldID('order', 'details');
  const type = kindOf(order.details?.content_type ?? app.state.detailsType ?? 'text/plain');
  const body = app.typing.get(id)?.text ?? order.details?.body ?? '';
  if (!app.isOpen) {
    return section({ app, id: 'details', title: say('section.details'),
      actions: order.details ? h('span', { class: 'small muted' }, say(`details.${TYPES[type]}`)) : null },
      order.details ? h('pre', { class: 'details-shown', dir: 'auto', tabindex: '0' }, examine(type, body).formatted) : nothing(say('details.none')));
  }
  const { mistake, formatted } = examine(type, body);
  const set = (/** @type {string} */ to) => {
    app.state.detailsType = to;
    if (body) app.edit('order', { details: { content_type: to, body } });
    else app.refresh();
  };
  const kinds = h('div', { class: 'segments', role: 'group', 'aria-label': say('details.kind') }, Object.entries(TYPES).map(([each, name]) =>
    h('button', { type: 'button', key: name, 'aria-pressed': each === type ? 'true' : 'false', onclick: () => set(each) }, say(`details.${name}`))));
  const isCode = type !== 'text/plain';
  const edit = () => {
    app.set({ isEditingDetails: true });
    queueMicrotask(() => document.getElementById(id)?.focus());
  };
  if (isCode && body.trim() && !mistake && !app.state.isEditingDetails && !app.saver.editOf('order', 'details')) {
    return section({ app, id: 'details', title: say('section.details'),
      actions: [h('button', { type: 'button', class: 'text-button', onclick: edit }, say('edit')), kinds] },
      laidOut(type, formatted), verdict(app, type, body, mistake));
  }
  return section({ app, id: 'details', title: say('section.details'), actions: kinds },
    savedField({
      app, target: 'order', name: 'details', isBare: true, label: say('section.details'), multiline: true, text: order.details?.body ?? '',
        rows: String(Math.min(16, Math.max(3, body.split('\n').length))),
      classes: isCode ? 'details-code' : '', spellcheck: isCode ? 'false' : null, maxlength: 200000, placeholder: say(`details.hint_${TYPES[type]}`),
      read: (text) => (text === '' ? null : { content_type: type, body: text }), show: (value) => value?.body?.slice(0, 80) ?? '',
      onfocus: () => { app.state.isEditingDetails = true; }, onleave: () => { app.state.isEditingDetails = false; },
    }),
    verdict(app, type, body, mistake));
}

/** The text laid out, names in the accent's colour. @param {string} type @param {string} formatted */
function laidOut(type, formatted) {
  const parts = type === 'application/json'
    ? formatted.split(/^(\s*"(?:[^"\\]|\\.)*")(?=: )/m).map((part, index) => (index % 2 ? h('span', { class: 'details-name' }, part) : part))
    : [formatted];
  return h('pre', { class: 'details-shown', tabindex: '0', dir: 'ltr' }, parts);
}

/** @param {string} type */
const kindOf = (type) => (type.includes('json') ? 'application/json' : type.includes('xml') ? 'application/xml' : 'text/plain');

/** @param {App} app @param {string} type @param {string} body @param {import('./wellformed.js').Mistake|null} mistake */
function verdict(app, type, body, mistake) {
  const { say, order } = app;
  if (type === 'text/plain' || !body.trim()) return null;
  const known = order.details?.body === body && !mistake ? order.details.problem : null;
  if (known) return h('p', { class: 'details-mistake', role: 'status' }, icon('warning', 'icon icon-small'),
    say('details.mistake', { line: known.line, column: known.column, reason: known.message }));
  if (!mistake) return h('p', { class: 'details-good' }, icon('check', 'icon icon-small'), say(`details.good_${TYPES[type]}`));
  const reason = say(`details.reason.${mistake.reason}`);
  return h('p', { class: 'details-mistake', role: 'status' }, icon('warning', 'icon icon-small'),
    say('details.mistake', { line: mistake.line, column: mistake.column, reason }));
}
