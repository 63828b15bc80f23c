/** What happened to a sale, in words: when, what, by whom. */
import { h } from '../shared/render-view.js';
import { clock } from './holds.js';
import { history } from './transactions.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../shared/types.js').Order} Order */

/** @param {App} app @param {Order} order */
export function historyCard(app, order) {
  const { say, transactions, boot } = app;
  const events = transactions.events.get(order.id ?? '');
  const rows = events ? history(events, order) : [];
  return h('div', { class: 'card', key: 'history' }, h('h3', null, say('detail.history')),
    events ? null : h('p', { class: 'muted' }, say(app.isOffline ? 'needs_network' : 'detail.history_loading')),
    h('ol', { class: 'detail-history' }, rows.map((row) => {
      const who = boot.staff_names.find((/** @type {any} */ each) => each.id === row.staff)?.name;
      return h('li', { key: row.id }, h('time', { class: 'number muted', datetime: row.at }, clock(row.at, new Date(), app.locale)),
        h('span', { dir: 'auto' }, words(app, order, row), who ? h('span', { class: 'muted' }, ' · ', h('bdi', null, who)) : null));
    })));
}

/** @param {App} app @param {Order} order @param {ReturnType<typeof history>[number]} row */
function words(app, order, { key, values }) {
  const { say } = app;
  const money = app.moneyIn(order.currency);
  const kind = values.kind ? say(`history.kind.${values.kind}`) : '';
  return say(`history.${key}`, {
    channel: say(`channel.${order.channel}`), amount: values.amount === undefined ? '' : money.money(values.amount),
    courier: values.courier ?? '', number: values.number ?? '', reason: values.reason ?? '',
    kind: kind.startsWith('register.') ? say('history.kind.other') : kind,
  }).replace(/[\s·:,]+$/u, '');
}
