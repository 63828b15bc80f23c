/** The invoice as its customer gets it, and beside it how it is sent. */
import { office } from '../office/office-view.js';
import { h, render } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { moneyFormat } from '../shared/money.js';
import { customerName } from '../shared/order.js';
import { App } from './app.js';
import { band, shownNumber } from './bar-view.js';
import { openExplanation } from './explain-view.js';
import { keptEdits } from './kept.js';
import { loadText, paperSide } from './send-paper-view.js';
import { askAndSend, sendPanel } from './send-panel-view.js';
import { Saver } from './saver.js';
import { usualWay } from './send-to-view.js';
import { loadSides } from './sides.js';

const { boot, locale, api } = office;

/** @param {App} app */
const page = (app) => {
  const locked = app.order.status === 'draft' ? null : band(app);
  return [
    h('div', { class: 'editor-bar send-bar', key: 'bar' }, h('div', { class: 'editor-bar-row' },
      h('a', { class: 'button button-quiet button-icon', href: `/admin/orders/${app.id}`, 'aria-label': app.say('send.back') },
        icon('back', 'icon turns')),
      h('h1', { class: 'clip' }, h('bdi', null, shownNumber(app.order))),
      h('span', { class: `chip chip-${app.order.display_status}` }, app.say(`status.${app.order.display_status}`)),
      h('span', { class: 'muted clip wide-only', dir: 'auto' },
        customerName(app.order.customer) ? app.say('send.for', { who: customerName(app.order.customer) }) : app.say('send.for_nobody')),
      h('div', { class: 'editor-bar-end' },
        h('button', { type: 'button', class: 'text-button wide-only', onclick: () => openExplanation(app) }, app.say('explain')),
        h('b', { class: 'number send-total' }, app.money.money(app.order.total))))),
    ...(locked ? [locked] : []),
    h('div', { class: 'send-columns', key: 'columns' }, paperSide(app), sendPanel(app)),
  ];
};

/** One level back, and never at the cost of a message that was typed. @param {App} app */
function stepBack(app) {
  if (!app.state.send.message.trim()) location.href = `/admin/orders/${app.id}`;
}

async function start() {
  const root = /** @type {HTMLElement} */ (document.getElementById('editor'));
  const { order, exponent } = boot.page;
  const app = new App({
    office, boot, locale, api, toasts: office.toasts, say: office.words('editor.'),
      money: moneyFormat({ locale, currency: order.currency, exponent }),
    saver: new Saver({ api, order, kept: keptEdits(localStorage, boot.staff.id, order.id) }),
  });
  app.state.send = { way: usualWay(order), to: {}, message: '', error: '', isBusy: false, conversation: null };
  app.state.paper = { view: 'page', text: null, turn: 0 };
  app.draw = () => render(root, page(app));
  app.saver.addEventListener('change', () => {
    if (app.state.paper.version !== app.saver.base.version) {
      Object.assign(app.state.paper, { version: app.saver.base.version, turn: app.state.paper.turn + 1 });
      void loadText(app);
    }
    app.refresh();
  });
  office.keys.add({
    'Ctrl+Enter': { label: app.say('keys.send'), run: () => askAndSend(app) },
    Escape: { label: app.say('send.back'), run: () => stepBack(app) },
  });
  app.refresh();
  // What was typed on the order page just before belongs into the invoice.
  await app.saver.flush();
  void loadText(app);
  loadSides(app, ['choices', 'doors', 'conversation']);
  if (location.hash === '#print') app.state.paper.printsOnLoad = true;
}

start();
