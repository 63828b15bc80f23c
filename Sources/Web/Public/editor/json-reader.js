/** Reads JSON by its grammar (RFC 8259) and lays it out with two spaces, numbers and texts letter by letter as they were given. */
import { Malformed } from './malformed.js';

const DEEPEST = 200;

/** @param {string} text @returns {string} laid out; throws {@link Malformed} */
export function readJSON(text) {
  let at = 0;
  const skip = () => { while (/[ \t\r\n]/.test(text[at] ?? '')) at += 1; };
  const fail = (/** @type {string} */ reason, place = at) => { throw new Malformed(place, reason); };

  /** @param {number} depth @returns {string} */
  function value(depth) {
    skip();
    if (depth > DEEPEST) fail('too_deep');
    const letter = text[at];
    if (letter === '{') return list('}', depth, () => {
      if (text[at] !== '"') fail('key_expected');
      const key = string();
      skip();
      if (text[at] !== ':') fail('colon_expected');
      at += 1;
      return `${key}: ${value(depth + 1)}`;
    });
    if (letter === '[') return list(']', depth, () => value(depth + 1));
    if (letter === '"') return string();
    return word();
  }

  /** @param {string} end @param {number} depth @param {() => string} member */
  function list(end, depth, member) {
    const start = text[at];
    at += 1;
    skip();
    if (text[at] === end) { at += 1; return start + end; }
    const members = [];
    for (;;) {
      skip();
      members.push(member());
      skip();
      if (text[at] === end) break;
      if (text[at] !== ',') fail(at >= text.length ? 'end' : 'comma_expected');
      at += 1;
      skip();
      if (text[at] === end) fail('value_expected');
    }
    at += 1;
    const pad = '  '.repeat(depth);
    return `${start}\n${members.map((each) => `${pad}  ${each}`).join(',\n')}\n${pad}${end}`;
  }

  function string() {
    const start = at;
    for (at += 1; text[at] !== '"'; at += 1) {
      if (at >= text.length) fail('text_open', start);
      if (text[at] < ' ') fail('control', at);
      if (text[at] !== '\\') continue;
      if (!/^(["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(text.slice(at + 1, at + 6))) fail('escape', at);
      at += 1;
    }
    at += 1;
    return text.slice(start, at);
  }

  function word() {
    const match = /^(true|false|null|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?)(?![\w.+-])/.exec(text.slice(at, at + 400));
    if (!match) fail(at >= text.length ? 'end' : 'value_expected');
    const found = match?.[0] ?? '';
    at += found.length;
    return found;
  }

  const whole = value(0);
  skip();
  if (at < text.length) fail('more_after');
  return whole;
}
