/**
 * A page with one thing of the shop: reads the fields the server wrote, saves what changed by one call of the API, shows every
 * refusal at the field it names, and warns before anything typed is left behind. A page with more imports this file and adds to it.
 */
import { ask, dialogForm } from '../shared/dialog-view.js';
import { h } from '../shared/render-view.js';
import { changed, clearMistakes, fieldNamed, focusField, present, readForm, showMistake } from './fields-view.js';
import { office } from './office-view.js';
import { runPicks } from './pick-view.js';
import { carryNotice, refresh, showCarried } from './refresh-view.js';
import { runRows, showEmpty } from './rows-view.js';
import { runTagBoxes } from './tags-view.js';

const say = office.words('office.form.');

/** @typedef {{body: Record<string, any>, own: Map<string, Record<string, any>>}} Saved what the server has, as the form would say it */
/** @type {WeakMap<HTMLFormElement, Saved>} */
const saved = new WeakMap();

const theForm = () => /** @type {HTMLFormElement|null} */ (document.querySelector('form[data-resource]'));

/** @param {HTMLFormElement} form @returns {Saved} */
function snapshot(form) {
  const { body, own } = readForm(form);
  const rows = own.flatMap((group) => group.rows.map((row) => /** @type {[string, any]} */ ([`${group.name}/${row.id}`, row.body])));
  return { body: structuredClone(body), own: new Map(rows) };
}

/** Begins with the form as the server wrote it. */
function begin() {
  const form = theForm();
  if (!form) return;
  for (const group of form.querySelectorAll('[data-rows]')) showEmpty(/** @type {HTMLElement} */ (group));
  if (form.dataset.locked !== undefined) lock(form);
  saved.set(form, snapshot(form));
  showState(form);
}

/**
 * Shown, not changed: for those whose role may only look.
 * @param {HTMLFormElement} form
 */
function lock(form) {
  for (const control of form.querySelectorAll('input, select, textarea')) /** @type {HTMLInputElement} */ (control).disabled = true;
  for (const button of form.querySelectorAll('[data-row-add], [data-row-drop], [data-drop]')) button.remove();
}

/** @param {HTMLFormElement} form */
function work(form) {
  const before = saved.get(form) ?? { body: {}, own: new Map() };
  const now = readForm(form);
  const isNew = form.dataset.method === 'POST';
  const isWhole = form.dataset.whole !== undefined;
  const together = (form.dataset.together ?? '').split(' ').filter(Boolean);
  const body = isNew ? present(now.body) : isWhole ? now.body : changed(now.body, before.body, together);
  const here = new Set(now.own.flatMap((group) => group.rows.map((row) => `${group.name}/${row.id}`)));
  const rows = now.own.flatMap((group) => group.rows.map((row, index) => {
    const known = before.own.get(`${group.name}/${row.id}`);
    const says = known ? changed(row.body, known) : present(row.body);
    return { group, index, id: known ? row.id : null, body: says, isChanged: !known || Object.keys(says).length > 0 };
  })).filter((row) => row.isChanged);
  const gone = [...before.own.keys()].filter((key) => !here.has(key));
  return { now, body, rows, gone, isNew, hasBody: JSON.stringify(now.body) !== JSON.stringify(before.body) };
}

/** Whether something was typed that is not saved. @param {HTMLFormElement} form */
export function isDirty(form) {
  const { hasBody, rows, gone } = work(form);
  return hasBody || rows.length > 0 || gone.length > 0;
}

/** @param {HTMLFormElement} form */
function showState(form) {
  const bar = /** @type {HTMLElement|null} */ (form.querySelector('[data-save-bar]'));
  if (!bar) return;
  const dirty = isDirty(form);
  bar.toggleAttribute('data-dirty', dirty);
  const state = /** @type {HTMLElement} */ (bar.querySelector('[data-save-state]'));
  const text = dirty ? say('unsaved') : '';
  if (state.textContent !== text) state.textContent = text;
  /** @type {HTMLElement} */ (bar.querySelector('[data-discard]')).hidden = !dirty || form.dataset.method === 'POST';
}

/** @param {HTMLFormElement} form */
async function save(form) {
  clearMistakes(form);
  showGeneral(form, '');
  const todo = work(form);
  if (todo.now.mistakes.length > 0) return showMistakes(form, todo.now.mistakes);
  if (!todo.isNew && !todo.hasBody && todo.rows.length === 0 && todo.gone.length === 0) {
    return void office.toasts.show(say('saved'), { icon: 'check', seconds: 4 });
  }
  form.setAttribute('aria-busy', 'true');
  const state = form.querySelector('[data-save-state]');
  if (state) state.textContent = say('saving');
  try {
    const made = await send(form, todo);
    // What was typed while the answer was on its way is not saved, and must not be taken for saved.
    const done = { body: structuredClone(todo.now.body), own: snapshot(form).own };
    if (todo.isNew) {
      carryNotice(say('saved'));
      saved.set(form, snapshot(form));
      location.assign((form.dataset.after ?? '').replace('{id}', made?.id ?? ''));
    } else {
      saved.set(form, done);
      await refresh(() => isDirty(form));
      office.toasts.show(say('saved'), { icon: 'check', seconds: 4 });
    }
  } catch (error) {
    showRefusal(form, error);
  } finally {
    form.removeAttribute('aria-busy');
    if (form.isConnected) showState(form);
  }
  return undefined;
}

/**
 * One call for the thing itself, then one for each row that has an address of its own; what was saved is not sent again.
 * @param {HTMLFormElement} form @param {ReturnType<typeof work>} todo
 */
async function send(form, todo) {
  const known = saved.get(form) ?? { body: {}, own: new Map() };
  let made = null;
  if (todo.isNew || todo.hasBody) {
    made = (await office.api.call(form.dataset.method ?? 'PATCH', form.dataset.path ?? '', todo.body)).body;
    saved.set(form, { ...known, body: structuredClone(todo.now.body) });
  }
  for (const key of todo.gone) {
    const [name, id] = key.split('/');
    const group = todo.now.own.find((each) => each.name === name);
    await office.api.call('DELETE', `${group?.group.dataset.ownPath}/${id}`);
    known.own.delete(key);
  }
  for (const row of todo.rows) await sendRow(row, known);
  return made;
}

/** @param {ReturnType<typeof work>['rows'][number]} row @param {Saved} known */
async function sendRow({ group, index, id, body }, known) {
  const { ownPath = '', ownParent = '', ownParentId = '' } = group.group.dataset;
  try {
    const answer = id
      ? await office.api.call('PATCH', `${ownPath}/${id}`, body)
      : await office.api.call('POST', ownPath, { [ownParent]: ownParentId, ...body });
    const row = group.rows[index];
    row.element.dataset.rowId = answer.body.id;
    known.own.set(`${group.name}/${answer.body.id}`, structuredClone(row.body));
  } catch (/** @type {any} */ error) {
    const errors = error.problem?.errors?.map((/** @type {any} */ each) => ({ ...each, field: `${group.name}[${index}].${each.field}` }));
    if (error.problem) error.problem.errors = errors;
    throw error;
  }
}

/** @param {HTMLFormElement} form @param {import('./fields-view.js').Mistake[]} mistakes */
function showMistakes(form, mistakes) {
  for (const { element, problem, values } of mistakes) showMistake(element, say(problem, values));
  showGeneral(form, say('problems', { count: mistakes.length }));
  focusField(mistakes[0].element);
}

/**
 * Each sentence of a problem document at its field; what belongs to no field of this page stands above the form.
 * @param {HTMLFormElement} form @param {any} error
 */
export function showRefusal(form, error) {
  const errors = error.problem?.errors ?? [];
  const homeless = [];
  /** @type {HTMLElement|null} */
  let first = null;
  for (const each of errors) {
    const field = fieldNamed(form, each.field ?? '');
    if (field) showMistake(field, each.message);
    else homeless.push(each.message);
    first ??= field;
  }
  const reason = errors.length === 0 ? office.explain(error) : homeless.join(' ') || say('problems', { count: errors.length });
  showGeneral(form, errors.length > homeless.length && homeless.length === 0 ? reason : say('failed', { reason }));
  if (first) focusField(first);
  else /** @type {HTMLElement} */ (form.querySelector('[data-form-error]')).focus();
}

/** @param {HTMLFormElement} form @param {string} text */
function showGeneral(form, text) {
  const place = /** @type {HTMLElement} */ (form.querySelector('[data-form-error]'));
  place.hidden = text === '';
  place.textContent = text;
}

/**
 * A question with its answer in a button.
 * @param {string} question @param {string} label
 */
function sure(question, label) {
  return ask(({ close }) => dialogForm({
    title: label, detail: question, say: (/** @type {string} */ name) => office.say(name), close, submit: () => close(true), submitLabel: label, isStop: true,
  }, h('span')), {});
}

/** @param {HTMLElement} button */
async function remove(button) {
  if (!await sure(button.dataset.question ?? '', button.textContent?.trim() ?? '')) return;
  try {
    await office.api.call('DELETE', button.dataset.remove ?? '');
    const form = theForm();
    if (form) saved.set(form, snapshot(form));
    carryNotice(say('removed'));
    location.assign(button.dataset.after ?? '/admin');
  } catch (error) {
    office.toasts.show(office.explain(error), { icon: 'warning' });
  }
}

/** Throws away what was typed and not saved, after asking. */
async function discard() {
  if (await sure(say('discard_question'), say('discard'))) await refresh();
}

const onChange = (/** @type {Event|HTMLElement} */ event) => {
  const target = event instanceof Event ? /** @type {HTMLElement} */ (event.target) : event;
  const form = /** @type {HTMLFormElement|null} */ (target.closest?.('form[data-resource]') ?? null);
  if (!form) return;
  const field = /** @type {HTMLElement|null} */ (target.closest('[data-field]'));
  if (field) clearMistakes(field);
  showState(form);
};

document.addEventListener('input', onChange);
document.addEventListener('change', onChange);
document.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.dataset.resource === undefined) return;
  event.preventDefault();
  if (form.getAttribute('aria-busy') !== 'true') save(form);
});
document.addEventListener('click', (event) => {
  const button = /** @type {HTMLElement|null} */ (/** @type {HTMLElement} */ (event.target).closest?.('[data-remove], [data-discard]'));
  if (button?.dataset.remove !== undefined) remove(button);
  else if (button) discard();
});
addEventListener('beforeunload', (event) => {
  const form = theForm();
  if (form && form.dataset.locked === undefined && isDirty(form)) event.preventDefault();
});
document.addEventListener('refreshed', begin);
runTagBoxes({ changed: onChange, dropLabel: say('drop') });
runPicks({ get: office.api.get, changed: onChange, dropLabel: say('drop'), noHit: say('no_hit') });
runRows({ changed: onChange, say, toast: (text, options) => office.toasts.show(text, options) });
office.keys.add({ 'Ctrl+S': { label: say('save'), run: () => theForm()?.requestSubmit() } });
begin();
showCarried();
