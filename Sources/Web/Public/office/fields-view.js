/** The fields of a resource form as JSON, and what a problem document says about them at the fields it names. */
import { readMoment, readMoney, readNumber, readPercentage, readUnitPrice } from './typed.js';

/** @typedef {{element: HTMLElement, problem: string, values?: Record<string, string>}} Mistake */

const scalar = '[data-field]:not([data-row] [data-field])';

/**
 * What one field says.
 * @param {HTMLElement} field an element with `data-kind` @returns {import('./typed.js').Typed}
 */
export function readField(field) {
  const input = /** @type {HTMLInputElement} */ (field.querySelector('input, textarea, select'));
  const decimals = Number(field.dataset.decimals ?? 0);
  switch (field.dataset.kind) {
    case 'money': return readMoney(input.value, decimals);
    case 'unit_price': return readUnitPrice(input.value, decimals);
    case 'percentage': return readPercentage(input.value);
    case 'number': return readNumber(input.value, decimals);
    case 'worth': return worth(field, input.value, decimals, readMoney);
    case 'worth_exact': return worth(field, input.value, decimals, readUnitPrice);
    case 'moment': return readMoment(input.value, field.dataset.zone ?? 'UTC');
    case 'flag': return { value: input.checked };
    case 'choice': return { value: choice(field) };
    case 'tags': case 'ids': return { value: [...listed(field), ...pending(field)] };
    case 'id': return { value: listed(field)[0] ?? null };
    case 'flags': return { value: flags(field) };
    default: return { value: input.value.trim() === '' ? null : input.value };
  }
}

/**
 * A value that means what the field `value_type` beside it says.
 * @param {HTMLElement} field @param {string} text @param {number} decimals @param {(text: string, decimals: number) => import('./typed.js').Typed} amount
 */
function worth(field, text, decimals, amount) {
  const type = /** @type {HTMLElement|null} */ ((field.closest('[data-row]') ?? field.closest('form'))?.querySelector('[data-field="value_type"]'));
  switch (type ? choice(type) : null) {
    case 'percentage': case 'points_multiplier': return readPercentage(text);
    case 'points': return readNumber(text, 0);
    case 'unit_price': return readUnitPrice(text, decimals);
    default: return amount(text, decimals);
  }
}

/** @param {HTMLElement} field @returns {string|null} */
function choice(field) {
  const select = field.querySelector('select');
  const radio = /** @type {HTMLInputElement|null} */ (field.querySelector('input[type="radio"]:checked'));
  return (select ? select.value : radio?.value) || null;
}

/** @param {HTMLElement} field */
function listed(field) {
  return [...field.querySelectorAll('[data-tags] [data-value]')].map((each) => /** @type {HTMLElement} */ (each).dataset.value ?? '');
}

/**
 * A tag that was typed and not yet entered counts, so that saving does not lose it.
 * @param {HTMLElement} field
 */
function pending(field) {
  const text = field.dataset.kind === 'tags' ? field.querySelector('input')?.value.trim() : '';
  return text ? [text] : [];
}

/** @param {HTMLElement} field */
function flags(field) {
  /** @type {Record<string, boolean>} */
  const answer = {};
  for (const box of field.querySelectorAll('input')) answer[box.value] = box.checked;
  return answer;
}

/**
 * The fields of one row or of the form itself as an object.
 * @param {Iterable<Element>} fields @param {Mistake[]} mistakes
 */
function readObject(fields, mistakes) {
  /** @type {Record<string, any>} */
  const body = {};
  for (const element of fields) {
    const field = /** @type {HTMLElement} */ (element);
    const { field: name, entry, kind } = field.dataset;
    if (!name || kind === 'fixed') continue;
    const typed = readField(field);
    if ('problem' in typed) mistakes.push({ element: field, problem: typed.problem, values: typed.values });
    const value = 'problem' in typed ? { unread: field.querySelector('input')?.value } : typed.value;
    if (entry === undefined) body[name] = value;
    // An object whose every control is empty is said to be null, so that emptying it is a change.
    else if (value === null) body[name] ??= null;
    else body[name] = { ...body[name], [entry]: value };
  }
  return body;
}

/**
 * The rows of a group that are sent with the form; a row keeps its id.
 * @param {HTMLElement} group @param {Mistake[]} mistakes
 */
export function readRows(group, mistakes) {
  return rowsOf(group).map((row) => {
    const body = readObject(row.querySelectorAll('[data-field]'), mistakes);
    return { id: row.dataset.rowId ?? null, body, element: row };
  });
}

/** @param {HTMLElement} group */
export function rowsOf(group) {
  return /** @type {HTMLElement[]} */ ([...group.querySelectorAll('[data-row]')]);
}

/**
 * Everything the form says: `body` for its own address, and groups whose rows have addresses of their own.
 * @param {HTMLElement} form
 */
export function readForm(form) {
  /** @type {Mistake[]} */
  const mistakes = [];
  const body = readObject(form.querySelectorAll(scalar), mistakes);
  const own = [];
  for (const element of form.querySelectorAll('[data-rows]')) {
    const group = /** @type {HTMLElement} */ (element);
    const rows = readRows(group, mistakes);
    if (group.dataset.ownPath) own.push({ group, name: group.dataset.rows ?? '', rows });
    else body[group.dataset.rows ?? ''] = rows.map((row) => ({ ...(row.id ? { id: row.id } : {}), ...present(row.body) }));
  }
  return { body, own, mistakes };
}

/**
 * Without members that say nothing.
 * @param {Record<string, any>} body
 */
export function present(body) {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

/**
 * The members that are not as they were, null for what is no longer said; those of `together` all, as soon as one of them is not.
 * @param {Record<string, any>} body @param {Record<string, any>} before
 */
export function changed(body, before, together = /** @type {string[]} */ ([])) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(body)])];
  const differing = names.filter((name) => JSON.stringify(body[name]) !== JSON.stringify(before[name]));
  const all = differing.some((name) => together.includes(name)) ? new Set([...differing, ...together]) : new Set(differing);
  return Object.fromEntries(names.filter((name) => all.has(name)).map((name) => [name, body[name] ?? null]));
}

/**
 * The field that a problem document means by `addresses[0].country`; null where the page has none.
 * @param {HTMLElement} form @param {string} path @returns {HTMLElement|null}
 */
export function fieldNamed(form, path) {
  const match = /^([^.[\]]+)(?:\[(\d+)\])?(?:\.([^.[\]]+)(?:\.(.+))?)?/.exec(path);
  if (!match) return null;
  const [, name, index, member, entry] = match;
  const group = /** @type {HTMLElement|null} */ (form.querySelector(`[data-rows="${CSS.escape(name)}"]`));
  if (group) {
    const row = index === undefined ? undefined : rowsOf(group)[Number(index)];
    const fields = /** @type {HTMLElement[]} */ ([...(row?.querySelectorAll(`[data-field="${CSS.escape(member ?? '')}"]`) ?? [])]);
    return fields.find((field) => entry === undefined || field.dataset.entry === entry) ?? fields[0] ?? group;
  }
  const fields = /** @type {HTMLElement[]} */ ([...form.querySelectorAll(scalar)]);
  const own = fields.filter((field) => field.dataset.field === name);
  return own.find((field) => member !== undefined && field.dataset.entry === member) ?? own[0] ?? null;
}

/**
 * Puts a sentence under a field and marks its control.
 * @param {HTMLElement} field @param {string} text
 */
export function showMistake(field, text) {
  const place = /** @type {HTMLElement|null} */ (field.querySelector(':scope > .field-error'));
  if (place) {
    place.textContent = place.hidden ? text : `${place.textContent} ${text}`;
    place.hidden = false;
  }
  if (field.dataset.rows === undefined) {
    for (const control of field.querySelectorAll('input, textarea, select')) control.setAttribute('aria-invalid', 'true');
  }
}

/** @param {HTMLElement} scope a form or one field */
export function clearMistakes(scope) {
  for (const place of scope.querySelectorAll('.field-error')) /** @type {HTMLElement} */ (place).hidden = true;
  for (const control of scope.querySelectorAll('[aria-invalid]')) control.removeAttribute('aria-invalid');
}

/** @param {HTMLElement} field */
export function focusField(field) {
  /** @type {HTMLElement|null} */ (field.querySelector('input, textarea, select, [data-row-add]'))?.focus();
}
