/** Notices for staff: one list whatever is heard twice, late or in between, and a bell that rings until it is empty. */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { Alerts } from '../../Sources/Web/Public/shared/alerts.js';
import { Ringer } from '../../Sources/Web/Public/shared/alert-ringer.js';

globalThis.addEventListener ??= () => {};
const root = new URL('../../Sources/Web/Public/', import.meta.url);
const bell = { sound: true, volume: 60, repeat_seconds: 10, kinds: { online_order: true, payment: false }, quiet: false, changes_at: null };

/** A server with notices of these ids. @param {...string} ids */
function shop(...ids) {
  const server = {
    open: ids.map((id) => ({ id, kind: 'online_order' })), asked: /** @type {string[]} */ ([]), fails: false, bell: { ...bell },
    async get(/** @type {string} */ path) {
      server.asked.push(path);
      return path === '/alerts/bell' ? server.bell : { data: server.open, next_cursor: null };
    },
    async post(/** @type {string} */ path, /** @type {any} */ body) { return server.call('POST', path, body); },
    async call(/** @type {string} */ method, /** @type {string} */ path, /** @type {any} */ body) {
      if (server.fails) throw new Error('away');
      server.asked.push(`${method} ${path}${body ? ` ${body.alert_ids}` : ''}`);
      return { body: {} };
    },
  };
  return server;
}
const event = (/** @type {string} */ type, /** @type {string} */ id) => ({ type, object: { type: 'alert', id } });
const ids = (/** @type {Alerts} */ alerts) => alerts.open.map(({ id }) => id);

test('what is heard twice is there once, and is announced once', async () => {
  const server = shop('alt_1');
  const alerts = new Alerts({ api: server });
  /** @type {string[]} */
  const raised = [];
  alerts.addEventListener('raised', (/** @type {any} */ { detail }) => raised.push(...detail.map((/** @type {any} */ { id }) => id)));
  await alerts.load();
  server.open = [{ id: 'alt_2', kind: 'online_order' }, ...server.open];
  for (let times = 0; times < 3; times += 1) alerts.hear(event('alert.raised', 'alt_2'));
  await alerts.load();
  assert.deepEqual(ids(alerts), ['alt_2', 'alt_1']);
  assert.deepEqual(raised, ['alt_1', 'alt_2']);
});

test('many at once are read in two answers, the second after the last of them', async () => {
  const server = shop('alt_1');
  const alerts = new Alerts({ api: server });
  for (let times = 0; times < 20; times += 1) alerts.hear(event('alert.raised', 'alt_1'));
  await alerts.load();
  assert.equal(server.asked.length, 2);
});

test('an answer that was on its way brings nothing back that was seen meanwhile', async () => {
  const server = shop('alt_1', 'alt_2');
  const alerts = new Alerts({ api: server });
  const late = alerts.load();
  alerts.hear(event('alert.acknowledged', 'alt_1'));
  await late;
  assert.deepEqual(ids(alerts), ['alt_2']);
});

test('what is acknowledged here is gone at once, and comes back when the server never heard of it', async () => {
  const server = shop('alt_1', 'alt_2');
  const alerts = new Alerts({ api: server });
  await alerts.load();
  server.fails = true;
  const sent = alerts.acknowledge(['alt_1']);
  assert.deepEqual(ids(alerts), ['alt_2']);
  await assert.rejects(sent);
  assert.deepEqual(ids(alerts), ['alt_1', 'alt_2']);
  server.fails = false;
  await alerts.acknowledge(['alt_1', 'alt_2']);
  assert.ok(server.asked.includes('POST /alerts/acknowledge alt_1,alt_2'));
});

test('only kinds that ring do, and none in quiet hours or with the sound off', async () => {
  const server = shop('alt_1');
  server.open.push({ id: 'alt_2', kind: 'payment' });
  const alerts = new Alerts({ api: server });
  await alerts.reload();
  assert.deepEqual(alerts.ringing.map(({ id }) => id), ['alt_1']);
  for (const change of [{ quiet: true }, { sound: false }, { volume: 0 }]) {
    alerts.bell = { ...bell, ...change };
    assert.deepEqual(alerts.ringing, []);
  }
});

/** A browser's parts, and a clock that the test moves. @param {any} server */
async function browser(server, { isUnlocked = true, held = /** @type {any[]} */ ([]) } = {}) {
  const alerts = new Alerts({ api: server });
  await alerts.reload();
  /** @type {Map<string, string>} */
  const kept = new Map();
  const storage = { getItem: (/** @type {string} */ key) => kept.get(key) ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value), removeItem: (/** @type {string} */ key) => kept.delete(key) };
  const sound = { isUnlocked, rang: 0, stopped: 0, ring: () => { sound.rang += 1; return true; }, stop: () => { sound.stopped += 1; }, unlock: async () => sound.isUnlocked };
  const clock = { now: 1_000_000 };
  const locks = {
    query: async () => ({ held }),
    request: (/** @type {string} */ _name, /** @type {() => any} */ body) => { if (!held.length) body(); },
  };
  const ringer = new Ringer({ alerts, bell: /** @type {any} */ (sound), storage, locks, clock: () => clock.now });
  ringer.start();
  ringer.look();
  await Promise.resolve();
  const after = (/** @type {number} */ seconds) => { clock.now += seconds * 1000; ringer.look(); };
  const end = () => clearTimeout(ringer.timer);
  return { alerts, ringer, sound, after, end };
}

test('it rings at once, again after the pause and not before, and stops with the last notice', async () => {
  const { alerts, ringer, sound, after, end } = await browser(shop('alt_1'));
  assert.deepEqual([sound.rang, ringer.state], [1, 'ringing']);
  after(9);
  assert.equal(sound.rang, 1);
  after(1);
  assert.equal(sound.rang, 2);
  alerts.hear(event('alert.acknowledged', 'alt_1'));
  assert.deepEqual([ringer.state, sound.stopped], ['idle', 1]);
  after(60);
  assert.equal(sound.rang, 2);
  end();
});

test('something new rings without waiting for the pause', async () => {
  const server = shop('alt_1');
  const { alerts, sound, after, end } = await browser(server);
  after(3);
  assert.equal(sound.rang, 1);
  server.open = [{ id: 'alt_2', kind: 'online_order' }, ...server.open];
  await alerts.load();
  assert.equal(sound.rang, 2);
  end();
});

test('of several tabs the one with the lock rings; the others say so', async () => {
  const { ringer, sound, end } = await browser(shop('alt_1'), { held: [{ name: 'counterfoil-bell' }] });
  assert.deepEqual([sound.rang, ringer.state], [0, 'elsewhere']);
  end();
});

test('a browser that nobody has touched waits for a touch, unless another tab rings', async () => {
  for (const [held, state] of [[[], 'locked'], [[{ name: 'counterfoil-bell' }], 'elsewhere']]) {
    const { ringer, sound, end } = await browser(shop('alt_1'), { isUnlocked: false, held: /** @type {any} */ (held) });
    await new Promise(setImmediate);
    assert.deepEqual([sound.rang, ringer.state], [0, state]);
    end();
  }
});

test('a muted device is silent at once and rings again when it is not', async () => {
  const { ringer, sound, after, end } = await browser(shop('alt_1'));
  ringer.mute(true);
  assert.deepEqual([ringer.state, sound.stopped], ['muted', 1]);
  after(60);
  assert.equal(sound.rang, 1);
  ringer.mute(false);
  assert.equal(sound.rang, 2);
  end();
});

test('every text of a notice is in the catalogue', () => {
  const catalogue = JSON.parse(readFileSync(new URL('texts/en/alerts.json', root), 'utf8'));
  const missing = [];
  for (const name of readdirSync(new URL('shared/', root)).filter((each) => each.startsWith('alert'))) {
    for (const [, key] of readFileSync(new URL(`shared/${name}`, root), 'utf8').matchAll(/\bwords\('([a-z_.]+)'/g)) {
      if (!(`alerts.${key}` in catalogue) && !(`alerts.${key}.other` in catalogue)) missing.push(`${name}: ${key}`);
    }
  }
  assert.deepEqual(missing, []);
});
