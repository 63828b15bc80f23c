/** The checkout link of a sent order, and what became of it. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { copyText } from './copy-view.js';

/** @param {import('./app.js').App} app */
export function link(app) {
  const { say, order } = app;
  if (!order.checkout_url) return null;
  const shown = order.checkout_url.replace(/^https?:\/\//, '');
  return h('div', { class: 'summary-part', key: 'link' },
    h('h2', null, say('link')),
    h('div', { class: 'copy-row' },
      h('input', { class: 'input', readonly: true, value: shown, 'aria-label': say('link'), dir: 'ltr',
        onfocus: (/** @type {any} */ event) => event.target.select() }),
      h('button', { type: 'button', class: 'button button-icon', 'aria-label': say('link.copy'), onclick: () => copyText(app, order.checkout_url) },
        icon('copy'))),
    h('ul', { class: 'facts-list' },
      order.invoice?.sent_at ? h('li', null, icon('send', 'icon icon-small'), say('link.sent'),
        h('time', { class: 'muted' }, app.time(order.invoice.sent_at))) : null,
      order.invoice?.viewed_at ? h('li', null, icon('eye', 'icon icon-small'), say('link.viewed'),
        h('time', { class: 'muted' }, app.time(order.invoice.viewed_at))) : null));
}
