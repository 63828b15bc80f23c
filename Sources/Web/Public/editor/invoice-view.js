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
    h('ul', { class: 'rows' }, rows.map((/** @type {any} */ one) => revision(app, one)),
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

/** @param {App} app @param {any} one */
function revision(app, one) {
  const { say } = app;
  const state = one.superseded_at ? 'superseded' : one.viewed_at ? 'viewed' : 'issued';
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
