/** What changed while the order was held: one row each, two equal choices, the total as it would be. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogHead } from '../shared/dialog-view.js';
import { amountIn, changeKey, editsFor, firstChoices, preview } from './changes.js';
import { customerName, orderKey } from '../shared/order.js';
import { clock, heldSince } from './holds.js';
import { unbroken } from './tiles-view.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./changes.js').Change} Change */

/**
 * Asks, and appends the edits the answers mean. False: the cashier cancelled, the order is to stay held.
 * @param {App} app @param {import('../shared/types.js').Order} order @param {Change[]} changes @param {import('../shared/types.js').Hold|null} [hold] as it was before
 * @returns {Promise<boolean>}
 */
export async function showChanges(app, order, changes, hold = null) {
  const { say, money } = app;
  const choices = firstChoices(changes, app.boot.settings.held_price_first_choice === 'take' ? 'current' : 'held');
  const prices = changes.filter(({ kind }) => kind === 'price');
  const isTaken = await ask(({ close, refresh }) => {
    const now = preview(order, changes, choices);
    const all = (/** @type {import('./changes.js').Choice} */ choice) => { for (const change of prices) choices.set(changeKey(change), choice); refresh(); };
    const others = order.lines.length - new Set(changes.map(({ line_id }) => line_id)).size;
    return h('div', { class: 'dialog-frame changes' },
      dialogHead({
        title: say('changes.title', { count: changes.length }), detail: heldBy(app, order, hold), close: () => close(false),
        closeLabel: say('close'),
      }),
      prices.length > 1 ? h('div', { class: 'changes-all' }, h('span', { class: 'muted' }, say('changes.all_prices')),
        h('button', { type: 'button', class: 'button', onclick: () => all('keep') }, say('changes.keep_held')),
        h('button', { type: 'button', class: 'button', onclick: () => all('take') }, say('changes.take_new'))) : null,
      h('div', { class: 'dialog-body changes-rows rows' }, changes.map((change) => changeRow(app, order, change, choices, refresh)),
        h('p', { class: 'small muted' },
          [others > 0 ? say('changes.others', { count: others }) : '', say('changes.cancel_keeps')].filter(Boolean).join(' '))),
      h('div', { class: 'dialog-foot' },
        h('div', { class: 'grows' }, now.total === order.total ? null : h('div',
          { class: 'muted' }, say('changes.held_total'), ' ', h('s', { class: 'number' }, money.money(order.total))),
          h('div', { 'aria-live': 'polite' }, say('changes.total_now'),
            ' ', h('b', { class: 'number changes-total' }, money.money(now.total)))),
        h('button', { type: 'button', class: 'button button-big', onclick: () => close(false) }, say('cancel')),
        h('button', { type: 'button', class: 'button button-main button-big', autofocus: true, onclick: () => close(true) },
          say('retrieve'))));
  }, { classes: 'dialog-wide' });
  if (!isTaken) return false;
  const edits = changes.flatMap((change) => editsFor(change, choices.get(changeKey(change)) ?? 'keep', order));
  if (edits.length) await app.queue.append(orderKey(order), edits);
  return true;
}

/** @param {App} app @param {import('../shared/types.js').Order} order @param {import('../shared/types.js').Hold|null} hold */
function heldBy(app, order, hold) {
  const { boot } = app;
  const nameOf = (/** @type {any[]} */ list, /** @type {string|null|undefined} */ id) => list.find((each) => each.id === id)?.name;
  const staff = nameOf(boot.staff_names, hold?.staff_id ?? order.staff_id);
  return [customerName(order.customer), order.draft_number, [staff ? app.say('changes.held_by', { staff }) : null, nameOf(boot.registers, hold?.register_id),
    clock(hold?.held_at ?? heldSince(order), new Date(), app.locale)].filter(Boolean).join(', ')].filter(Boolean).join(' · ');
}

/** @param {App} app @param {any} order @param {Change} change @param {Map<string, any>} choices @param {() => void} refresh */
function changeRow(app, order, change, choices, refresh) {
  const line = order.lines.find((/** @type {any} */ each) => each.id === change.line_id) ?? { title: '', quantity: 0, unit_price: 0 };
  const words = wording(app, change, line);
  const chosen = choices.get(changeKey(change));
  const option = (/** @type {import('./changes.js').Choice} */ choice, /** @type {string} */ text) => h('button', {
    type: 'button', class: 'pick', 'aria-pressed': chosen === choice ? 'true' : 'false',
    onclick: () => { choices.set(changeKey(change), choice); refresh(); },
  }, chosen === choice ? icon('check') : null, text);
  return h('div', { class: 'change', role: 'group', 'aria-label': line.title, key: changeKey(change) },
    h('span', { class: `change-icon ${words.tone}` }, icon(words.icon)),
    h('div', { class: 'change-what' }, h('b', { dir: 'auto' }, unbroken(line.title)), h('span', { class: 'small muted' }, words.sentence)),
    h('div', { class: 'change-choices' }, option('keep', words.keep), option('take', words.take)));
}

/** @param {App} app @param {Change} change @param {import('../shared/types.js').Line} line */
function wording(app, change, line) {
  const { say, money } = app;
  const before = amountIn(change.before);
  const after = amountIn(change.after);
  if (change.kind === 'price') {
    const isUp = Number(after) > Number(before);
    const by = money.money(Math.abs(Math.round(Number(after) - Number(before))));
    return {
      icon: isUp ? 'up-arrow' : 'down-arrow', tone: isUp ? 'is-up' : 'is-down',
      keep: say('changes.keep', { price: money.unitPrice(before) }),
      take: say('changes.take', { price: money.unitPrice(after) }),
      sentence: say(isUp ? 'changes.price_up' : 'changes.price_down', { by, quantity: line.quantity }),
    };
  }
  if (change.kind === 'unavailable') {
    return {
      icon: 'gone', tone: 'is-gone', sentence: say('changes.gone', { price: money.unitPrice(line.unit_price) }),
      keep: say('changes.keep_custom'), take: say('changes.remove'),
    };
  }
  const left = Math.max(0, Number(after));
  const rest = (Math.round(line.quantity * 1000) - Math.round(left * 1000)) / 1000;
  return {
    icon: 'box', tone: 'is-up', sentence: say('changes.stock', { held: line.quantity, left }),
    keep: left > 0 ? say('changes.sell_only', { count: left }) : say('changes.remove'),
    take: left > 0 ? say('changes.preorder_more', { count: rest }) : say('changes.preorder', { count: rest }),
  };
}
