/**
 * Whether a text is well-formed JSON or XML, where it is not, and the same text laid out for reading. The text itself is kept as given.
 * Pure: the browser's own parsers do not say the place in the same words everywhere.
 */
import { readJSON } from './json-reader.js';
import { Malformed, placeOf } from './malformed.js';
import { readXML } from './xml-reader.js';

/** @typedef {{line: number, column: number, reason: string}} Mistake `reason` is a key of the catalogue below `details.mistake.` */

/**
 * @param {string} type `text/plain`, `application/json` or `application/xml` @param {string} text
 * @returns {{mistake: Mistake|null, formatted: string}} `formatted` is the text itself where there is a mistake or nothing to lay out
 */
export function examine(type, text) {
  if (text.trim() === '' || type === 'text/plain') return { mistake: null, formatted: text };
  try {
    return { mistake: null, formatted: type === 'application/json' ? readJSON(text) : readXML(text) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { mistake: { ...placeOf(text, error.at), reason: error.reason }, formatted: text };
  }
}
