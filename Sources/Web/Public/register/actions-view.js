/** The action strip above the tiles, and the same actions as tiles. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { itemCount } from './order.js';
import { pickCustomer } from './customer-view.js';
import { addCustomItem } from './custom-item-view.js';
import { discountChosenOrCart } from './discount-view.js';
import { holdCart, openHeld } from './hold-view.js';
import { layout } from './tiles-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app @returns {Record<string, {icon: string, title: string, detail: string, isOff?: boolean, run: () => any}>} */
function actions(app) {
  const { say, cart } = app;
  return {
    save_cart: {
      icon: 'hold', title: say('action.save_cart'), isOff: cart.isEmpty, run: () => holdCart(app),
      detail: cart.isEmpty ? say('cart.is_empty') : say('items', { count: itemCount(app.order) }),
    },
    view_held_orders: {
      icon: 'held', title: say('action.view_held'), detail: say('action.held', { count: app.held.count }), run: () => openHeld(app),
    },
    new_customer: {
      icon: 'person-add', title: say('action.new_customer'), detail: say('action.new_customer_hint'),
      run: () => pickCustomer(app, { isNew: true }),
    },
    custom_item: {
      icon: 'pencil', title: say('action.custom_item'), detail: say('action.custom_item_hint'), run: () => addCustomItem(app),
    },
    discount: {
      icon: 'percent', title: say('action.discount'), isOff: cart.isEmpty, run: () => discountChosenOrCart(app),
      detail: cart.isEmpty ? say('cart.is_empty') : say('action.discount_hint'),
    },
  };
}

/** @param {App} app @param {string} name @param {string} [classes] */
export function actionButton(app, name, classes = 'action') {
  const action = actions(app)[name];
  if (!action) return null;
  return h('button', {
    type: 'button', class: classes, key: `action-${name}`, 'aria-disabled': action.isOff ? 'true' : null,
    onclick: () => { if (!action.isOff) action.run(); },
  }, icon(action.icon), h('span', { class: 'action-words' }, h('b', null, action.title), h('span', null, action.detail)));
}

/** @param {App} app */
export function actionStrip(app) {
  return h('div', { class: 'actions', role: 'group', 'aria-label': app.say('actions'), key: 'actions' },
    layout(app).strip.map((name) => actionButton(app, name)));
}

/**
 * The words of an action, for choosing it as a tile.
 * @param {App} app @param {string} name
 */
export const actionTitle = (app, name) => actions(app)[name]?.title ?? name;
