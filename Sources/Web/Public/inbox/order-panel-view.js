/**
 * `<order-panel conversation="cnv_…" order="ord_…">`: an order beside its conversation (E2). The draft is worked on with the order page's own
 * edits and saver, so both show the same order and may be open at once.
 */
import { office } from '../office/office-view.js';
import { App } from '../editor/app.js';
import { keptEdits } from '../editor/kept.js';
import { tellRefused, tellSaved } from '../editor/notices-view.js';
import { Saver } from '../editor/saver.js';
import { loadSides } from '../editor/sides.js';
import { soon } from '../shared/live.js';
import { moneyFormat } from '../shared/money.js';
import { h, render } from '../shared/render-view.js';
import { orderPanel } from './order-panel-parts-view.js';
import { takeSuggestion } from './order-panel-suggestions-view.js';

const { boot, locale, api } = office;

/** Names and places that the order's parts show; asked for once. @type {Promise<any[]>|null} */
let places = null;

async function locations() {
  places ??= api.get('/locations?limit=200').then(({ data }) => data);
  try {
    return await places;
  } catch {
    places = null;
    return [];
  }
}

/** @param {string} currency */
const exponentOf = (currency) => (currency === boot.settings.currency ? boot.settings.exponent
  : new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2);

export class OrderPanel extends HTMLElement {
  static observedAttributes = ['order', 'conversation'];

  constructor() {
    super();
    /** @type {App|null} */ this.app = null;
    /** @type {any} */ this.problem = null;
    this.turn = 0;
    /** @type {() => void} */ this.stop = () => {};
    this.again = soon(80, () => this.app?.saver.reload());
  }

  /** The order's identity. */
  get order() { return this.getAttribute('order'); }

  set order(id) { if (id) this.setAttribute('order', id); }

  get conversation() { return this.getAttribute('conversation') ?? ''; }

  connectedCallback() {
    this.classList.add('order-panel');
    this.stop = office.listen((event) => this.hear(event), (isLive) => { if (isLive) this.again(); }) ?? (() => {});
    void this.load();
  }

  disconnectedCallback() {
    this.stop();
    // What was typed last still goes out.
    void this.app?.saver.run();
    this.turn += 1;
    this.app = null;
  }

  attributeChangedCallback() { if (this.isConnected) void this.load(); }

  async load() {
    const mine = ++this.turn;
    if (this.app?.id === this.order) return;
    void this.app?.saver.run();
    Object.assign(this, { app: null, problem: null });
    this.draw();
    if (!this.order) return;
    try {
      const [order, known] = await Promise.all([api.get(`/orders/${encodeURIComponent(this.order)}`), locations()]);
      if (mine === this.turn) this.open(order, known);
    } catch (error) {
      if (mine !== this.turn) return;
      this.problem = error;
      this.draw();
    }
  }

  /** @param {any} order @param {any[]} known */
  open(order, known) {
    const exponent = exponentOf(order.currency);
    const app = new App({
      office, locale, api, toasts: office.toasts, say: office.words('editor.'), money: moneyFormat({ locale, currency: order.currency, exponent }),
      boot: { ...boot, page: { order, exponent, locations: known, staff_names: boot.page.staff ?? [], registers: [], cash_step: 1 } },
      saver: new Saver({ api, order, kept: keptEdits(localStorage, boot.staff.id, order.id) }),
    });
    this.app = app;
    app.draw = () => { if (this.app === app) this.draw(); };
    let version = order.version;
    app.saver.addEventListener('change', () => {
      app.refresh();
      if (app.saver.base.version === version) return;
      version = app.saver.base.version;
      this.dispatchEvent(new CustomEvent('order-changed', { bubbles: true, detail: { order: app.saver.base } }));
    });
    const afterwards = soon(150, () => loadSides(app, ['requirements', 'stock']));
    app.saver.addEventListener('saved', (event) => { tellSaved(app, /** @type {any} */ (event)); afterwards(); });
    app.saver.addEventListener('refused', (event) => tellRefused(app, /** @type {any} */ (event)));
    this.draw();
    app.saver.run();
    loadSides(app, ['requirements', 'stock', 'customer']);
    void this.loadEarlier(app);
    void this.loadConversation(app);
  }

  /** What the channel takes now, told before anybody sends. @param {App} app */
  async loadConversation(app) {
    if (!this.conversation) return;
    try {
      app.set({ conversation: await api.get(`/conversations/${encodeURIComponent(this.conversation)}`) });
    } catch { /* Sending says what it refuses. */ }
  }

  /** What the customer ordered before. @param {App} app */
  async loadEarlier(app) {
    const { customer_id: customer, conversation_id: conversation } = app.order;
    const by = customer ? `customer_id=${customer}` : conversation ? `conversation_id=${conversation}` : '';
    if (!by) return;
    try {
      const { data } = await api.get(`/orders?limit=6&${by}`);
      app.set({ earlier: data.filter((/** @type {any} */ one) => one.id !== app.id).slice(0, 5) });
    } catch { /* The order can be worked on without them. */ }
  }

  /** Somebody else, or the customer, did something to it. @param {any} event */
  hear(event) {
    const { app } = this;
    if (app && event.object?.id === this.conversation) void this.loadConversation(app);
    if (!app || (event.object?.id !== app.id && event.data?.order_id !== app.id)) return;
    if ((event.object.version ?? 0) > app.saver.base.version || !event.type.startsWith('order.updated')) this.again();
  }

  /**
   * A suggested line that somebody confirmed under its message.
   * @param {import('./suggested-lines.js').Offered} offered @returns {boolean} whether it was taken: a draft is open here
   */
  take(offered) { return Boolean(this.app?.isOpen && takeSuggestion(this.app, offered)); }

  draw() {
    const { app, problem } = this;
    const say = office.words('order_panel.');
    if (app) render(this, orderPanel(app, this.conversation));
    else if (problem) {
      render(this, [h('div', { class: 'notice', role: 'alert', key: 'problem' }, h('p', null, office.explain(problem)),
        h('button', { type: 'button', class: 'button button-small', onclick: () => this.load() }, say('try_again')))]);
    } else render(this, [h('div', { class: 'order-panel-wait', key: 'wait', 'aria-busy': 'true' }, [0, 1, 2].map((at) => h('span', { class: 'skeleton', key: at })))]);
  }
}

customElements.define('order-panel', OrderPanel);
