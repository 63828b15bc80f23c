// What somebody typed into the fields of a page, as a text that survives the page.

/** @typedef {{id: string, type?: string, value: string, defaultValue?: string, checked?: boolean, defaultChecked?: boolean}} Field */

/**
 * The fields that differ from how the page came, as JSON.
 * @param {Field[]} fields
 */
export function kept(fields) {
  const typed = fields.filter((field) => field.id && isTyped(field));
  return JSON.stringify(Object.fromEntries(typed.map((field) => [field.id, isTicked(field) ? field.checked === true : field.value])));
}

/**
 * Puts what was kept into the fields that are still there.
 * @param {Field[]} fields
 * @param {string|null} text
 */
export function restored(fields, text) {
  const typed = read(text);
  for (const field of fields) {
    const value = typed[field.id];
    if (isTicked(field) && typeof value === 'boolean') field.checked = value;
    else if (!isTicked(field) && typeof value === 'string') field.value = value;
  }
}

/** @param {Field} field */
function isTicked(field) {
  return field.type === 'checkbox' || field.type === 'radio';
}

/** @param {Field} field */
function isTyped(field) {
  if (isTicked(field)) return field.checked !== field.defaultChecked;
  return field.defaultValue === undefined ? true : field.value !== field.defaultValue;
}

/**
 * @param {string|null} text
 * @returns {Record<string, unknown>}
 */
function read(text) {
  try {
    const value = JSON.parse(text ?? '{}');
    return value && typeof value === 'object' ? value : {};
  } catch {
    return {};
  }
}
