/** Splitting what is due over several payers: equal parts, or by what each one had. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm } from '../shared/dialog-view.js';
import { quantityText, thousandths } from '../shared/quantity.js';
import { lineKey } from '../shared/order.js';
import { changePay } from './pay-view.js';
import { equalParts, shareOfLine } from './tender.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export async function payEqualParts(app) {
  const { say, money } = app;
  const due = app.order?.amount_due ?? 0;
  let count = 2;
  const answer = await ask(({ close, refresh }) => {
    const set = (/** @type {number} */ next) => { count = Math.max(2, Math.min(20, next)); refresh(); };
    const parts = equalParts(due, count);
    return dialogForm({
      title: say('pay.equal'), detail: money.money(due), say, close, submit: () => close(parts[0]), submitLabel: say('pay.use_parts'),
    },
      h('div', { class: 'parts' }, h('span', null, say('pay.people')), h('div', { class: 'stepper' },
        h('button', { type: 'button', 'aria-label': say('line.less'), onclick: () => set(count - 1) }, icon('minus')),
        h('output', { class: 'number stepper-value', 'aria-live': 'polite' }, count),
        h('button', { type: 'button', 'aria-label': say('line.more'), autofocus: true, onclick: () => set(count + 1) }, icon('plus')))),
      h('p', null,
        parts[0] === parts[count - 1] ? say('pay.each', { amount: money.money(parts[0]) }) : say('pay.each_or',
          { amount: money.money(parts[0]), less: money.money(parts[count - 1]) })));
  });
  if (answer !== undefined) changePay(app, { part: { index: 0, count }, target: answer, given: '' });
}

/** @param {App} app */
export async function payByItems(app) {
  const { say, money, order } = app;
  if (!order) return;
  /** @type {Map<string, number>} */
  const chosen = new Map();
  const answer = await ask(({ close, refresh }) => {
    const amount = Math.min(order.amount_due,
      order.lines.reduce((sum, line) => sum + shareOfLine(line, chosen.get(lineKey(line)) ?? 0), 0));
    return dialogForm({
      title: say('pay.by_items'), detail: say('pay.by_items_hint'), say, close, isReady: amount > 0, submit: () => close(amount),
      submitLabel: say('pay.use_amount', { amount: money.money(amount) }),
    },
      h('div', { class: 'rows pick-lines' }, order.lines.map((line) => {
        const key = lineKey(line);
        return quantityRow(app,
          { title: line.title, most: thousandths(line.quantity), value: chosen.get(key) ?? 0, amount: money.money(shareOfLine(line, chosen.get(key) ?? 0)), set: (value) => { chosen.set(key, value); refresh(); } });
      })));
  });
  if (answer) changePay(app, { target: answer, part: null, given: '' });
}

/**
 * A line with a stepper from none to all; a weighed line is all or nothing.
 * @param {App} app @param {{title: string, most: number, value: number, amount: string, set: (value: number) => void, key?: string}} row
 */
export function quantityRow(app, { title, most, value, amount, set, key }) {
  const { say } = app;
  const step = most % 1000 === 0 ? 1000 : most;
  return h('div', { class: 'pick-line', key, role: 'group', 'aria-label': title },
    h('span', { class: 'pick-title', dir: 'auto' }, title, h('small', { class: 'muted' }, say('of', { count: quantityText(most) }))),
    h('div', { class: 'stepper' },
      h('button', { type: 'button', 'aria-label': `${say('line.less')} ${title}`, onclick: () => set(Math.max(0, value - step)) },
        icon('minus')),
      h('output', { class: 'number stepper-value' }, quantityText(value)),
      h('button', { type: 'button', 'aria-label': `${say('line.more')} ${title}`, onclick: () => set(Math.min(most, value + step)) },
        icon('plus'))),
    h('b', { class: 'number pick-amount' }, amount));
}
