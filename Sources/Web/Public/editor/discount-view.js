/** Asks for what lowers a price: percent or amount, why, and what it is called on the invoice. */
import { h } from '../shared/render-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { parsePercent } from './figures.js';

/** @typedef {import('./app.js').App} App */

/**
 * @param {App} app @param {{title: string, detail?: string, known?: any, hasUnit?: boolean, percentOnly?: boolean, fixedOnly?: boolean}} options
 * @returns {Promise<{discount: any}|undefined>} `discount` is null when it was taken off
 */
export function askDiscount(app, { title, detail, known, hasUnit = false, fixedOnly = false }) {
  const { say, money } = app;
  const kinds = fixedOnly ? ['fixed'] : ['percentage', 'fixed', ...(hasUnit ? ['unit'] : [])];
  const form = {
    kind: known?.value_type === 'fixed' ? (known.per === 'unit' ? 'unit' : 'fixed') : kinds[0],
    text: known ? (known.value_type === 'percentage' ? String(known.value) : money.plain(Number(known.value))) : '',
    title: known?.title ?? '', reason: known?.reason ?? '',
  };
  return ask(({ close, refresh }) => {
    const value = form.kind === 'percentage' ? parsePercent(form.text) : money.parse(form.text);
    const isReady = value !== null && Number(value) > 0;
    const input = (/** @type {'text'|'title'|'reason'} */ name, /** @type {any} */ props) => field({
      id: `discount-${name}`, value: form[name], ...props, oninput: (/** @type {any} */ event) => { form[name] = event.target.value; refresh(); },
    });
    const discount = () => ({
      value_type: form.kind === 'percentage' ? 'percentage' : 'fixed', value,
        ...(form.kind === 'unit' ? { per: 'unit' } : hasUnit && form.kind === 'fixed' ? { per: 'line' } : {}),
      title: form.title.trim() || null, reason: form.reason.trim() || null,
    });
    return dialogForm({
      title, detail, say, close, isReady, submitLabel: say('use'), submit: () => close({ discount: discount() }),
      extra: known ? h('button', { type: 'button', class: 'button button-quiet button-stop', onclick: () => close({ discount: null }) },
        say('discount.remove')) : null,
    },
    kinds.length > 1 ? h('div', { class: 'segments', role: 'group', 'aria-label': say('discount.kind') }, kinds.map((kind) =>
      h('button', { type: 'button', key: kind, 'aria-pressed': kind === form.kind ? 'true' : 'false',
        onclick: () => { form.kind = kind; refresh(); } }, say(`discount.${kind}`)))) : null,
    input('text', {
      label: say(form.kind === 'percentage' ? 'discount.percent_value' : 'discount.amount_value', { currency: money.currency }),
      inputmode: 'decimal', class: 'input input-money', autofocus: true, 'aria-invalid': form.text && value === null ? 'true' : null,
    }),
    input('title', { label: say('discount.title'), maxlength: 200, dir: 'auto' }),
    input('reason', { label: say('discount.reason'), maxlength: 200, dir: 'auto' }));
  });
}
