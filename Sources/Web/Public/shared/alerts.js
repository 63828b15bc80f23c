/**
 * What came in and has to be seen by staff: the open notices as the server has them, and how they sound. Whatever is heard of them, once,
 * twice or after a gap, ends in the same list, because the list is always the server's.
 */

/**
 * @typedef {{id: string, kind: string, order_id: string|null, order_number: string|null, conversation_id?: string|null, text?: string|null,
 *   channel: string, customer_name: string|null, order_openable: boolean, amount: number, currency: string, created_at: string, acknowledged_at: string|null,
 *   acknowledged_by: {kind: string, id: string|null, name: string|null}|null}} Alert
 * @typedef {{sound: boolean, volume: number, repeat_seconds: number, kinds: Record<string, boolean>, quiet: boolean,
 *   changes_at: string|null}} Bell
 */

/** How long to wait before a list that could not be had is asked for again. */
const RETRY_MS = 2000;
const LONGEST_MS = 30_000;

/** Before anybody has said how it sounds, nothing does. @type {Bell} */
const still = { sound: false, volume: 0, repeat_seconds: 10, kinds: {}, quiet: false, changes_at: null };

/** Tells `change` after every change, and `raised` with the notices that were not there before. */
export class Alerts extends EventTarget {
  /** @param {{api: any}} parts */
  constructor({ api }) {
    super();
    this.api = api;
    /** Newest first. @type {Alert[]} */
    this.open = [];
    /** There are more than the list shows. */
    this.hasMore = false;
    /** What was seen, newest first; loaded when somebody asks for it. @type {Alert[]} */
    this.recent = [];
    /** @type {Bell} */
    this.bell = still;
    /** The list was read once: what comes later is new. */
    this.isLoaded = false;
    /** What is known to be seen, so that an answer on its way brings nothing back. @type {Set<string>} */
    this.seen = new Set();
    /** @type {Promise<void>|null} */
    this.loading = null;
    this.isAgain = false;
    /** @type {any} */
    this.timer = 0;
    /** @type {any} */
    this.retry = 0;
    this.pause = RETRY_MS;
  }

  /** How many wait; "50+" where the list does not hold them all. */
  get count() { return this.hasMore ? `${this.open.length}+` : String(this.open.length); }

  /** Those that ring now. */
  get ringing() {
    const { sound, quiet, volume, kinds } = this.bell;
    return sound && !quiet && volume > 0 ? this.open.filter((alert) => kinds[alert.kind]) : [];
  }

  /** Reads the list anew; asked for meanwhile, it is read once more afterwards. */
  load() {
    if (this.loading) {
      this.isAgain = true;
      return this.loading;
    }
    this.loading = (async () => {
      do {
        this.isAgain = false;
        await this.#read();
      } while (this.isAgain);
      this.loading = null;
    })();
    return this.loading;
  }

  async #read() {
    const page = await this.api.get('/alerts?open=true&limit=50').catch(() => null);
    clearTimeout(this.retry);
    if (!page) {
      this.retry = setTimeout(() => this.load(), this.pause);
      this.pause = Math.min(this.pause * 2, LONGEST_MS);
    } else {
      this.pause = RETRY_MS;
      const known = new Set(this.open.map(({ id }) => id));
      this.open = page.data.filter((/** @type {Alert} */ alert) => !this.seen.has(alert.id));
      this.hasMore = page.next_cursor !== null;
      const raised = this.open.filter(({ id }) => !known.has(id));
      if (raised.length) this.dispatchEvent(new CustomEvent('raised', { detail: raised }));
      this.isLoaded = true;
    }
    this.dispatchEvent(new Event('change'));
  }

  /** Asks how notices sound now, and again when that changes. */
  async loadBell() {
    const bell = await this.api.get('/alerts/bell').catch(() => null);
    if (!bell) return;
    this.bell = bell;
    clearTimeout(this.timer);
    const wait = bell.changes_at ? Date.parse(bell.changes_at) - Date.now() : 0;
    // A browser's clock may be behind the shop's: it asks a moment later, and never in a loop.
    if (bell.changes_at) this.timer = setTimeout(() => this.loadBell(), Math.min(Math.max(wait, 5000) + 500, 86_400_000));
    this.dispatchEvent(new Event('change'));
  }

  /** Everything anew: at the start, and whenever something may have been missed. */
  async reload() {
    await Promise.all([this.load(), this.loadBell()]);
  }

  /** The last ones that somebody has seen. */
  async loadRecent() {
    const page = await this.api.get('/alerts?open=false&limit=12').catch(() => null);
    if (page) this.recent = page.data;
    this.dispatchEvent(new Event('change'));
  }

  /** @param {{type: string, object: {type: string, id: string}}} event */
  hear(event) {
    if (event.type === 'alert.raised' && !this.seen.has(event.object.id)) this.load();
    else if (event.type === 'alert.acknowledged') this.#drop([event.object.id]);
    else if (event.type === 'settings.updated') this.loadBell();
  }

  /**
   * Says that somebody has seen some of them; they are gone here at once, and everywhere when the server has heard of it.
   * @param {string[]} ids
   */
  async acknowledge(ids) {
    if (!ids.length) return;
    this.#drop(ids);
    try {
      if (ids.length === 1) await this.api.call('POST', `/alerts/${ids[0]}/acknowledge`, undefined, {}, { outlivesPage: true });
      else for (let at = 0; at < ids.length; at += 200) await this.api.post('/alerts/acknowledge', { alert_ids: ids.slice(at, at + 200) });
      if (this.hasMore) await this.load();
    } catch (error) {
      for (const id of ids) this.seen.delete(id);
      await this.load();
      throw error;
    }
  }

  /** @param {string[]} ids */
  #drop(ids) {
    for (const id of ids) this.seen.add(id);
    this.open = this.open.filter(({ id }) => !this.seen.has(id));
    this.dispatchEvent(new Event('change'));
  }
}
