/** Price rules and promotions of a line, promotions and points of the order, fees: chosen from what the shop has. */
import { h } from '../shared/render-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { taxChoices } from './custom-item-view.js';
import { worth } from './line-chips-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app @param {string} target @param {any} line */
export async function choosePriceRule(app, target, line) {
  const { say } = app;
  const state = { rules: /** @type {any[]|null} */ (null), error: '', chosen: line.price_rule_id ?? '' };
  const answer = await ask(({ close, refresh }) =>
    dialogForm({ title: say('menu.price_rule'), detail: line.title, say, close, error: state.error, submitLabel: say('use'),
    submit: () => close({ id: state.chosen || null }) },
    h('div', {
      class: 'stack', onmount: () => load(app, `/price_rules?limit=100&variant_id=${line.variant_id}`, state, 'rules', refresh),
    }, option(app, 'rule', '', say('rule.none'), say('rule.none_hint'), state, refresh),
    (state.rules ?? []).map((rule) => option(app, 'rule', rule.id, rule.title, ruleHint(app, rule), state, refresh)),
    state.rules?.length === 0 ? h('p', { class: 'small muted' }, say('rule.empty')) : null)), { fills: true });
  if (answer) app.edit(target, { price_rule_id: answer.id },
    { shown: { price_rule_title: state.rules?.find((rule) => rule.id === answer.id)?.title ?? null } });
}

/** Whom a rule is for and what it makes of a price. @param {App} app @param {any} rule */
function ruleHint(app, rule) {
  const prices = (rule.prices ?? []).slice(0, 3).map((/** @type {any} */ price) => {
    const made = price.value_type === 'unit_price' ? app.money.unitPrice(price.value) : worth(app, price);
    return Number(price.min_quantity) > 1 ? app.say('rule.from', { count: price.min_quantity, price: made }) : made;
  });
  return [(rule.groups ?? []).join(', '), prices.join(', ')].filter(Boolean).join(' · ');
}

/** @param {App} app @param {string} name @param {string} value @param {string} title @param {string} hint @param {any} state @param {() => void} refresh */
const option = (app, name, value, title, hint, state, refresh) => h('label', { class: 'choice', key: value || 'none' },
  h('input', { type: 'radio', name, checked: state.chosen === value, onchange: () => { state.chosen = value; refresh(); } }),
  h('span', { dir: 'auto' }, h('bdi', null, title), hint ? h('small', null, hint) : null));

/** @param {App} app @param {string} path @param {any} state @param {string} name @param {() => void} refresh */
async function load(app, path, state, name, refresh) {
  try {
    state[name] = (await app.api.get(path)).data;
  } catch (error) {
    state.error = app.explain(error);
  }
  refresh();
}

/** @param {App} app @param {string} target @param {any} line */
export async function choosePromotions(app, target, line) {
  const { say } = app;
  const chosen = new Set((line.promotions ?? []).map((/** @type {any} */ one) => one.id));
  const state = { all: /** @type {any[]|null} */ (null), error: '' };
  const answer = await ask(({ close, refresh }) =>
    dialogForm({ title: say('menu.promotions'), detail: line.title, say, close, error: state.error, submitLabel: say('use'),
    submit: () => close(/** @type {string[]} */ ([...chosen])) },
    h('div', { class: 'stack', onmount: () =>
      load(app, `/promotions?limit=100${line.variant_id ? `&variant_id=${line.variant_id}` : ''}`, state, 'all', refresh) },
      (state.all ?? []).filter((one) => one.scope !== 'order' && !one.value_type.startsWith('points')).map((one) =>
        h('label', { class: 'choice', key: one.id },
        h('input', { type: 'checkbox', checked: chosen.has(one.id),
          onchange: (/** @type {any} */ event) => { if (event.target.checked) chosen.add(one.id); else chosen.delete(one.id); refresh(); } }),
        h('span', { dir: 'auto' }, h('bdi', null, one.title), h('small', null, [worth(app, one), one.code].filter(Boolean).join(' · '))))),
      state.all?.length === 0 ? h('p', { class: 'small muted' }, say('promotion.empty')) : null)), { fills: true });
  if (!answer) return;
  const known = [...line.promotions ?? [], ...state.all ?? []];
  app.edit(target, { promotions: answer.map((id) => ({ id })) }, { shown: { promotions: answer.map((id) => known.find((one) => one.id === id)) } });
}

/** A promotion for the whole order, by its code or from the list. @param {App} app */
export async function addOrderPromotion(app) {
  const { say } = app;
  const form = { code: '', chosen: '' };
  const state = { all: /** @type {any[]|null} */ (null), error: '', get chosen() { return form.chosen; },
    set chosen(value) { form.chosen = value; } };
  const body = await ask(({ close, refresh }) => dialogForm({
    title: say('adjust.promotion_title'), say, close, error: state.error, submitLabel: say('use'), isReady: Boolean(form.code.trim() || form.chosen),
    submit: () => close(form.code.trim() ? { code: form.code.trim() } : { promotion_id: form.chosen }),
  },
  field({ label: say('promotion.code'), id: 'promotion-code', value: form.code, autofocus: true, maxlength: 100, dir: 'auto',
    oninput: (/** @type {any} */ event) => { form.code = event.target.value; form.chosen = ''; refresh(); } }),
  h('div', { class: 'stack', onmount: () => load(app, '/promotions?limit=100', state, 'all', refresh) },
    (state.all ?? []).filter((one) => !one.value_type.startsWith('points')).map((one) =>
      option(app, 'promotion', one.id, one.title, [worth(app, one), one.code].filter(Boolean).join(' · '), state, refresh)))), { fills: true });
  if (body) app.apply({ kind: 'add_adjustment', target: 'order', body: { kind: 'promotion', ...body } });
}

/** Points of the customer, at the shop's rate. @param {App} app */
export async function addPoints(app) {
  const { say, state: { customer } } = app;
  if (!customer) return app.toasts.show(say('points.no_customer'), { icon: 'person' });
  const form = { text: '' };
  const points = await ask(({ close, refresh }) => {
    const value = /^[1-9]\d{0,9}$/.test(form.text.trim()) ? Number(form.text) : null;
    return dialogForm({ title: say('adjust.points'), detail: say('points.has', { count: customer.points }), say, close,
      isReady: value !== null && value <= customer.points, submitLabel: say('use'), submit: () => close(value) },
      field({ label: say('points.count'), id: 'points-count', inputmode: 'numeric', class: 'input input-money', autofocus: true, value: form.text,
        oninput: (/** @type {any} */ event) => { form.text = event.target.value; refresh(); } }));
  });
  if (points) app.apply({ kind: 'add_adjustment', target: 'order', body: { kind: 'points', points } });
  return undefined;
}

/** @param {App} app */
export async function addFee(app) {
  const { say, money } = app;
  const taxes = await taxChoices(app).catch(() => [{ label: say('tax.none'), rates: [] }]);
  const form = { title: '', amount: '', tax: 0 };
  const body = await ask(({ close, refresh }) => {
    const value = money.parse(form.amount);
    return dialogForm({ title: say('adjust.fee_title'), say, close, isReady: form.title.trim() !== '' && value !== null && value > 0,
      submitLabel: say('use'), submit: () =>
      close({ kind: 'fee', title: form.title.trim(), value_type: 'fixed', value, tax_rates: taxes[form.tax].rates }) },
      field({ label: say('discount.title'), id: 'fee-title', value: form.title, autofocus: true, maxlength: 200, dir: 'auto',
        oninput: (/** @type {any} */ event) => { form.title = event.target.value; refresh(); } }),
      field({ label: say('discount.amount_value', { currency: money.currency }), id: 'fee-amount', inputmode: 'decimal', class: 'input input-money',
        value: form.amount, oninput: (/** @type {any} */ event) => { form.amount = event.target.value; refresh(); } }),
      h('div', { class: 'field' }, h('label', { for: 'fee-tax' }, say('custom.tax')),
        h('select', { class: 'select', id: 'fee-tax', onchange: (/** @type {any} */ event) => { form.tax = Number(event.target.value); } },
        taxes.map(({ label }, index) => h('option', { value: String(index), key: index }, label)))));
  });
  if (body) app.apply({ kind: 'add_adjustment', target: 'order', body });
}

