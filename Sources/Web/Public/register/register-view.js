/** Starts the register: reads what the server put into the page, opens the device's storage, and wires the parts together. */
import { h, render } from '../shared/render-view.js';
import { moneyFormat } from '../shared/money.js';
import { loadIcons } from '../shared/icon-view.js';
import { makeTexts } from '../shared/texts.js';
import { makeToasts } from '../shared/toast-view.js';
import { makeAPI } from '../shared/api.js';
import { makeAlerts, startAlerts } from './alerts-desk.js';
import { App } from './app.js';
import { Cart } from './cart.js';
import { showChosen } from './cart-view.js';
import { Catalog } from './catalog.js';
import { frame } from './frame-view.js';
import { Held } from './held.js';
import { standardKeys } from './keys.js';
import { listenToKeys } from './keys-view.js';
import { listen, soon } from '../shared/live.js';
import { whenStill } from './still-view.js';
import { Queue } from './queue.js';
import { approve } from './refused-view.js';
import { listenToScanner } from './scanner-view.js';
import { openStorage, readFact } from './storage.js';
import { Sync } from './sync.js';
import { announceTotal } from './announce-view.js';
import { Tiles } from './tiles.js';
import { Transactions } from './transactions-list.js';

const boot = JSON.parse(document.getElementById('bootstrap')?.textContent ?? '{}');
boot.keys = { ...standardKeys, ...boot.settings.keys };

/** The till was left alone, or somebody else opened it: back to the names. The cart and everything unsent stay on this device. */
const askWhoItIs = () => { location.href = '/register'; };

/** @returns {Promise<App>} */
async function build() {
  const locale = boot.settings.locale ?? boot.settings.language ?? 'en';
  const database = await openStorage('counterfoil-register');
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel('counterfoil-register') : null;
  const api = makeAPI({ csrf: boot.csrf, onSignedOut: askWhoItIs });
  const queue = new Queue(database, channel);
  await queue.load();
  const cart = new Cart({ queue, boot, database });
  const parts = { boot, locale, database, api, queue, cart };
  return new App({
    ...parts,
    say: makeTexts(boot.texts, locale, 'register.'),
    money: moneyFormat({ locale, currency: boot.settings.currency, exponent: boot.settings.exponent }),
    sync: new Sync({ queue, api }),
    catalog: new Catalog({ api, database, boot }),
    held: new Held({ api, queue, cart, boot }),
    tiles: new Tiles({ api, boot }),
    transactions: new Transactions({ api, boot }),
    desk: makeAlerts(boot, api, locale),
    toasts: makeToasts(/** @type {HTMLElement} */ (document.getElementById('toasts'))),
  });
}

/**
 * The cart this till had before the page was left. What another device left open at this register waits in the drawer.
 * @param {App} app
 */
async function resume(app) {
  const key = await readFact(app.database, `cart-${boot.register.id}`);
  await app.cart.open(key && app.queue.order(key)?.status === 'draft' && !app.queue.order(key)?.hold ? key : null);
  if (key && app.cart.order?.id) {
    const now = await app.api.get(`/orders/${app.cart.order.id}`).catch(() => null);
    if (now && app.queue.waiting(key).length === 0) await app.queue.rebase(key, now);
    if (now && (now.status !== 'draft' || now.hold || isElsewhere(now)) && app.queue.waiting(key).length === 0) await app.cart.open(null);
  } else if (!key) {
    const register = await app.api.get(`/registers/${boot.register.id}`).catch(() => null);
    const open = register?.current_order_id ? await app.api.get(`/orders/${register.current_order_id}`).catch(() => null) : null;
    if (open && open.status === 'draft' && !open.hold && open.lines.length) app.held.leaveBehind(open);
  }
  await app.queue.tidy(new Set(app.cart.key ? [app.cart.key] : []));
}

/**
 * Another till has taken this order over.
 * @param {import('../shared/types.js').Order} order
 */
const isElsewhere = (order) => Boolean(order.lease && order.lease.register_id !== boot.register.id && new Date(order.lease.until) > new Date());

/** @param {App} app */
function wire(app) {
  const again = () => app.refresh();
  for (const part of [app.queue, app.cart, app.catalog, app.held, app.tiles, app.transactions, app.sync]) part.addEventListener('change', again);
  app.sync.addEventListener('signed_out', askWhoItIs);
  app.sync.addEventListener('refused', (/** @type {any} */ event) => {
    if (event.detail.problem.code === 'approval_required') approve(app, event.detail.operation);
  });
  app.sync.addEventListener('acknowledged',
    (/** @type {any} */ event) => { if (['hold', 'delete_order', 'restore_order'].includes(event.detail.operation.kind)) refreshHeld(); });
  const refreshHeld = soon(40, () => whenStill(() => app.held.refresh()));
  const refreshSales = soon(300, () => whenStill(() => app.transactions.settle()));
  const readSales = () => {
    app.transactions.miss();
    refreshSales();
  };
  // The event stream may outlive a short break of the network: an answer is the proof that it is over.
  app.transactions.addEventListener('reached', () => app.sync.setReachable(true));
  addEventListener('online', readSales);
  const refreshCatalog = soon(1500, () => app.catalog.refresh());
  const notices = startAlerts(app);
  listen({
    onEvent: (event) => {
      notices.hear(event);
      app.inbox?.hear(event);
      if (event.object?.type === 'order') refreshHeld();
      app.transactions.heard(event);
      refreshSales();
      if (event.type === 'order.held' && event.data?.register_id !== boot.register.id) app.held.markNew(event.object.id);
      if (/^(product|catalog|stock|variant|order\.placed)/.test(event.type)) refreshCatalog();
    },
    onState: (isLive) => {
      if (isLive) notices.reload();
      if (isLive && !app.state.isLive) app.inbox?.reload();
      if (isLive && !app.state.isLive) { app.held.refresh(); readSales(); app.sync.run(true); app.sync.setReachable(true); }
      app.set({ isLive });
    },
  });
  setInterval(() => app.refresh(), 30_000);
}

async function start() {
  const root = /** @type {HTMLElement} */ (document.getElementById('app'));
  loadIcons();
  try {
    const app = await build();
    app.draw = () => { render(root, frame(app)); announceTotal(app); showChosen(app); };
    wire(app);
    listenToScanner(app);
    listenToKeys(app);
    app.refresh();
    app.sync.start();
    await Promise.all([resume(app), app.catalog.load(), app.tiles.load(), app.held.refresh(), app.transactions.count()]);
  } catch (error) {
    render(root,
      h('p', { class: 'field-error', role: 'alert' },
        `${boot.texts?.['register.error.start'] ?? ''} ${error instanceof Error ? error.message : ''}`));
    throw error;
  }
}

start();
