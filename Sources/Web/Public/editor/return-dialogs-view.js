/** What is asked about a return: what comes back and why, what of it can be sold again, why it is refused. Each answers with the order. */
import { h } from '../shared/render-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { parseQuantity, quantityText, thousandths, wireQuantity } from '../shared/quantity.js';
import { openParts, returnableLines } from './returns.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app @param {(tools: any, form: any) => any} view @param {() => any} call @param {any} form */
function dialog(app, view, call, form) {
  return ask((tools) => view({
    ...tools,
    submit: async () => {
      if (form.isBusy) return;
      form.isBusy = true;
      form.error = null;
      tools.refresh();
      try {
        tools.close(await call());
      } catch (error) {
        form.error = app.explain(error);
        form.isBusy = false;
        tools.refresh();
      }
    },
  }, form));
}

/** @param {any} line @param {number} most @param {string} value @param {string} label @param {(text: string) => void} set */
const count = (line, most, value, label, set) => h('div', { class: 'with-unit refund-count' }, h('input', {
  class: 'input input-money', id: `return-${line.id}`, inputmode: 'decimal', autocomplete: 'off', placeholder: '0', value,
  'aria-invalid': value.trim() && !((parseQuantity(value) ?? Infinity) <= most) ? 'true' : null,
  oninput: (/** @type {any} */ event) => set(event.target.value),
}), h('span', { class: 'unit muted' }, label));

/** @param {App} app */
export function askReturn(app) {
  const say = app.office.words('returns.');
  const open = returnableLines(app.order);
  const form = { isBusy: false, error: null, rows: new Map(open.map(({ line, rest }) => [line.id, { text: open.length === 1 ? quantityText(rest) : '', reason: '' }])) };
  const asked = () => open.flatMap(({ line, rest }) => {
    const { text, reason } = /** @type {any} */ (form.rows.get(line.id));
    const quantity = parseQuantity(text);
    return quantity ? [{ line_id: line.id, quantity: wireQuantity(quantity), reason: reason.trim() || null, fits: quantity <= rest }] : [];
  });
  return dialog(app, ({ close, refresh, submit }) => {
    const lines = asked();
    const isReady = !form.isBusy && lines.length > 0 && lines.every(({ fits }) => fits);
    return dialogForm({ title: say('request'), detail: say('request.hint'), say: app.say, close: () => close(undefined), isReady, submit, submitLabel: say('request.save'), error: form.error },
      h('div', { class: 'rows' }, open.map(({ line, rest }) => {
        const own = /** @type {any} */ (form.rows.get(line.id));
        const name = `return-reason-${line.id}`;
        return h('div', { class: 'row row-wraps return-line', key: line.id },
          h('label', { class: 'row-words', for: `return-${line.id}`, dir: 'auto' }, h('bdi', null, line.title)),
          count(line, rest, own.text, app.say('refund.of', { count: quantityText(rest) }), (text) => { own.text = text; refresh(); }),
          parseQuantity(own.text) ? field({ label: say('reason'), id: name, list: 'return-reasons', value: own.reason, maxlength: 200, dir: 'auto',
            oninput: (/** @type {any} */ event) => { own.reason = event.target.value; } }) : null);
      })),
      h('datalist', { id: 'return-reasons' }, ['too_small', 'too_large', 'damaged', 'wrong', 'unwanted'].map((reason) => h('option', { key: reason, value: say(`reason.${reason}`) }))));
  }, () => app.api.post(`/orders/${app.id}/returns`, { lines: asked().map(({ line_id, quantity, reason }) => ({ line_id, quantity, reason })) }), form);
}

/** @param {App} app @param {any} item */
export function askReceived(app, item) {
  const say = app.office.words('returns.');
  const { order } = app;
  const open = order.lines.map((/** @type {any} */ line) => ({ line, rest: openParts(item).filter((/** @type {any} */ part) => part.line_id === line.id)
    .reduce((/** @type {number} */ sum, /** @type {any} */ part) => sum + thousandths(part.quantity), 0) })).filter((/** @type {any} */ one) => one.rest > 0);
  const places = app.boot.page.locations;
  const form = { isBusy: false, error: null, place: order.location_id ?? '',
    rows: new Map(open.map((/** @type {any} */ { line, rest }) => [line.id, { text: quantityText(rest), resellable: Boolean(line.variant_id) }])) };
  const came = () => open.flatMap((/** @type {any} */ { line, rest }) => {
    const { text, resellable } = /** @type {any} */ (form.rows.get(line.id));
    const quantity = parseQuantity(text);
    return quantity ? [{ line_id: line.id, quantity: wireQuantity(quantity), resellable, fits: quantity <= rest }] : [];
  });
  return dialog(app, ({ close, refresh, submit }) => {
    const lines = came();
    const isReady = !form.isBusy && lines.length > 0 && lines.every((/** @type {any} */ one) => one.fits);
    return dialogForm({ title: say('receive'), detail: say('receive.hint'), say: app.say, close: () => close(undefined), isReady, submit, submitLabel: say('receive.save'), error: form.error },
      h('div', { class: 'rows' }, open.map((/** @type {any} */ { line, rest }) => {
        const own = /** @type {any} */ (form.rows.get(line.id));
        return h('div', { class: 'row refund-line', key: line.id },
          h('div', { class: 'row-words' }, h('label', { for: `return-${line.id}`, dir: 'auto' }, h('bdi', null, line.title)),
            // What is not in the catalogue has no shelf.
            line.variant_id ? h('label', { class: 'check small' }, h('input', { type: 'checkbox', checked: own.resellable, 'data-line': line.id,
              onchange: (/** @type {any} */ event) => { own.resellable = event.target.checked; } }), say('resellable')) : null),
          count(line, rest, own.text, app.say('refund.of', { count: quantityText(rest) }), (text) => { own.text = text; refresh(); }));
      })),
      places.length > 1 ? h('div', { class: 'field' }, h('label', { for: 'return-place' }, say('place')),
        h('select', { class: 'select', id: 'return-place', value: form.place, onchange: (/** @type {any} */ event) => { form.place = event.target.value; } },
          places.map((/** @type {any} */ one) => h('option', { value: one.id, key: one.id }, one.name)))) : null);
  }, () => app.api.call('PATCH', `/orders/${app.id}/returns/${item.id}`, { status: 'received', lines: came().map((/** @type {any} */ { line_id, quantity, resellable }) => ({ line_id, quantity, resellable })),
    ...(form.place ? { location_id: form.place } : {}) }).then((/** @type {any} */ answer) => answer.body), form);
}

/** @param {App} app @param {any} item */
export function askReason(app, item) {
  const say = app.office.words('returns.');
  const form = { isBusy: false, error: null, reason: '' };
  return dialog(app, ({ close, refresh, submit }) => dialogForm({ title: say('reject'), detail: say('reject.hint'), say: app.say, close: () => close(undefined), submit, submitLabel: say('reject'),
    isReady: !form.isBusy && Boolean(form.reason.trim()), error: form.error, isStop: true },
  field({ label: say('reject.reason'), id: 'reject-reason', maxlength: 200, autofocus: true, dir: 'auto', value: form.reason, oninput: (/** @type {any} */ event) => { form.reason = event.target.value; refresh(); } })),
  () => app.api.call('PATCH', `/orders/${app.id}/returns/${item.id}`, { status: 'rejected', reason: form.reason.trim() }).then((/** @type {any} */ answer) => answer.body), form);
}
