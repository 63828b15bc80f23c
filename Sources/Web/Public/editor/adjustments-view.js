/** What changes the total beside the lines: discounts, promotions and points before tax; fees; credits and debits after it. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { openMenu } from '../shared/menu-view.js';
import { addFee, addOrderPromotion, addPoints } from './pricing-view.js';
import { askDiscount } from './discount-view.js';
import { fieldNotes } from './field-view.js';

/** @typedef {import('./app.js').App} App */

const LOWERING = new Set(['discount', 'promotion', 'points', 'credit']);

/** @param {App} app */
export function adjustments(app) {
  const { say, order, money } = app;
  const rows = order.adjustments.map((/** @type {any} */ one) => h('div', { class: 'adjustment', key: one.id },
    h('p', { dir: 'auto' }, say(`kind.${one.kind}`), one.title ? [': ', h('bdi', null, one.title)] : '', ' ',
      h('span', { class: 'small muted' }, detail(app, one)),
      fieldNotes(app, `adjustment:${one.id}`, 'value', (value) => (one.value_type === 'percentage' ? `${value}%` : money.plain(Number(value))))),
    h('span', { class: 'number' }, money.plain(LOWERING.has(one.kind) ? -one.amount : one.amount).replace('-', '\u2212')),
    app.isOpen ? h('button', {
      type: 'button', class: 'button button-quiet button-icon', 'aria-haspopup': 'menu', 'aria-expanded': 'false',
        'aria-disabled': one.isNew ? 'true' : null,
      'aria-label': say('line.more', { title: one.title ?? say(`kind.${one.kind}`) }),
      onclick: (/** @type {any} */ event) => { if (!one.isNew) open(app, one, event.currentTarget); },
    }, icon('more')) : null));
  if (!rows.length && !app.isOpen) return null;
  return h('div', { class: 'adjustments', key: 'adjustments' }, rows, app.isOpen ? h('div', { class: 'adjustment-add' },
    h('span', { class: 'small muted' }, say('adjust.add')),
    adders(app).map(({ name, run }) => h('button', { type: 'button', class: 'text-button', key: name, onclick: run }, say(`adjust.${name}`))))
      : null);
}

/** @param {App} app */
const adders = (app) => [
  { name: 'discount', run: () => add(app, 'discount') },
  { name: 'promotion', run: () => addOrderPromotion(app) },
  { name: 'points', run: () => addPoints(app) },
  { name: 'credit', run: () => add(app, 'credit') },
  { name: 'debit', run: () => add(app, 'debit') },
  { name: 'fee', run: () => addFee(app) },
];

/** @param {App} app @param {any} one */
function detail(app, one) {
  const { say } = app;
  const parts = [];
  if (one.value_type === 'percentage') parts.push(say('adjust.percent', { percent: one.value }));
  if (one.code) parts.push(one.code);
  if (one.reason) parts.push(one.reason);
  if (one.kind === 'credit' || one.kind === 'debit') parts.push(say('adjust.after_tax'));
  if (one.kind === 'fee') parts.push((one.tax_rates ?? []).map((/** @type {any} */ rate) =>
    `${rate.title} ${rate.rate}%`).join(' + ') || say('tax.none'));
  return parts.join(' · ');
}

/** @param {App} app @param {'discount'|'credit'|'debit'} kind */
async function add(app, kind) {
  const answer = await askDiscount(app, { title: app.say(`adjust.${kind}_title`), fixedOnly: kind !== 'discount' });
  if (!answer?.discount) return;
  const { value_type, value, title, reason } = answer.discount;
  app.apply({ kind: 'add_adjustment', target: 'order',
    body: { kind, value_type, value, ...(title ? { title } : {}), ...(reason ? { reason } : {}) } });
}

/** @param {App} app @param {any} one @param {HTMLElement} button */
function open(app, one, button) {
  const { say } = app;
  const isFixed = ['credit', 'debit', 'fee'].includes(one.kind);
  const canChange = !one.promotion_id && one.kind !== 'points';
  openMenu(button, [
    {
      label: say('change'), icon: 'pencil', reason: canChange ? null : say('adjust.fixed_by_rule'), run: async () => {
        const answer = await askDiscount(app, { title: say(`kind.${one.kind}`), known: one, fixedOnly: isFixed });
        if (answer?.discount) {
          const { value_type, value, title, reason } = answer.discount;
          app.edit(`adjustment:${one.id}`, { value_type, value, title, reason });
        } else if (answer) remove(app, one);
      },
    },
    { label: say('menu.remove'), icon: 'trash', isStop: true, run: () => remove(app, one) },
  ], say('line.more', { title: one.title ?? say(`kind.${one.kind}`) }));
}

/** @param {App} app @param {any} one */
function remove(app, one) {
  app.apply({ kind: 'remove', target: `adjustment:${one.id}`, before: { one } });
  const { kind, value_type, value, title, reason, code, tax_rates, price_includes_tax } = one;
  const body = {
    kind, value_type, value, ...(title ? { title } : {}), ...(reason ? { reason } : {}), ...(code ? { code } : {}),
    ...(one.promotion_id ? { promotion_id: one.promotion_id } : {}), ...(kind === 'fee' ? { tax_rates, price_includes_tax } : {}),
  };
  app.toasts.show(app.say('adjust.removed', { title: title ?? app.say(`kind.${kind}`) }), {
    icon: 'trash', actions: [{ label: app.say('undo'), icon: 'undo', run: () => app.apply({ kind: 'add_adjustment', target: 'order', body }) }],
  });
}
