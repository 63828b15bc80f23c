/** Details: well-formed or not, where, and laid out for reading. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examine } from '../../Sources/Web/Public/editor/wellformed.js';

const json = (text) => examine('application/json', text);
const xml = (text) => examine('application/xml', text);
const place = ({ mistake }) => [mistake?.line, mistake?.column, mistake?.reason];

test('JSON is laid out, its numbers and texts letter by letter', () => {
  assert.equal(json('{"a":[1.0,"x\\u00e9"],"b":{}}').formatted, '{\n  "a": [\n    1.0,\n    "x\\u00e9"\n  ],\n  "b": {}\n}');
  assert.equal(json(' 12345678901234567890 ').formatted, '12345678901234567890');
});

test('a mistake in JSON is named by line and column', () => {
  assert.deepEqual(place(json('{\n  "a": 1,\n}')), [3, 1, 'value_expected']);
  assert.deepEqual(place(json('{"a" 1}')), [1, 6, 'colon_expected']);
  assert.deepEqual(place(json('{"a": 01}')), [1, 7, 'value_expected']);
  assert.deepEqual(place(json('["ż", tru]')), [1, 7, 'value_expected']);
  assert.deepEqual(place(json('[1] 2')), [1, 5, 'more_after']);
  assert.deepEqual(place(json('["a')), [1, 2, 'text_open']);
  assert.deepEqual(place(json('["😀", x]')), [1, 7, 'value_expected']);
});

test('whatever JSON.parse takes is well-formed, whatever it refuses is not', () => {
  const samples = ['{}', '[]', 'null', '"\\n"', '-0.5e+3', '[[[]]]', '{"a":{"b":[true,false]}}', '{a:1}', "{'a':1}", '[1,]', '"\t"', '01', '.5', '1.', 'NaN', '{"a":1,,}', '"\\x"', ''];
  for (const sample of samples.slice(0, -1)) {
    let isGood = true;
    try { JSON.parse(sample); } catch { isGood = false; }
    assert.equal(json(sample).mistake === null, isGood, sample);
  }
});

test('XML is laid out where elements hold elements; text stays as it stands', () => {
  assert.equal(xml('<?xml version="1.0"?><a x="1"><b>two <i>words</i></b><c/></a>').formatted,
    '<?xml version="1.0"?>\n<a x="1">\n  <b>two <i>words</i></b>\n  <c/>\n</a>');
});

test('a mistake in XML is named by line and column', () => {
  assert.deepEqual(place(xml('<a>\n  <b></a>')), [2, 6, 'tag_order']);
  assert.deepEqual(place(xml('<a>')), [1, 1, 'tag_open']);
  assert.deepEqual(place(xml('<a>R&B</a>')), [1, 5, 'reference']);
  assert.deepEqual(place(xml('<a x=1/>')), [1, 4, 'attribute']);
  assert.deepEqual(place(xml('<a x="1" x="2"/>')), [1, 10, 'attribute_twice']);
  assert.deepEqual(place(xml('<a/><b/>')), [1, 5, 'second_root']);
  assert.deepEqual(place(xml('<a/>word')), [1, 5, 'text_outside']);
  assert.deepEqual(place(xml('<!DOCTYPE a><a/>')), [1, 1, 'doctype']);
  assert.deepEqual(place(xml('just words')), [1, 1, 'text_outside']);
});

test('nesting beyond all reason is a mistake, not a crash', () => {
  assert.equal(json('['.repeat(100_000)).mistake?.reason, 'too_deep');
  assert.equal(xml('<a>'.repeat(100_000)).mistake?.reason, 'too_deep');
});

test('text and nothing have no mistakes', () => {
  assert.equal(examine('text/plain', '{ not json').mistake, null);
  assert.equal(json('  \n').mistake, null);
});
