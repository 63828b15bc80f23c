/**
 * Reads XML as far as being well-formed goes: one root, tags that close in turn, attributes in quotes and once each, references that
 * exist, no document type (it is never looked up here). Lays out elements that hold elements only; text is left as it stands.
 */
import { Malformed } from './malformed.js';

const DEEPEST = 200;
const NAME = '[A-Za-z_:\\u00c0-\\uffff][\\w:.\\-\\u00b7-\\uffff]*';
const reference = /&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)/;
/** Parts that are passed on as they are, each with its beginning, its end and where it may stand. */
const passages = /** @type {const} */ ([['<!--', '-->'], ['<![CDATA[', ']]>'], ['<?', '?>']]);

/** @typedef {{name: string, at: number, start: string, parts: (string|Node_)[], hasText: boolean}} Node_ */

/** @param {string} text @returns {string} laid out; throws {@link Malformed} */
export function readXML(text) {
  /** @type {Node_} */
  const document = { name: '', at: 0, start: '', parts: [], hasText: false };
  const open = [document];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const inside = open[open.length - 1];
    if (text[at] !== '<') {
      const end = text.indexOf('<', at);
      const words = text.slice(at, end < 0 ? text.length : end);
      checkWords(words, at, inside === document);
      if (words.trim()) { inside.hasText = true; }
      inside.parts.push(words);
      at += words.length;
      continue;
    }
    const passage = passages.find(([start]) => text.startsWith(start, at));
    if (passage) {
      at = passed(text, at, passage, inside, document);
    } else if (text.startsWith('</', at)) {
      at = closed(text, at, open);
    } else {
      at = opened(text, at, open, document);
    }
  }
  const last = open[open.length - 1];
  if (last !== document) throw new Malformed(last.at, 'tag_open');
  if (!document.parts.some((part) => typeof part !== 'string')) throw new Malformed(text.length, 'no_root');
  return lines(document, -1).join('\n');
}

/** @param {string} words @param {number} at @param {boolean} isOutside */
function checkWords(words, at, isOutside) {
  if (isOutside && words.trim()) throw new Malformed(at + words.search(/\S/), 'text_outside');
  const wrong = words.search(reference);
  if (wrong >= 0) throw new Malformed(at + wrong, 'reference');
}

/**
 * @param {string} text @param {number} at @param {readonly [string, string]} passage @param {Node_} inside @param {Node_} document
 */
function passed(text, at, [start, end], inside, document) {
  const stop = text.indexOf(end, at + start.length);
  if (stop < 0) throw new Malformed(at, 'passage_open');
  if (start === '<![CDATA[' && inside === document) throw new Malformed(at, 'text_outside');
  if (start === '<![CDATA[') inside.hasText = true;
  inside.parts.push(text.slice(at, stop + end.length));
  return stop + end.length;
}

/** @param {string} text @param {number} at @param {Node_[]} open */
function closed(text, at, open) {
  const match = new RegExp(`^</(${NAME})\\s*>`).exec(text.slice(at));
  if (!match) throw new Malformed(at, 'tag');
  const inside = open[open.length - 1];
  if (inside.name !== match[1]) throw new Malformed(at, open.length === 1 ? 'tag' : 'tag_order');
  open.pop();
  return at + match[0].length;
}

/** @param {string} text @param {number} at @param {Node_[]} open @param {Node_} document */
function opened(text, at, open, document) {
  const inside = open[open.length - 1];
  const head = new RegExp(`^<(${NAME})`).exec(text.slice(at, at + 400));
  if (!head) throw new Malformed(at, text.startsWith('<!', at) ? 'doctype' : 'tag');
  if (open.length > DEEPEST) throw new Malformed(at, 'too_deep');
  if (inside === document && document.parts.some((part) => typeof part !== 'string')) throw new Malformed(at, 'second_root');
  let place = at + head[0].length;
  /** @type {Map<string, string>} */
  const seen = new Map();
  for (;;) {
    const attribute = new RegExp(`^\\s+(${NAME})\\s*=\\s*("[^"<]*"|'[^'<]*')`).exec(text.slice(place));
    if (!attribute) break;
    if (seen.has(attribute[1])) throw new Malformed(place + attribute[0].search(/\S/), 'attribute_twice');
    const wrong = attribute[2].search(reference);
    if (wrong >= 0) throw new Malformed(place + attribute[0].length - attribute[2].length + wrong, 'reference');
    seen.set(attribute[1], attribute[2]);
    place += attribute[0].length;
  }
  const end = /^\s*(\/?)>/.exec(text.slice(place));
  if (!end) throw new Malformed(place + (/\S/.exec(text.slice(place))?.index ?? 0), 'attribute');
  const node = { name: head[1], at, start: [`<${head[1]}`, ...[...seen].map(([name, value]) => `${name}=${value}`)].join(' '), parts: [],
    hasText: false };
  inside.parts.push(node);
  if (!end[1]) open.push(node);
  return place + end[0].length;
}

/** @param {Node_} node @param {number} depth @returns {string[]} */
function lines(node, depth) {
  const pad = '  '.repeat(Math.max(depth, 0));
  const inner = node.parts.filter((part) => typeof part !== 'string' || part.trim());
  if (depth < 0) return inner.flatMap((part) => (typeof part === 'string' ? [part.trim()] : lines(part, 0)));
  if (inner.length === 0) return [`${pad}${node.start}/>`];
  if (node.hasText) return [`${pad}${node.start}>${node.parts.map(asGiven).join('')}</${node.name}>`];
  return [`${pad}${node.start}>`, ...inner.flatMap((part) =>
    (typeof part === 'string' ? [`${pad}  ${part.trim()}`] : lines(part, depth + 1))), `${pad}</${node.name}>`];
}

/** @param {string|Node_} part @returns {string} */
function asGiven(part) {
  if (typeof part === 'string') return part;
  return part.parts.length ? `${part.start}>${part.parts.map(asGiven).join('')}</${part.name}>` : `${part.start}/>`;
}
