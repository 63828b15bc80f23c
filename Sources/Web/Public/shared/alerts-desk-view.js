/**
 * Notices for staff on one page: the list, the bell that rings for it, and what a press does. Register and back office make one each and
 * draw `alertStrip` and `bellButton` where they have room.
 */
import { Alerts } from './alerts.js';
import { Bell } from './alert-sound.js';
import { Ringer } from './alert-ringer.js';
import { showAlerts } from './alerts-panel-view.js';
import { moneyFormat } from './money.js';
import { makeTexts } from './texts.js';

/** What lies under a finger stays there: a strip comes in at the next pause of half a second. */
const STILL_MS = 500;

/** Tells `change` whenever its page should be drawn anew. */
export class AlertDesk extends EventTarget {
  /**
   * @param {{api: any, texts: Record<string, string>, locale: string, currency: string, exponent: number, timeZone?: string,
   *   onOpen: (alert: import('./alerts.js').Alert) => void, asksAtStart?: boolean, settingsPath?: string|null}} parts
   */
  constructor({ api, texts, locale, currency, exponent, timeZone, onOpen, asksAtStart = false, settingsPath = null }) {
    super();
    this.alerts = new Alerts({ api });
    this.ringer = new Ringer({ alerts: this.alerts, bell: new Bell() });
    this.words = makeTexts(texts, locale, 'alerts.');
    this.onOpen = onOpen;
    /** Proposes to try the bell on the first screen of a day. */
    this.asksAtStart = asksAtStart;
    this.settingsPath = settingsPath;
    this.locale = locale;
    this.money = moneyFormat({ locale, currency, exponent });
    this.clock = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    this.date = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short' });
    /** Kinds that the page itself shows already; they ring and stand behind the bell, but not in the strip. @type {Set<string>} */
    this.elsewhere = new Set();
    this.isExpanded = false;
    this.isTested = false;
    this.isStillLocked = false;
    this.isPanelOpen = false;
    /** @type {string|null} */
    this.problem = null;
    this.touched = -Infinity;
    /** @type {any} */
    this.timer = 0;
  }

  /** What the strip shows, newest first. */
  get shown() { return this.alerts.open.filter(({ kind }) => !this.elsewhere.has(kind)); }

  start() {
    addEventListener('pointerdown', () => { this.touched = performance.now(); }, { passive: true, capture: true });
    this.alerts.addEventListener('raised', () => { this.problem = null; });
    this.alerts.addEventListener('change', () => this.#drawWhenStill());
    this.ringer.addEventListener('change', () => this.#draw());
    addEventListener('online', () => this.alerts.reload());
    this.ringer.start();
    return this.alerts.reload();
  }

  /** What goes is gone at once; what comes waits until nobody is just pressing something. */
  #drawWhenStill() {
    const wait = this.touched + STILL_MS - performance.now();
    clearTimeout(this.timer);
    if (wait <= 0 || this.alerts.open.length <= this.drawn) this.#draw();
    else this.timer = setTimeout(() => this.#draw(), wait);
  }

  drawn = 0;

  #draw() {
    this.drawn = this.alerts.open.length;
    if (this.drawn < 2) this.isExpanded = false;
    const { dataset } = document.documentElement;
    dataset.ringer = this.ringer.state;
    dataset.rings = String(this.ringer.rings);
    this.dispatchEvent(new Event('change'));
  }

  /** @param {import('./alerts.js').Alert} alert */
  amount(alert) {
    // Somebody wrote; nothing came in.
    if (!alert.currency) return '';
    if (alert.currency === this.money.currency) return this.money.money(alert.amount);
    const { currency } = alert;
    const exponent = new Intl.NumberFormat(this.locale, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    return moneyFormat({ locale: this.locale, currency, exponent }).money(alert.amount);
  }

  /** The hour, with the day where it was another. @param {string} text */
  time(text) {
    if (!text) return '';
    const moment = new Date(text);
    const hour = this.clock.format(moment);
    const day = this.date.format(moment);
    return day === this.date.format(new Date()) ? hour : `${day}, ${hour}`;
  }

  /** @param {boolean} isExpanded */
  expand(isExpanded) {
    this.isExpanded = isExpanded;
    this.#draw();
  }

  /** Acknowledges, and keeps whoever works by keys where the notices are. @param {string[]} ids */
  async acknowledge(ids) {
    this.problem = null;
    // Whoever answers the bell has heard it.
    if (this.ringer.state === 'ringing') this.ringer.noteHeard();
    const sent = this.alerts.acknowledge(ids);
    queueMicrotask(() => queueMicrotask(() => this.#keepFocus()));
    try {
      await sent;
    } catch {
      this.problem = this.words('failed');
    }
    if (this.isPanelOpen) this.alerts.loadRecent();
    this.#draw();
  }

  #keepFocus() {
    if (document.activeElement && document.activeElement !== document.body) return;
    const next = document.querySelector('dialog.alerts-panel button, .alerts [data-alerts="one"], .alerts [data-alerts="all"]') ?? document.querySelector('[data-bell]');
    /** @type {HTMLElement|null} */ (next)?.focus({ preventScroll: true });
  }

  /** Opens the order; whoever looks at it has seen the notice. @param {import('./alerts.js').Alert} alert */
  follow(alert) {
    if (!alert.acknowledged_at) this.acknowledge([alert.id]);
    /** @type {HTMLDialogElement|null} */ (document.querySelector('dialog.alerts-panel'))?.close();
    this.onOpen(alert);
  }

  async test() {
    this.isTested = await this.ringer.test();
    this.isStillLocked = !this.isTested;
    this.#draw();
  }

  async openPanel() {
    if (this.isPanelOpen) return;
    this.isPanelOpen = true;
    await showAlerts(this);
    this.isPanelOpen = false;
    this.isStillLocked = false;
  }
}
