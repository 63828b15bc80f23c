/** Invoice: what was sent so far, each revision, and the preview. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { savePDF } from './paper.js';
import { nothing, section } from './section-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function invoice(app) {
  const { say, order } = app;
  const preview = h('a', { class: 'button button-small', href: `/admin/orders/${app.id}/send` }, icon('eye'), say('preview'));
  const { revisions } = app.state;
  const state = order.invoice;
  if (!state) return section({ app, id: 'invoice', title: say('section.invoice'), actions: preview }, nothing(say('invoice.none')));
  const rows = revisions ?? [{ ...state, total: order.total, superseded_at: null }];
  return section({ app, id: 'invoice', title: say('section.invoice'), actions: preview, side: 'revisions' },
    h('ul', { class: 'rows' }, rows.map((/** @type {any} */ one) => revision(app, one, stateOf(order, rows, one))),
      (app.state.papers ?? []).map((/** @type {any} */ one) => correction(app, one))));
}

/** A paper that corrected the invoice, or added to it. @param {App} app @param {any} one */
function correction(app, one) {
  const { say } = app;
  return h('li', { class: 'row row-wraps', key: one.id },
    h('span', { class: 'strong' }, h('bdi', null, one.number)), h('span', { class: 'muted small' }, say(`invoice.kind.${one.kind}`)),
    h('span', { class: 'row-end small muted' }, app.time(one.created_at)),
    h('span', { class: 'number' }, `${one.kind === 'credit_note' ? '\u2212' : '+'}${app.money.money(one.amount)}`),
    h('a', { class: 'text-button', href: `/api/v1/orders/${app.id}/${one.path}`, target: '_blank', rel: 'noopener' }, say('invoice.open')));
}

/**
 * After an edit of a placed order its invoice stays; what the link shows from then on says how the order stands now.
 * @param {any} order @param {any[]} rows @param {any} one
 */
function stateOf(order, rows, one) {
  const isStatement = (/** @type {any} */ each) => Boolean(order.placed_at && each.sent_at > order.placed_at);
  const issued = rows.filter((each) => !isStatement(each)).at(-1);
  if (isStatement(one)) return one.superseded_at ? 'superseded' : 'now';
  if (one.superseded_at && one !== issued) return 'superseded';
  if (one.superseded_at && !order.placed_at) return 'superseded';
  return one.viewed_at ? 'viewed' : 'issued';
}

/** @param {App} app @param {any} one @param {string} state */
function revision(app, one, state) {
  const { say } = app;
  return h('li', { class: 'row row-wraps', key: one.revision },
    h('span', { class: 'strong' }, h('bdi', null, one.number ?? say('invoice.no_number'))),
    h('span', { class: 'muted small' }, say('invoice.revision', { count: one.revision })),
    h('span', { class: `chip ${state === 'superseded' ? 'chip-plain' : 'chip-soft'}` }, say(`invoice.state.${state}`)),
    h('span', { class: 'row-end small muted' }, one.sent_at ? app.time(one.sent_at) : ''),
    h('span', { class: 'number' }, app.money.money(one.total)),
    h('a', { class: 'text-button', href: `/api/v1/orders/${app.id}/invoice?revision=${one.revision}`, target: '_blank', rel: 'noopener' },
      say('invoice.open')),
    h('button', { type: 'button', class: 'text-button', onclick: () => savePDF(app, one.revision) }, say('invoice.pdf')));
}
