/** What can be done with a line, and the small questions it takes. */
import { h } from '../shared/render-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { openMenu } from '../shared/menu-view.js';
import { uuid } from '../shared/uuid.js';
import { choosePriceRule, choosePromotions } from './pricing-view.js';
import { askDiscount } from './discount-view.js';
import { isOverride } from './line-chips-view.js';
import { parseUnitPrice, priceText } from './figures.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app @param {any} line @param {HTMLElement} button */
export function openLineMenu(app, line, button) {
  const { say } = app;
  const target = `line:${line.client_id ?? line.id}`;
  const own = say('line.only_products');
  openMenu(button, [
    { label: say('menu.discount'), icon: 'percent', run: () => discount(app, target, line) },
    { label: say('menu.price_rule'), icon: 'tag', reason: line.variant_id ? null : own, run: () => choosePriceRule(app, target, line) },
    { label: say('menu.promotions'), icon: 'gift', run: () => choosePromotions(app, target, line) },
    { label: say('menu.price'), icon: 'pencil', reason: line.variant_id ? null : own, run: () => override(app, target, line) },
    { label: say('menu.cycle'), icon: 'undo', run: () => cycle(app, target, line) },
    { label: say(line.taxable === false ? 'menu.tax_on' : 'menu.tax_off'), icon: 'bank',
      run: () => app.edit(target, { taxable: line.taxable === false }) },
    { label: say('menu.note'), icon: 'note', run: () => note(app, target, line) },
    { label: say('menu.title'), icon: 'pencil', run: () => title(app, target, line) },
    'line',
    { label: say('menu.remove'), icon: 'trash', isStop: true, run: () => removeLine(app, target, line) },
  ], say('line.more', { title: line.title }));
}

/** @param {App} app @param {string} target @param {any} line */
async function discount(app, target, line) {
  const answer = await askDiscount(app, { title: app.say('discount.line'), detail: line.title, known: line.discounts?.[0], hasUnit: true });
  if (answer) app.edit(target, { discounts: answer.discount ? [answer.discount] : [] });
}

/** @param {App} app @param {string} target @param {any} line */
async function override(app, target, line) {
  const { say, money } = app;
  const form = { price: priceText(line.unit_price, money.exponent), reason: line.price_reason ?? '' };
  const answer = await ask(({ close, refresh }) => {
    const price = parseUnitPrice(form.price, money.exponent);
    return dialogForm({
      title: say('override.title'), detail: line.title, say, close, isReady: price !== null, submitLabel: say('override.use'),
      submit: () => close({ unit_price: price, price_reason: form.reason.trim() || null }),
      extra: isOverride(line) ? h('button',
        { type: 'button', class: 'button button-quiet', onclick: () => close({ unit_price: line.list_price, price_reason: null }) },
        say('override.list', { price: priceText(line.list_price, money.exponent) })) : null,
    },
    field({ label: say('override.price', { currency: money.currency }), id: 'override-price', inputmode: 'decimal', class: 'input input-money',
      autofocus: true, value: form.price, oninput: (/** @type {any} */ event) => { form.price = event.target.value; refresh(); } }),
    field({ label: say('override.reason'), id: 'override-reason', value: form.reason, maxlength: 200, dir: 'auto',
      oninput: (/** @type {any} */ event) => { form.reason = event.target.value; } }));
  });
  if (answer) app.edit(target, answer);
}

const INTERVALS = ['day', 'week', 'month', 'year'];

/** @param {App} app @param {string} target @param {any} line */
async function cycle(app, target, line) {
  const { say } = app;
  const form = { interval: line.billing_cycle?.interval ?? 'month', count: String(line.billing_cycle?.count ?? 1) };
  const answer = await ask(({ close, refresh }) => {
    const count = /^[1-9]\d{0,2}$/.test(form.count.trim()) && Number(form.count) <= 366 ? Number(form.count) : null;
    return dialogForm({
      title: say('cycle.title'), detail: line.title, say, close, isReady: count !== null, submitLabel: say('cycle.use'),
      submit: () => close({ cycle: { interval: form.interval, count } }),
      extra: line.billing_cycle ? h('button', { type: 'button', class: 'button button-quiet button-stop', onclick: () => close({ cycle: null }) },
        say('cycle.remove')) : null,
    },
    h('div', { class: 'fields fields-two' },
      field({ label: say('cycle.every'), id: 'cycle-count', inputmode: 'numeric', autofocus: true, value: form.count,
        oninput: (/** @type {any} */ event) => { form.count = event.target.value; refresh(); } }),
      h('div', { class: 'field' }, h('label', { for: 'cycle-interval' }, say('cycle.interval')),
        h('select', { class: 'select', id: 'cycle-interval',
          onchange: (/** @type {any} */ event) => { form.interval = event.target.value; refresh(); } },
          INTERVALS.map((each) => h('option', { value: each, key: each, selected: each === form.interval }, say(`cycle.unit.${each}`)))))),
    h('p', { class: 'hint' }, say('cycle.hint')));
  });
  if (answer) app.edit(target, { billing_cycle: answer.cycle });
}

/** @param {App} app @param {string} target @param {any} line */
async function note(app, target, line) {
  const text = await askText(app, { title: app.say('line.note_title'), detail: line.title, label: app.say('line.note'), value: line.note ?? '',
    isLong: true });
  if (text !== undefined) app.edit(target, { note: text || null });
}

/** @param {App} app @param {string} target @param {any} line */
async function title(app, target, line) {
  const text = await askText(app, { title: app.say('line.title_title'), label: app.say('line.title'), value: line.title });
  if (text) app.edit(target, { title: text });
}

/** @param {App} app @param {{title: string, detail?: string, label: string, value: string, isLong?: boolean}} parts @returns {Promise<string|undefined>} */
export function askText(app, { title: head, detail, label, value, isLong = false }) {
  const form = { value };
  return ask(({ close }) => dialogForm({ title: head, detail, say: app.say, close, submitLabel: app.say('use'),
    submit: () => close(form.value.trim()) },
    h('div', { class: 'field' }, h('label', { for: 'ask-text' }, label), h(isLong ? 'textarea' : 'input', {
      class: 'input', id: 'ask-text', value, dir: 'auto', autofocus: true, maxlength: isLong ? 10000 : 1000,
        oninput: (/** @type {any} */ event) => { form.value = event.target.value; },
    }))));
}

/** Takes the line off at once; undone, it comes back at the end with everything on it. @param {App} app @param {string} target @param {any} line */
export function removeLine(app, target, line) {
  app.apply({ kind: 'remove', target, before: { one: line } });
  app.toasts.show(app.say('line.removed', { title: line.title }), {
    icon: 'trash', actions: [{ label: app.say('undo'), icon: 'undo', run: () => bringBack(app, line) }],
  });
}

/** @param {App} app @param {any} line */
function bringBack(app, line) {
  const client = uuid();
  const kept = ['title', 'sku', 'unit', 'quantity', 'tax_rates', 'price_includes_tax', 'taxable', 'requires_shipping', 'preorder', 'note',
    'billing_cycle'];
  const body = Object.fromEntries(kept.filter((name) => line[name] !== null && line[name] !== undefined).map((name) => [name, line[name]]));
  if (line.variant_id) Object.assign(body, { variant_id: line.variant_id });
  if (!line.variant_id || isOverride(line)) Object.assign(body,
    { unit_price: line.unit_price, ...(line.price_reason ? { price_reason: line.price_reason } : {}) });
  if (line.discounts?.length) Object.assign(body, { discounts: line.discounts.map((/** @type {any} */ { amount: _, ...rest }) => rest) });
  app.apply({ kind: 'add_line', target: `line:${client}`, body: { ...body, client_id: client }, shown: { ...line, id: null, client_id: client } });
}
