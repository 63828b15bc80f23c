/** The inbox: what stands in the list, the order of what was said, what is being sent, and the words about it. */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { ConversationList, listPath, newestFirst, NO_FILTER, readFilter, writeFilter } from '../../Sources/Web/Public/inbox/conversation-list.js';
import { conversationOf } from '../../Sources/Web/Public/inbox/desk.js';
import { keptWords } from '../../Sources/Web/Public/inbox/kept-words.js';
import { asMessages, rowsOf } from '../../Sources/Web/Public/inbox/thread-rows.js';
import { merged, Thread } from '../../Sources/Web/Public/inbox/thread.js';
import { asParts, eventLine, lastLine, letters, orderOf, stateOf, windowLine } from '../../Sources/Web/Public/inbox/words.js';
import { makeTimes } from '../../Sources/Web/Public/office/times.js';
import { makeTexts } from '../../Sources/Web/Public/shared/texts.js';

const root = new URL('../../Sources/Web/Public/', import.meta.url);
const say = makeTexts(JSON.parse(readFileSync(new URL('texts/en/inbox.json', root), 'utf8')), 'en', 'inbox.');
const times = makeTimes({ locale: 'en', timeZone: 'Europe/Amsterdam' });
const me = { id: 'stf_me', name: 'Marta Zielińska' };

const conversation = (/** @type {string} */ id, /** @type {string} */ at, more = {}) => ({
  id, channel: 'line', name: id, unread: 0, assignee: null, status: 'open', version: 1, created_at: '2026-02-01T00:00:00Z',
  last_message: at ? { text: 'Hello', direction: 'in', at } : null, orders: [], ...more,
});
const ids = (/** @type {{rows: any[]}} */ list) => list.rows.map(({ id }) => id);

/** A server of conversations, in pages of two. @param {any[]} all */
function shop(all) {
  const server = {
    all, asked: /** @type {string[]} */ ([]),
    async get(/** @type {string} */ path) {
      server.asked.push(path);
      const one = /^\/conversations\/([^?/]+)$/.exec(path);
      if (one) return server.all.find(({ id }) => id === one[1]) ?? Promise.reject(Object.assign(new Error('gone'), { status: 404 }));
      const rows = [...server.all].sort(newestFirst);
      const from = Number(new URLSearchParams(path.split('?')[1]).get('cursor') ?? 0);
      return { data: rows.slice(from, from + 2), next_cursor: from + 2 < rows.length ? String(from + 2) : null };
    },
  };
  return server;
}

/** What the browser keeps for a page. */
function storage() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return { getItem: (/** @type {string} */ key) => kept.get(key) ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => { kept.set(key, value); } };
}

test('the address holds the filter of the list and nothing else', () => {
  assert.deepEqual(readFilter('?tab=mine&q=pots&channel=line&status=closed&utm=x'), { tab: 'mine', q: 'pots', channel: 'line', status: 'closed' });
  assert.deepEqual(readFilter('?tab=other'), NO_FILTER);
  assert.equal(writeFilter({ ...NO_FILTER, tab: 'unread' }), '?tab=unread');
  assert.equal(writeFilter(NO_FILTER), '');
  assert.equal(listPath({ ...NO_FILTER, tab: 'unassigned' }, 'stf_1'), '/conversations?limit=50&status=open&assignee=none');
  assert.equal(listPath({ ...NO_FILTER, q: ' red ' }, 'stf_1', 'c'), '/conversations?limit=50&q=red&cursor=c');
});

test('pages are appended, none twice, until there are no more', async () => {
  const server = shop(['a', 'b', 'c', 'd', 'e'].map((id, index) => conversation(id, `2026-03-0${9 - index}T10:00:00Z`)));
  const list = new ConversationList({ api: server, me: me.id });
  await list.load();
  assert.deepEqual(ids(list), ['a', 'b']);
  list.put(conversation('c', '2026-03-09T11:00:00Z', { version: 2 }));
  await list.more();
  await list.more();
  await list.more();
  assert.deepEqual(ids(list), ['c', 'a', 'b', 'd', 'e']);
  assert.equal(server.asked.length, 3);
});

test('a conversation moves to its place when something is said, and an older state of it moves nothing', async () => {
  const server = shop([conversation('a', '2026-03-02T10:00:00Z'), conversation('b', '2026-03-01T10:00:00Z', { version: 3 })]);
  const list = new ConversationList({ api: server, me: me.id });
  await list.load();
  server.all[1] = conversation('b', '2026-03-03T10:00:00Z', { version: 4, unread: 1 });
  await list.catchUp(['b']);
  assert.deepEqual(ids(list), ['b', 'a']);
  list.put(conversation('b', '2026-03-01T10:00:00Z', { version: 3 }));
  assert.deepEqual(ids(list), ['b', 'a']);
  server.all = server.all.slice(0, 1);
  await list.catchUp(['b']);
  assert.deepEqual(ids(list), ['a']);
});

test('what the tab does not show leaves it, but not the one that is open', async () => {
  const list = new ConversationList({ api: shop([]), me: me.id });
  list.filter = { ...NO_FILTER, tab: 'unread' };
  list.rows = [conversation('a', '2026-03-02T10:00:00Z', { unread: 2 }), conversation('b', '2026-03-01T10:00:00Z', { unread: 1 })];
  list.open = 'a';
  list.put(conversation('a', '2026-03-02T10:00:00Z', { version: 2 }));
  list.put(conversation('b', '2026-03-01T10:00:00Z', { version: 2 }));
  assert.deepEqual(ids(list), ['a']);
  list.put(conversation('a', '2026-03-02T10:00:00Z', { version: 3, merged_into: 'cnv_9' }));
  assert.deepEqual(ids(list), []);
});

test('an answer to an earlier question is not shown', async () => {
  /** @type {((value: any) => void)[]} */
  const answers = [];
  const list = new ConversationList({ api: { get: () => new Promise((resolve) => { answers.push(resolve); }) }, me: me.id });
  const first = list.load();
  const second = list.load();
  answers[1]({ data: [conversation('new', '2026-03-02T10:00:00Z')], next_cursor: null });
  answers[0]({ data: [conversation('old', '2026-03-02T10:00:00Z')], next_cursor: null });
  await Promise.all([first, second]);
  assert.deepEqual(ids(list), ['new']);
});

const message = (/** @type {string} */ id, /** @type {string} */ at, more = {}) => ({
  id, direction: /** @type {'in'} */ ('in'), kind: 'text', text: id, attachments: [], staff: null, sent_at: at, status: null, ...more,
});
const said = (/** @type {any[]} */ messages) => messages.map(({ id }) => id).join(' ');

test('messages stand as the server has them, whatever arrives when', () => {
  const old = [message('a', '2026-03-01T10:00:00.000Z'), message('b', '2026-03-01T10:01:00.000Z')];
  const page = [message('d', '2026-03-01T10:03:00.000Z'), message('c2', '2026-03-01T10:02:00.000Z'), message('c1', '2026-03-01T10:02:00.000Z')];
  assert.equal(said(merged(old, page, true)), 'a b c1 c2 d');
  assert.equal(said(merged(merged(old, page, true), page, true)), 'a b c1 c2 d');
  assert.equal(said(merged(page.toReversed(), old.toReversed(), false)), 'a b c1 c2 d');
  assert.equal(said(merged([...old, message('gone', '2026-03-01T10:02:30.000Z')], page, true)), 'a b c1 c2 d');
});

/** A conversation with a server behind it. @param {any} kept @param {Partial<{post: any, get: any}>} api */
function thread(kept, api) {
  let count = 0;
  return new Thread({ id: 'cnv_1', api, kept, makeKey: () => `key-${++count}`, explain: (error) => error.message, now: () => '2026-03-01T10:00:00Z' });
}

test('a message is shown at once, keeps its place when the server has it, and goes once however often it is tried', async () => {
  /** @type {any[]} */
  const posts = [];
  let isDown = true;
  const one = thread(keptWords(storage(), 'x'), {
    async post(/** @type {string} */ path, /** @type {any} */ body, /** @type {any} */ headers) {
      posts.push([path, body, headers['Idempotency-Key']]);
      if (isDown) throw Object.assign(new Error('away'), { status: 0 });
      return message('cms_1', '2026-03-01T10:00:01Z', { direction: 'out', text: body.text });
    },
  });
  one.write(' Hello ');
  const sent = one.send();
  assert.equal(one.text, '');
  assert.deepEqual(rowsOf([], asMessages(one.pending, me), times.day).map(({ key }) => key), ['day-2026-03-01-1', 'key-1']);
  await sent;
  assert.deepEqual([one.pending[0].state, one.pending[0].reason], ['unsent', 'away']);
  isDown = false;
  await one.retry(one.pending[0]);
  assert.deepEqual(one.pending, []);
  assert.deepEqual(rowsOf(one.messages, [], times.day, one.keys).map(({ key }) => key), ['day-2026-03-01-1', 'key-1']);
  assert.deepEqual(posts, [1, 2].map(() => ['/conversations/cnv_1/messages', { text: 'Hello' }, 'key-1']));
});

test('messages leave one after the other', async () => {
  /** @type {string[]} */
  const order = [];
  /** @type {(() => void)[]} */
  const release = [];
  const one = thread(keptWords(storage(), 'x'), {
    async post(/** @type {string} */ _path, /** @type {any} */ body) {
      order.push(`begin ${body.text}`);
      await new Promise((resolve) => { release.push(() => resolve(undefined)); });
      order.push(`end ${body.text}`);
      return message(body.text, '2026-03-01T10:00:01Z', { direction: 'out' });
    },
  });
  one.write('a');
  one.send();
  one.write('b');
  const last = one.send();
  await Promise.resolve().then(() => release[0]());
  while (release.length < 2) await Promise.resolve();
  release[1]();
  await last;
  assert.deepEqual(order, ['begin a', 'end a', 'begin b', 'end b']);
});

test('what was written and what did not leave is there again after the page was left', async () => {
  const kept = storage();
  const one = thread(keptWords(kept, 'x'), { async post() { throw Object.assign(new Error('away'), { status: 0 }); } });
  one.write('First');
  await one.send();
  one.write('Half a sen');
  const again = thread(keptWords(kept, 'x'), {});
  assert.equal(again.text, 'Half a sen');
  assert.deepEqual(again.pending.map(({ text, key, state }) => [text, key, state]), [['First', 'key-1', 'unsent']]);
  again.takeBack(again.pending[0]);
  assert.equal(again.text, 'Half a sen\nFirst');
  assert.equal(keptWords(kept, 'somebody else').of('cnv_1').text, '');
  again.write('');
  assert.deepEqual(keptWords(kept, 'x').of('cnv_1'), { text: '', unsent: [] });
  assert.equal(keptWords({ getItem: () => '][', setItem: () => {} }, 'x').of('cnv_1').text, '');
});

test('a line for each day, one caption for words said together, and one for each that did not arrive', () => {
  const rows = rowsOf([
    message('a', '2026-02-18T22:30:00Z'), message('b', '2026-02-18T22:31:00Z'), message('c', '2026-02-18T23:30:00Z'),
    message('d', '2026-02-18T23:31:00Z', { direction: 'out', staff: me }), message('e', '2026-02-18T23:32:00Z', { direction: 'out', staff: me, status: 'not_delivered' }),
    message('f', '2026-02-18T23:33:00Z', { direction: 'out', staff: me }), message('g', '2026-02-18T23:33:30Z', { direction: 'system' }),
  ], [], times.day);
  assert.deepEqual(rows.map((row) => (row.kind === 'day' ? row.key : `${row.message.id}${row.isLast ? '.' : ''}`)),
    ['day-2026-02-18-1', 'a', 'b.', 'day-2026-02-19-1', 'c.', 'd.', 'e.', 'f.', 'g.']);
});

test('the list says who spoke last, and of which order it is about', () => {
  assert.equal(lastLine(conversation('a', '2026-03-01T10:00:00Z', { last_message: { text: 'It is\n sent', direction: 'out', at: '' } }), say), 'You: It is sent');
  assert.equal(lastLine(conversation('a', '2026-03-01T10:00:00Z', { last_message: { text: null, direction: 'in', at: '' } }), say), 'Picture or file');
  assert.equal(lastLine(conversation('a', ''), say), 'Nothing said yet');
  assert.equal(orderOf({ orders: [{ id: 'ord_1' }, { id: 'ord_2' }], open_order_id: 'ord_2' })?.id, 'ord_2');
  assert.equal(orderOf({ orders: [{ id: 'ord_1' }], open_order_id: null }), null);
});

test('letters stand for a person in any script', () => {
  assert.deepEqual(['Kanya Rattanaporn', 'Łukasz', 'ปิยะดา ศรีสมบูรณ์', 'ليلى الحداد', '👋 “Zofia” Kamińska', '…'].map(letters), ['KR', 'Ł', 'ปิ', 'ل', 'ZK', '']);
});

test('how long a channel takes answers is said before anybody writes', () => {
  const now = Date.parse('2026-03-01T10:00:00Z');
  const line = (/** @type {any} */ reply_window, channel = 'facebook') => windowLine({ channel, name: 'Zofia', reply_window }, times, say, now);
  assert.equal(line({ state: 'open', until: null, note: null }, 'line'), null);
  assert.equal(line({ state: 'open', until: '2026-03-02T09:00:00Z', note: null }), null);
  assert.match(line({ state: 'open', until: '2026-03-01T11:00:00Z', note: null })?.text ?? '', /^Messenger takes anything until .*12:00/);
  assert.match(line({ state: 'human_only', until: '2026-03-05T11:00:00Z', note: 'silent' })?.text ?? '', /written by a person/);
  assert.deepEqual([line({ state: 'closed', until: null, note: 'silent' })?.isClosed, line({ state: 'closed', until: null, note: 'blocked' })?.text.includes('Zofia has blocked')], [true, true]);
});

test('only addresses become links, and a message of ours says how it stands', () => {
  assert.deepEqual(asParts('See https://shop.example/a?b=1). javascript:alert(1) http://'), [
    { text: 'See ' }, { text: 'https://shop.example/a?b=1', href: 'https://shop.example/a?b=1' }, { text: '). javascript:alert(1) http://' }]);
  assert.deepEqual(['waiting', 'read', 'not_delivered'].map((status) => stateOf({ direction: 'out', status }, say)), ['On its way', 'Read', '']);
  assert.equal(stateOf({ direction: 'in', status: null }, say), '');
  assert.equal(eventLine({ event: null, text: 'As it was told.' }, { say, moneyIn: () => ({}) }), 'As it was told.');
});

test('a text of nothing but signs is gone over once', () => {
  let looks = 0;
  const includes = String.prototype.includes;
  const split = RegExp.prototype[Symbol.replace];
  String.prototype.includes = function counted(...given) { looks += 1; return Reflect.apply(includes, this, given); };
  RegExp.prototype[Symbol.replace] = function refused(...given) {
    assert.ok(!this.source.endsWith('+$'), 'a search for an end that begins anew at every sign');
    return Reflect.apply(split, this, given);
  };
  try {
    for (const text of [`https://${'.'.repeat(10_000)}a`, `https://a/${'.'.repeat(10_000)}`]) asParts(text);
    eventLine({ event: null, text: `${' ,'.repeat(5000)}a` }, { say, moneyIn: () => ({}) });
  } finally {
    String.prototype.includes = includes;
    RegExp.prototype[Symbol.replace] = split;
  }
  assert.ok(looks < 25_000, `${looks} looks`);
  assert.deepEqual(asParts(`https://shop.example/${'a'.repeat(2000)}`).map(({ href }) => href), [undefined]);
  assert.deepEqual(asParts('https://shop.example/a...').map(({ text }) => text), ['https://shop.example/a', '...']);
});

test('what happened to an order is told with what is known of it', () => {
  const line = (/** @type {any} */ event, more = {}) => eventLine({ event, staff: null, text: null, ...more }, {
    say, moneyIn: (/** @type {string} */ currency) => ({ money: (/** @type {number} */ amount) => `${currency} ${amount}` }) });
  assert.equal(line({ word: 'shipped', number: '0987', courier: 'DPD', tracking_number: '0534201102' }), 'Order 0987 shipped, DPD 0534201102');
  assert.equal(line({ word: 'shipped', number: '0987' }), 'Order 0987 shipped');
  assert.equal(line({ word: 'paid', number: '1', amount: 8140, currency: 'EUR' }), 'Order 1 paid, EUR 8140');
  assert.equal(line({ word: 'draft', number: 'D-221' }, { staff: me }), 'Marta Zielińska made draft D-221');
  assert.equal(line({ word: 'sent', number: '1', via: 'email' }), 'Invoice 1 sent by e-mail');
  assert.equal(line({ word: 'something_new', number: '1' }), 'Something happened to the order');
});

test('an event names its conversation by itself or in its facts', () => {
  assert.equal(conversationOf({ type: 'message.received', object: { type: 'conversation', id: 'cnv_1' } }), 'cnv_1');
  assert.equal(conversationOf({ type: 'message.sent', object: { type: 'message', id: 'msg_1' }, data: { conversation_id: 'cnv_2' } }), 'cnv_2');
  assert.equal(conversationOf({ type: 'order.paid', object: { type: 'order', id: 'ord_1' }, data: {} }), null);
});

test('every text that the inbox names is in the catalogue', () => {
  const catalogue = JSON.parse(readFileSync(new URL('texts/en/inbox.json', root), 'utf8'));
  const missing = [];
  for (const name of readdirSync(new URL('inbox/', root)).filter((each) => !/^(offline|order|suggest)/.test(each))) {
    for (const [, key] of readFileSync(new URL(`inbox/${name}`, root), 'utf8').matchAll(/(?<!office\.)\bsay\('([a-z_.]+)'/g)) {
      if (!(`inbox.${key}` in catalogue) && !(`inbox.${key}.other` in catalogue)) missing.push(`${name}: ${key}`);
    }
  }
  assert.deepEqual(missing, []);
});
