/** Puts the three columns on the page: conversations, what was said, and the order or the customer beside it. */
import { h, render } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { Desk } from './desk.js';
import { customerPanel } from './customer-panel-view.js';
import { fillColumn, focusRow, listColumn } from './list-view.js';
import { keepPlace, threadColumn } from './thread-view.js';

/**
 * @param {HTMLElement} root @param {import('./desk.js').Host} host
 * @returns {Desk} the desk, drawn again whenever something changed
 */
export function mountDesk(root, host) {
  const desk = new Desk(host);
  desk.draw = () => {
    root.dataset.column = desk.column;
    render(root, [listColumn(desk), threadColumn(desk), ...panelColumn(desk)]);
    drawPanel(desk, root);
    keepPlace(desk, root);
    fillColumn(desk, root);
  };
  root.addEventListener('keydown', (event) => listKey(desk, event));
  // The order beside the thread was changed there: its chip and the thread's lines are others now.
  root.addEventListener('order-changed', () => { if (desk.thread) desk.loadThread(desk.thread); });
  desk.draw();
  return desk;
}

/** Its children are another part's while an order is open in it. @param {Desk} desk */
function panelColumn(desk) {
  return desk.thread
    ? [h('aside', { class: 'inbox-panel', key: 'panel', keepsChildren: true, 'aria-label': desk.host.say(desk.order ? 'panel.order' : 'panel.customer') })] : [];
}

/** @param {Desk} desk @param {HTMLElement} root */
function drawPanel(desk, root) {
  const place = /** @type {HTMLElement|null} */ (root.querySelector('.inbox-panel'));
  if (!place || !desk.thread) return;
  const { order, thread } = desk;
  const shown = /** @type {any} */ (place.querySelector('order-panel'));
  if (!order) {
    if (shown) place.replaceChildren();
    render(place, customerPanel(desk));
    return;
  }
  if (shown && shown.getAttribute('conversation') === thread.id) {
    if (shown.getAttribute('order') !== order) shown.setAttribute('order', order);
    return;
  }
  const bar = document.createElement('div');
  bar.className = 'panel-bar';
  render(bar, h('button', { type: 'button', class: 'button button-quiet', onclick: () => desk.back() }, icon('back', 'icon turns'), desk.host.say('panel.back')));
  const panel = document.createElement('order-panel');
  panel.setAttribute('conversation', thread.id);
  panel.setAttribute('order', order);
  place.replaceChildren(bar, panel);
}

/** Arrows move along the list while it has the focus. @param {Desk} desk @param {KeyboardEvent} event */
function listKey(desk, event) {
  const row = /** @type {HTMLElement} */ (event.target).closest?.('.inbox-row');
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    focusRow(desk, event.key === 'ArrowDown' ? 1 : -1);
  }
}
