/** The drawer "Explain this total": one row for each line, shipping, fee and credit, unfolded to the rule and rounding that made it. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask } from '../shared/dialog-view.js';
import { shownNumber } from './bar-view.js';
import { copyText } from './copy-view.js';
import { explanationText } from './explanation.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./explanation.js').Explanation} Explanation */

/** @param {App} app @param {string|null} [line] the one to unfold; the first few where none is named */
export async function openExplanation(app, line = null) {
  const { say } = app;
  await app.saver.flush();
  const state = { data: /** @type {Explanation|null} */ (null), error: '', open: new Set([0, 1, 2]) };
  await ask(({ close, refresh }) => h('div', {
    class: 'dialog-frame explain', onmount: async () => {
      try {
        const data = /** @type {Explanation} */ (await app.api.get(`/orders/${app.id}/explanation`));
        const at = data.rows.findIndex(({ id }) => id === line);
        if (line && at >= 0) state.open = new Set([at]);
        state.data = data;
      } catch (error) {
        state.error = app.explain(error);
      }
      refresh();
    },
  },
  h('div', { class: 'dialog-head' }, h('h2', null, say('explain')),
    h('button', { type: 'button', class: 'button button-small', onclick: () => { if (state.data) void copyText(app, textOf(app, state.data)); } },
      icon('copy'), say('explain.copy')),
    h('button', { type: 'button', class: 'button button-small',
      onclick: () => { state.data?.rows.forEach((_, index) => state.open.add(index)); refresh(); requestAnimationFrame(() => print()); } },
      icon('printer'), say('print')),
    h('button', { type: 'button', class: 'button button-quiet button-icon', 'aria-label': say('close'), onclick: () => close() }, icon('close'))),
  h('div', { class: 'dialog-body' }, state.error ? h('p', { class: 'field-error', role: 'alert' }, state.error) : state.data
    ? body(app, state.data, state.open, refresh) : h('span', { class: 'skeleton' }))),
  { classes: 'drawer' });
}

/** @param {App} app @param {Explanation} data */
const textOf = (app, data) => explanationText(data, (minor) => app.money.money(minor), {
  head: `${shownNumber(app.order)} ${app.money.money(data.total)}`, total: app.say('summary.total'),
});

/** @param {App} app @param {Explanation} data @param {Set<number>} open @param {() => void} refresh */
function body(app, data, open, refresh) {
  const { say, money, order } = app;
  const isAll = data.rows.every((_, index) => open.has(index));
  const firstCharge = data.rows.findIndex(({ kind }) => kind !== 'line');
  const amount = (/** @type {number|null} */ minor) => (minor === null ? '' : money.plain(minor).replace('-', '\u2212'));
  return [
    h('div', { class: 'explain-head' }, h('b', { class: 'number explain-total' }, money.money(data.total)),
      h('span', { class: 'small muted' }, h('bdi', null, shownNumber(order)), ', ',
        say(order.prices_include_tax ? 'explain.included' : 'explain.excluded')),
      h('button', {
        type: 'button', class: 'text-button',
          onclick: () => { if (isAll) open.clear(); else data.rows.forEach((_, index) => open.add(index)); refresh(); },
      }, say(isAll ? 'explain.fold_all' : 'explain.unfold_all'))),
    h('div', { class: 'explain-rows' }, data.rows.map((row, index) => [
      index === firstCharge && index > 0 ? linesTotal(app, data, index) : null,
      h('div', { class: 'explain-row', key: index },
        h('button', { type: 'button', class: 'explain-name', 'aria-expanded': String(open.has(index)),
          onclick: () => { if (!open.delete(index)) open.add(index); refresh(); } },
          icon(open.has(index) ? 'down' : 'next', 'icon icon-small turns'), h('span', { class: 'strong', dir: 'auto' }, h('bdi', null, row.title)),
          h('span', { class: 'small muted' },
            row.taxes ?? (row.kind === 'line' || row.kind === 'shipping' || row.kind === 'fee' ? say('tax.none') : say('adjust.after_tax'))),
          h('span', { class: 'number strong' }, amount(row.amount))),
        open.has(index) ? h('ul', { class: 'explain-steps' },
          row.steps.map((step, place) => h('li', { key: place, class: step.amount === null ? 'muted' : '' },
          h('span', { class: 'small', dir: 'auto' }, step.title),
            h('span', { class: 'small muted', dir: 'auto' }, step.arithmetic ?? '',
            step.rule ? h('abbr', { title: say('explain.rule', { rule: step.rule }) }, ` · ${step.rule}`) : null),
          h('span', { class: 'number' }, amount(step.amount))))) : null),
    ]),
    h('div', { class: 'explain-row explain-sum' }, h('span', { class: 'strong' }, say('summary.total')),
      h('span', { class: 'number strong' }, money.money(data.total)))),
    taxes(app, data, amount),
    checks(app, data),
  ];
}

/** @param {App} app @param {Explanation} data @param {number} before */
const linesTotal = (app, data, before) => h('div', { class: 'explain-row explain-sum' }, h('span', null, app.say('explain.lines')),
  h('span', { class: 'number' }, app.money.plain(data.lines_total ?? data.rows.slice(0, before).reduce((sum, row) => sum + row.amount, 0))));

/** @param {App} app @param {Explanation} data @param {(minor: number|null) => string} amount */
function taxes(app, data, amount) {
  const { say } = app;
  if (!data.tax_groups.length) return h('p', { class: 'small muted' }, say('explain.no_tax'));
  return [
    h('h3', null, say('explain.tax')),
    h('div', { class: 'table-frame' }, h('table', { class: 'table explain-tax' },
      h('thead', null, h('tr', null, ['group', 'how', 'gross', 'net',
        'vat'].map((name) => h('th', { scope: 'col', class: ['gross', 'net', 'vat'].includes(name) ? 'cell-number' : '', key: name },
        say(`explain.${name}`))))),
      h('tbody', null, data.tax_groups.flatMap((group, index) => group.taxes.map((tax, place) => h('tr', { key: `${index}-${place}` },
        h('th', { scope: 'row' }, `${tax.title} ${tax.rate}%, ${say(group.includes_tax ? 'explain.within' : 'explain.added')}`),
          h('td', null, tax.arithmetic),
        h('td', { class: 'cell-total' }, amount(group.gross)), h('td', { class: 'cell-total' }, amount(group.net)),
          h('td', { class: 'cell-total strong' }, amount(tax.amount)))))))),
  ];
}

/** @param {App} app @param {Explanation} data */
function checks(app, data) {
  const broken = data.checks.filter(({ ok }) => !ok);
  if (!broken.length) return h('div', { class: 'notice notice-good' },
    h('p', null, h('b', null, app.say('explain.checked')), ' ', data.checks.map(({ message }) => message).join(' ')), icon('check'));
  return h('div', { class: 'notice', role: 'alert' },
    h('p', null, h('b', null, app.say('explain.broken')), ' ', broken.map(({ message }) => message).join(' ')),
    h('button', { type: 'button', class: 'button button-small',
      onclick: () => copyText(app, JSON.stringify({ order: app.saver.base, explanation: data })) }, app.say('explain.copy_data')));
}
