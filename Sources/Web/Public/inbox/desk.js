/**
 * The inbox's desk: the list, the open conversation, and what somebody does with them. Views read it and call it; it draws after each change.
 */
import { soon } from '../shared/live.js';
import { drawsOnce } from '../shared/press.js';
import { uuid } from '../shared/uuid.js';
import { ConversationList, NO_FILTER } from './conversation-list.js';
import { keptWords } from './kept-words.js';
import { Thread } from './thread.js';
import { nameOf } from './words.js';

/**
 * What the desk is given by the page it stands in, the back office or the register.
 * @typedef {{
 *   api: ReturnType<import('../shared/api.js').makeAPI>, say: (name: string, values?: any) => string, locale: string, times: any,
 *   moneyIn: (currency: string) => any, toasts: any, announce: (text: string) => void, explain: (error: any) => string,
 *   may: (action: string) => boolean, me: {id: string, name: string}, staff: {id: string, name: string}[],
 *   customerHref: (id: string) => string|null, channelsHref: string|null,
 *   offlineOrder: (() => void)|null, openOrder: ((id: string) => void)|null, panelSay?: (name: string, values?: any) => string,
 *   addressOf: (id: string|null, filter: any) => string, go: (address: string, how: {isReplacing?: boolean}) => void, isSeen: () => boolean,
 * }} Host
 */

/** How often a colleague hears that somebody writes; the server lets go of it after ten seconds. */
const REPLYING_MS = 5000;

export class Desk {
  /** @param {Host} host */
  constructor(host) {
    this.host = host;
    this.list = new ConversationList({ api: host.api, me: host.me.id });
    /** @type {Storage|null} */
    let storage = null;
    try { storage = localStorage; } catch { /* Without storage the words live as long as the page. */ }
    this.kept = keptWords(storage, host.me.id);
    /** @type {Thread|null} */ this.thread = null;
    /** Which column is in front where there is room for one. @type {'list'|'thread'|'panel'} */
    this.column = 'list';
    /** The order in the third column: its identity, `new` while one is made, or null for the customer. @type {string|null} */
    this.order = null;
    this.isMaking = false;
    /** Whether the thread stands at its foot, and whether something was said below what is seen. */
    this.isAtFoot = true;
    this.isBehind = false;
    this.uploads = 0;
    this.repliedAt = 0;
    /** Conversations that somebody marked unread while they were open. @type {Set<string>} */
    this.leftUnread = new Set();
    /** @type {() => void} */ this.draw = () => {};
    this.refresh = drawsOnce(() => this.draw());
    /** @type {Set<string>} */ this.touched = new Set();
    this.catchUp = soon(120, () => this.readTouched());
    this.recount = soon(300, () => this.list.loadCounts());
    this.list.addEventListener('change', () => this.refresh());
  }

  /** Whom the open conversation is with. */
  get name() { return nameOf(this.thread?.conversation, this.host.say); }

  /** @param {string|null} id */
  addressOf(id) { return this.host.addressOf(id, this.list.filter); }

  /** One column back, where there is room for one; nothing is thrown away. */
  back() {
    if (this.column === 'panel') this.column = 'thread';
    else this.open(null);
    this.refresh();
  }

  /** To what was said last. */
  toFoot() {
    const said = document.querySelector('.thread-said');
    this.isBehind = false;
    if (said) said.scrollTop = said.scrollHeight;
    this.refresh();
  }

  /** @param {string|null} id the conversation that is open at first @param {any} filter */
  start(id, filter) {
    this.list.filter = filter;
    this.show(id);
    return Promise.all([this.list.load(), this.list.loadCounts()]);
  }

  /** @param {Partial<typeof NO_FILTER>} change @param {{isTyping?: boolean}} how */
  narrow(change, { isTyping = false } = {}) {
    this.list.filter = { ...this.list.filter, ...change };
    this.host.go(this.addressOf(this.thread?.id ?? null), { isReplacing: isTyping });
    return this.list.load();
  }

  /** Opens a conversation and gives it an address. @param {string|null} id */
  open(id) {
    if (id === (this.thread?.id ?? null)) {
      this.column = id ? 'thread' : 'list';
      this.refresh();
      return undefined;
    }
    this.host.go(this.addressOf(id), {});
    return this.show(id);
  }

  /** @param {string|null} id */
  show(id) {
    this.column = id ? 'thread' : 'list';
    this.list.open = id;
    if (id === (this.thread?.id ?? null)) return this.refresh();
    Object.assign(this, { order: null, isAtFoot: true, isBehind: false });
    if (!id) this.thread = null;
    else {
      this.leftUnread.delete(id);
      const { api, explain } = this.host;
      const thread = new Thread({ id, api, kept: this.kept, makeKey: uuid, explain });
      thread.conversation = this.list.find(id) ?? null;
      this.order = this.orderOf(thread.conversation);
      thread.addEventListener('change', () => this.refresh());
      this.thread = thread;
      this.loadThread(thread);
    }
    return this.refresh();
  }

  /** @param {Thread} thread */
  async loadThread(thread) {
    const wasLoaded = thread.isLoaded;
    await thread.load();
    if (thread !== this.thread || !thread.conversation) return;
    const into = thread.conversation.merged_into;
    // An address from before two conversations became one.
    if (into) return this.open(into);
    this.list.put(thread.conversation);
    if (!wasLoaded) this.order = this.orderOf(thread.conversation);
    // Who stopped writing says nothing of it.
    const left = Date.parse(thread.conversation.replying?.until ?? '') - Date.now();
    if (left > 0) setTimeout(() => this.refresh(), left + 100);
    this.markRead();
    return undefined;
  }

  /** The order that the third column begins with; where orders have a page of their own, none. @param {any} conversation */
  orderOf(conversation) { return this.host.openOrder ? null : conversation?.open_order_id ?? null; }

  /** What somebody has in front of them is read. */
  markRead() {
    const now = this.thread?.conversation;
    if (!now || !Number(now.unread) || !this.host.isSeen() || this.leftUnread.has(now.id)) return;
    this.change({ read: true }).catch(() => {});
  }

  /** Changes the open conversation, or another one. @param {any} body @param {string} [id] */
  async change(body, id = this.thread?.id) {
    if (!id) return;
    const { body: now } = await this.host.api.call('PATCH', `/conversations/${encodeURIComponent(id)}`, body);
    if (this.thread?.id === id) this.thread.see(now);
    this.list.put(now);
    this.recount();
    this.refresh();
  }

  /** The same, with the reason on the screen when it did not work. @param {any} body @param {string} done */
  async tryChange(body, done = '') {
    try {
      await this.change(body);
      if (done) this.host.toasts.show(done, { icon: 'check', seconds: 4 });
    } catch (error) {
      this.host.toasts.show(this.host.explain(error), { icon: 'warning' });
    }
  }

  /** Back to unread, and away from it, so that it stays so. */
  async markUnread() {
    const id = this.thread?.id;
    if (!id) return;
    this.leftUnread.add(id);
    await this.tryChange({ read: false }, this.host.say('marked_unread'));
  }

  /** Somebody writes: colleagues see it. */
  tellReplying() {
    const { thread } = this;
    const now = Date.now();
    if (!thread || !this.host.may('reply') || now - this.repliedAt < REPLYING_MS) return;
    this.repliedAt = now;
    this.host.api.post(`${thread.path}/replying`, {}).catch(() => {});
  }

  /** @param {Iterable<File>} files */
  async attach(files) {
    const { thread, host } = this;
    if (!thread) return;
    for (const file of files) {
      const form = new FormData();
      form.append('file', file, file.name || 'picture');
      this.uploads += 1;
      this.refresh();
      try {
        thread.attachments = [...thread.attachments, await host.api.post(`${thread.path}/attachments`, form)];
      } catch (error) {
        host.toasts.show(`${file.name}: ${host.explain(error)}`, { icon: 'warning' });
      }
      this.uploads -= 1;
      this.refresh();
    }
  }

  send() {
    if (!this.thread || this.uploads) return;
    this.thread.send()?.then(() => this.recount());
    this.repliedAt = 0;
  }

  /** Sends once more what the channel did not take. @param {any} message */
  async retry(message) {
    const { thread, host } = this;
    if (!thread) return;
    if (message.pending) { await thread.retry(message.pending); return; }
    try {
      const now = await host.api.post(`${thread.path}/messages/${encodeURIComponent(message.id)}/retry`, {});
      thread.messages = thread.messages.map((each) => (each.id === message.id && now?.id === message.id ? now : each));
      await thread.load();
    } catch (error) {
      host.toasts.show(host.explain(error), { icon: 'warning' });
    }
    this.refresh();
  }

  /**
   * A draft in this conversation; the third column shows it.
   * @param {any[]} [lines] what it begins with @returns {Promise<boolean>} whether it was made
   */
  async createOrder(lines = []) {
    const { thread, host } = this;
    if (!thread || this.isMaking) return false;
    let isMade = false;
    this.isMaking = true;
    this.refresh();
    try {
      const order = await host.api.post(`${thread.path}/orders`, { client_id: uuid(), ...(lines.length ? { lines } : {}) });
      isMade = true;
      this.showOrder(order.id);
      this.loadThread(thread);
    } catch (error) {
      host.toasts.show(host.explain(error), { icon: 'warning' });
    }
    this.isMaking = false;
    this.refresh();
    return isMade;
  }

  /** @param {string|null} id an order of the conversation; null for the customer */
  showOrder(id) {
    if (id && this.host.openOrder) { this.host.openOrder(id); return; }
    this.order = id;
    this.column = 'panel';
    this.refresh();
  }

  /** @param {any} event of the shop */
  hear(event) {
    const id = conversationOf(event);
    if (id) {
      this.touched.add(id);
      this.catchUp();
      this.recount();
    } else if (event.object?.type === 'order') this.hearOrder(event.object.id);
  }

  /** An order of a conversation that is shown: its chip is another one now. @param {string} id */
  hearOrder(id) {
    const mine = (/** @type {any} */ each) => each?.orders?.some((/** @type {any} */ order) => order.id === id);
    for (const each of this.list.rows) if (mine(each)) this.touched.add(each.id);
    if (mine(this.thread?.conversation)) this.touched.add(this.thread?.id ?? '');
    if (this.touched.size) this.catchUp();
  }

  async readTouched() {
    const ids = new Set(this.touched);
    this.touched.clear();
    const { thread } = this;
    if (thread && ids.delete(thread.id)) this.loadThread(thread);
    await this.list.catchUp(ids);
  }

  /** Whatever was missed while the line was cut. */
  reload() {
    if (this.thread) this.loadThread(this.thread);
    this.list.loadCounts();
    return this.list.load();
  }
}

/** The conversation that an event is about. @param {any} event */
export function conversationOf(event) {
  if (event.object?.type === 'conversation') return event.object.id;
  return event.data?.conversation_id ?? null;
}
