/**
 * Rings as long as a notice waits, in one tab of a browser only: whoever can sound asks for the one lock, and the next one gets it when that
 * tab is closed. A device can be muted; that is its own affair and stays on it.
 */

const LOCK = 'counterfoil-bell';
const MUTED = 'counterfoil-bell-muted';
const RANG = 'counterfoil-bell-rang';
const HEARD = 'counterfoil-bell-heard';
/** Two tunes never run into each other. */
const GAP_MS = 1500;
/** How often a tab that may not sound looks whether another one does. */
const LOOK_MS = 1000;

/** Tells `change` whenever its state does: `idle`, `ringing`, `quiet`, `muted`, `locked` (waits for a touch) or `elsewhere` (another tab rings). */
export class Ringer extends EventTarget {
  /** @param {{alerts: import('./alerts.js').Alerts, bell: import('./alert-sound.js').Bell, storage?: any, locks?: any, clock?: () => number}} parts */
  constructor({ alerts, bell, storage = localStorage, locks = navigator.locks, clock = Date.now }) {
    super();
    this.alerts = alerts;
    this.bell = bell;
    this.storage = storage;
    this.locks = locks;
    this.clock = clock;
    this.state = 'idle';
    this.isLeader = !locks;
    this.isAsking = false;
    this.hasNew = false;
    /** How often it rang on this page. */
    this.rings = 0;
    /** @type {any} */
    this.timer = 0;
  }

  start() {
    // What waited already when the page was opened keeps to the pause, or every step through the pages would ring.
    this.alerts.addEventListener('raised', () => { this.hasNew ||= this.alerts.isLoaded; this.look(); });
    this.alerts.addEventListener('change', () => this.look());
    const touched = async () => {
      if (this.bell.isUnlocked || !(await this.bell.unlock())) return;
      setTimeout(() => this.look());
    };
    // At the end of a press and after it has been heard: what is drawn anew during one moves from under the finger.
    addEventListener('click', touched, { passive: true, capture: true });
    // Between the keys of a scanner there is no time for anything; a moment later the browser still knows that it was touched.
    /** @type {any} */
    let later = 0;
    addEventListener('keydown', () => {
      if (this.bell.isUnlocked) return;
      clearTimeout(later);
      later = setTimeout(touched, 300);
    }, { passive: true, capture: true });
    addEventListener('storage', (event) => { if (event.key === MUTED) this.look(); });
    // Where this site was touched a moment ago, the browser lets the next page sound by itself.
    touched();
  }

  get isMuted() { return this.storage.getItem(MUTED) !== null; }

  /** @param {boolean} isMuted */
  mute(isMuted) {
    if (isMuted) this.storage.setItem(MUTED, new Date(this.clock()).toISOString());
    else this.storage.removeItem(MUTED);
    this.look();
  }

  /** Whether somebody heard the bell on this device today. */
  get isHeardToday() { return this.storage.getItem(HEARD) === this.#today(); }

  /** Somebody heard it, or did not want to. */
  noteHeard() {
    this.storage.setItem(HEARD, this.#today());
    this.#tell();
  }

  #today() {
    const now = new Date(this.clock());
    return `${now.getFullYear()}-${now.getMonth() + 1}-${now.getDate()}`;
  }

  /** Rings once, as it would. @returns {Promise<boolean>} whether it could */
  async test() {
    if (!(await this.bell.unlock())) return false;
    const rang = this.bell.ring('online_order', Math.max(this.alerts.bell.volume, 5));
    this.look();
    return rang;
  }

  /** Decides what to do now, and does it. */
  look() {
    const [wanted] = this.alerts.ringing;
    const waits = this.alerts.open.length > 0;
    clearTimeout(this.timer);
    if (!wanted || this.isMuted) {
      if (this.state === 'ringing') this.bell.stop();
      this.#set(this.isMuted ? 'muted' : waits && this.alerts.bell.quiet ? 'quiet' : 'idle');
      this.hasNew = false;
    } else if (!this.bell.isUnlocked) this.#waitForTouch();
    else if (!this.isLeader) this.#askToLead();
    else this.#ring(wanted.kind);
  }

  /** @param {string} kind */
  #ring(kind) {
    this.#set('ringing');
    const pause = Math.max(this.alerts.bell.repeat_seconds * 1000, GAP_MS);
    const since = this.clock() - Number(this.storage.getItem(RANG) ?? 0);
    const wait = since < 0 ? 0 : (this.hasNew ? GAP_MS : pause) - since;
    if (wait <= 0) {
      this.hasNew = false;
      this.storage.setItem(RANG, String(this.clock()));
      if (this.bell.ring(kind, this.alerts.bell.volume)) this.rings += 1;
      this.#tell();
    }
    this.timer = setTimeout(() => this.look(), wait <= 0 ? pause : wait);
  }

  /** Another tab may sound where this one may not, and may be closed while this one waits. */
  async #waitForTouch() {
    if (this.locks) this.timer = setTimeout(() => this.look(), LOOK_MS);
    const held = this.locks ? (await this.locks.query()).held : [];
    if (this.alerts.ringing.length && !this.isMuted && !this.bell.isUnlocked) {
      this.#set(held.some((/** @type {any} */ lock) => lock.name === LOCK) ? 'elsewhere' : 'locked');
    }
  }

  #askToLead() {
    this.#set('elsewhere');
    if (this.isAsking) return;
    this.isAsking = true;
    this.locks.request(LOCK, () => {
      this.isLeader = true;
      this.look();
      return new Promise(() => {});
    });
  }

  /** @param {string} state */
  #set(state) {
    if (state === this.state) return;
    this.state = state;
    this.#tell();
  }

  #tell() { this.dispatchEvent(new Event('change')); }
}
