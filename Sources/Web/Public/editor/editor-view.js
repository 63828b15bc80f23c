/** Starts the order page: takes up the order that came with it, what this browser kept unsaved, and what happens in the shop. */
import { office } from '../office/office-view.js';
import { render } from '../shared/render-view.js';
import { moneyFormat } from '../shared/money.js';
import { soon } from '../shared/live.js';
import { App } from './app.js';
import { editorKeys } from './keys-view.js';
import { frame } from './frame-view.js';
import { keptEdits } from './kept.js';
import { loadSides } from './sides.js';
import { saveBeforeLeaving } from './leaving-view.js';
import { followSections } from './sections-view.js';
import { watchPresence } from './presence-view.js';
import { Saver } from './saver.js';
import { go } from './summary-view.js';
import { tellRefused, tellSaved } from './notices-view.js';

const { boot, locale, api } = office;

/** @returns {App} */
function build() {
  const { order, exponent } = boot.page;
  const app = new App({
    office, boot, locale, api, toasts: office.toasts, say: office.words('editor.'),
    money: moneyFormat({ locale, currency: order.currency, exponent }),
    saver: new Saver({ api, order, kept: keptEdits(localStorage, boot.staff.id, order.id) }),
  });
  return app;
}

/** What others do to this order, as it happens. @param {App} app */
function follow(app) {
  const again = soon(60, async () => {
    await app.saver.reload();
    loadSides(app, ['requirements', 'events', 'stock', 'revisions', 'tasks']);
  });
  office.listen((event) => {
    if (event.object?.id !== app.id && event.data?.order_id !== app.id) return;
    const version = /** @type {any} */ (event.object).version ?? 0;
    if (version > app.saver.base.version || !event.type.startsWith('order.updated')) {
      const { actor } = /** @type {any} */ (event);
      if (actor?.id && actor.id !== boot.staff.id) app.state.lastOther = app.nameOf(actor.id);
      again();
    }
  }, (isLive) => {
    if (isLive && app.state.isLive === false) again();
    else if (isLive && app.state.isLive === undefined) void catchUp(app);
    app.state.isLive = isLive;
  });
}

/** What happened between the page's being made and its first ear for events was told to nobody here. @param {App} app */
async function catchUp(app) {
  const { version } = app.saver.base;
  await app.saver.reload();
  if (app.saver.base.version !== version) loadSides(app, ['requirements', 'events', 'stock', 'revisions', 'tasks', 'customer', 'movements']);
}

function start() {
  const root = /** @type {HTMLElement} */ (document.getElementById('editor'));
  const app = build();
  app.draw = () => render(root, frame(app));
  app.saver.addEventListener('change', () => app.refresh());
  const afterwards = soon(150, () => loadSides(app, ['requirements', 'events', 'stock', 'movements']));
  app.saver.addEventListener('saved', (event) => { tellSaved(app, /** @type {any} */ (event)); afterwards(); });
  app.saver.addEventListener('refused', (event) => tellRefused(app, /** @type {any} */ (event)));
  app.saver.addEventListener('kept', () => app.toasts.show(app.say('line.kept'), { icon: 'warning' }));
  addEventListener('beforeunload', (event) => {
    // What is kept here comes back by itself; only a browser that keeps nothing would lose it.
    if (app.saver.waiting.length && (!app.saver.isKept || app.saver.state === 'trying')) event.preventDefault();
  });
  addEventListener('online', () => app.saver.run());
  saveBeforeLeaving(app);
  setInterval(() => app.refresh(), 30_000);
  editorKeys(app, office);
  followSections(app);
  follow(app);
  watchPresence(app);
  app.refresh();
  // The sections are made by this script, so the browser could not go to one by itself.
  if (location.hash) queueMicrotask(() => go(app, location.hash.slice(1)));
  app.saver.run();
  loadSides(app, ['requirements', 'stock', 'events', 'customer', 'movements', 'choices', 'revisions', 'cards', 'tasks']);
}

start();
