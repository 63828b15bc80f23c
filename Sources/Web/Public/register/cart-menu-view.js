/** ⋯ More options of the cart. What cannot be used stays and says why. */
import { openMenu } from '../shared/menu-view.js';
import { discountCart } from './discount-view.js';
import { clearCart, holdCart, openHeld } from './hold-view.js';
import { keyFor } from './keys.js';
import { showKeys } from './keys-view.js';
import { mergeHeld } from './merge-view.js';
import { editTags, noteOnCart } from './note-view.js';
import { duplicateCart, splitOrder } from './split-order-view.js';

/** @param {import('./app.js').App} app @param {HTMLElement} button */
export function openCartMenu(app, button) {
  const { say, cart, order } = app;
  const key = (/** @type {string} */ action) => keyFor(app.boot.keys, action);
  const empty = cart.isEmpty ? say('cart.is_empty') : null;
  const online = empty ?? (app.isOffline ? say('needs_network') : null);
  const isOne = (order?.lines.length ?? 0) === 1 && Number(order?.lines[0].quantity) <= 1;
  openMenu(button, [
    { label: say('menu.save'), icon: 'hold', key: key('hold'), reason: empty, run: () => holdCart(app) },
    { label: say('menu.retrieve'), icon: 'held', key: key('held'), run: () => openHeld(app) },
    'line',
    { label: say('menu.discount'), icon: 'percent', key: key('discount'), reason: empty, run: () => discountCart(app) },
    { label: say('menu.note'), icon: 'note', key: key('note'), reason: empty, run: () => noteOnCart(app) },
    { label: say('menu.tags'), icon: 'tag', reason: empty, run: () => editTags(app) },
    { label: say('menu.split'), icon: 'split', reason: online ?? (isOne ? say('menu.split_one') : null), run: () => splitOrder(app) },
    {
      label: say('menu.merge'), icon: 'merge', reason: online ?? (app.held.count === 0 ? say('held.none_short') : null),
      run: () => mergeHeld(app),
    },
    { label: say('menu.duplicate'), icon: 'copy', reason: online, run: () => duplicateCart(app) },
    'line',
    {
      label: say('menu.inbox'), icon: 'inbox', reason: app.isOffline ? say('needs_network') : null,
      run: () => app.set({ screen: 'inbox', isDrawerOpen: false, sheet: 'closed' }),
    },
    'line',
    { label: say('menu.clear'), icon: 'trash', isStop: true, reason: empty, run: () => clearCart(app) },
    { label: say('menu.keys'), icon: 'keys', key: '?', run: () => showKeys(app) },
  ], say('cart.more'));
}
