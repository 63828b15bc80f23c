/** The page as a whole: bar, band, work on the left, the summary that stays in sight. */
import { h } from '../shared/render-view.js';
import { adjustments } from './adjustments-view.js';
import { band, bar, shutOut } from './bar-view.js';
import { details } from './details-view.js';
import { head } from './head-view.js';
import { invoice } from './invoice-view.js';
import { items } from './items-view.js';
import { movements } from './movements-view.js';
import { notes } from './notes-view.js';
import { packages } from './packages-view.js';
import { payment } from './payment-view.js';
import { returns } from './returns-view.js';
import { shipping } from './shipping-view.js';
import { foot, summary } from './summary-view.js';
import { timeline } from './timeline-view.js';
import { transactions } from './transactions-view.js';

/** @param {import('./app.js').App} app @returns {import('../shared/render-view.js').Node_[]} */
export function frame(app) {
  const bands = [band(app), shutOut(app)].flatMap((part) => (part ? [part] : []));
  return [
    bar(app),
    ...bands,
    h('div', { class: 'editor-columns', key: 'columns' },
      h('div', { class: 'stack', key: 'work' },
        head(app),
        h('section', { class: 'card card-flush', id: 'items', key: 'items', tabindex: '-1', 'aria-labelledby': 'items-title' }, items(app),
          adjustments(app)),
        details(app), shipping(app), payment(app), packages(app), returns(app), notes(app), invoice(app), transactions(app), movements(app), timeline(app)),
      summary(app)),
    foot(app),
  ];
}
