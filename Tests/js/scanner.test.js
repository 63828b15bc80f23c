/** A scanner types faster than a hand and ends with Enter; nothing else is a scan. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ScanDetector, clean } from '../../Sources/Web/Public/register/scanner.js';

function type(keys, gap, detector = new ScanDetector()) {
  let time = 1000;
  return keys.map((key) => detector.key(key, (time += gap)));
}

test('quick keys with Enter are one code, and only the first one reached the page', () => {
  const advice = type([...'5901234123457', 'Enter'], 5);
  assert.equal(advice[0].advice, 'pass');
  assert.equal(advice[1].began, true);
  assert.ok(advice.slice(1, -1).every((each) => each.advice === 'hold'));
  assert.deepEqual(advice.at(-1), { advice: 'swallow', code: '5901234123457' });
});

test('Tab ends a code too', () => assert.equal(type([...'ABC-1234', 'Tab'], 8).at(-1)?.code, 'ABC-1234'));

test('a hand is never a scanner', () => {
  const advice = type([...'12', 'Enter'], 120);
  assert.ok(advice.every((each) => each.advice === 'pass' && !each.code));
});

test('quick typing without an end is given back', () => {
  const detector = new ScanDetector();
  type([...'pot'], 5, detector);
  assert.equal(detector.giveUp(), 'pot');
  assert.equal(detector.giveUp(), undefined);
});

test('a late Enter belongs to the hand, and the burst before it is given back', () => {
  const detector = new ScanDetector();
  type([...'pots'], 5, detector);
  const last = detector.key('Enter', 5000);
  assert.equal(last.advice, 'pass');
  assert.equal(last.lost, 'pots');
});

test('three quick keys and Enter are too short for a code', () => {
  const last = type([...'123', 'Enter'], 4).at(-1);
  assert.equal(last?.advice, 'pass');
  assert.equal(last?.lost, '123');
});

test('two codes after each other are two codes', () => {
  const detector = new ScanDetector();
  const first = type([...'11112222', 'Enter'], 4, detector).at(-1);
  const second = type([...'33334444', 'Enter'], 4, detector).at(-1);
  assert.deepEqual([first?.code, second?.code], ['11112222', '33334444']);
});

test('control characters and symbology prefixes around a code are stripped', () => {
  assert.equal(clean('\u001d]E05901234123457\r'), '5901234123457');
  assert.equal(clean(']E05901234123457'), '5901234123457');
});
