/** Runs a deed for many orders and shows what came of each. */
import { ask, dialogHead } from '../../shared/dialog-view.js';
import { h } from '../../shared/render-view.js';
import { icon } from '../../shared/icon-view.js';
import { numberOf } from './order-facts.js';
import { forEachOrder } from './row-results.js';

/**
 * @param {any} page @param {string} name @param {any[]} orders @param {(order: any) => Promise<any>} work
 * @param {{undo?: (results: any[]) => any}} [options] `undo` is offered for the rows that worked
 */
export async function runBulk(page, name, orders, work, options = {}) {
  const { undo } = options;
  const { office, say, list } = page;
  const progress = office.toasts.show(say('bulk.running', { done: 0, count: orders.length }), { seconds: 600 });
  const results = await forEachOrder(orders, work, {
    explain: office.explain, numberOf, onProgress: (done) => progress.say(say('bulk.running', { done, count: orders.length })),
  });
  progress.close();
  for (const result of results) if (result.order) list.put(result.order);
  const done = results.filter((result) => result.isDone);
  for (const result of done) list.ticked.delete(result.id);
  list.changed();
  list.loadCounts();
  const actions = undo && done.length ? [{ label: office.say('undo'), icon: 'undo', run: () => undo(done) }] : [];
  if (done.length) office.toasts.show(say(`bulk.${name}.done`, { count: done.length }), { icon: 'check', actions });
  if (done.length < results.length) await report(page, name, results);
}

/** Each row with what came of it; failed ones first, since they need somebody. @param {any} page @param {string} name @param {any[]} results */
function report({ office, say }, name, results) {
  const failed = results.filter((result) => !result.isDone);
  const done = results.filter((result) => result.isDone);
  const line = (/** @type {any} */ result) => h('li', { class: 'result' }, icon(result.isDone ? 'check' : 'warning'),
    h('a', { class: 'cell-link strong', href: `/admin/orders/${result.id}` }, h('bdi', null, result.number)),
    h('span', { class: result.isDone ? 'muted' : '' }, result.reason ?? say('bulk.row.done')));
  return ask(({ close }) => h('div', { class: 'dialog-frame' },
    dialogHead({ title: say(`bulk.${name}`), detail: say('bulk.report', { done: done.length, count: results.length }), close, closeLabel: office.say('close') }),
    h('div', { class: 'dialog-body' }, h('ul', { class: 'rows results' }, [...failed, ...done].map(line))),
    h('div', { class: 'dialog-foot' }, h('button', { type: 'button', class: 'button', autofocus: true, onclick: () => close() }, office.say('close')))));
}
