/** The very document: as a page, as on a phone, as text; to keep as PDF and to print. The sheet is always light. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { invoiceText, savePDF } from './paper.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export async function loadText(app) {
  try {
    app.state.paper.text = await invoiceText(app);
    app.state.paper.error = '';
  } catch (error) {
    app.state.paper.error = app.explain(error);
  }
  app.refresh();
}

/** @param {App} app */
export function paperSide(app) {
  const { say, state: { paper } } = app;
  const shown = (/** @type {string} */ view) => () => { paper.view = view; app.refresh(); };
  return h('section', { class: 'paper', 'aria-label': say('paper') },
    h('div', { class: 'paper-tools' },
      h('div', { class: 'segments', role: 'group', 'aria-label': say('paper.view') }, ['page', 'phone', 'text'].map((view) =>
        h('button', { type: 'button', key: view, 'aria-pressed': view === paper.view ? 'true' : 'false', onclick: shown(view) },
          say(`paper.${view}`)))),
      h('div', { class: 'paper-tools-end' },
        h('button', { type: 'button', class: 'button', onclick: () => savePDF(app) }, icon('download'), say('invoice.pdf')),
        h('button', { type: 'button', class: 'button', onclick: () => printPaper() }, icon('printer'), say('print')))),
    paper.error ? h('p', { class: 'field-error', role: 'alert' }, paper.error) : null,
    paper.view === 'text'
      ? h('pre', { class: 'paper-text', key: 'text', tabindex: '0', dir: 'auto' }, paper.text ?? '')
      : h('iframe', {
        class: `paper-sheet paper-${paper.view}`, key: `${paper.view} ${paper.turn}`, title: say('paper'), src: `/api/v1/orders/${app.id}/invoice`,
        onload: (/** @type {any} */ event) => fit(app, event.target),
      }));
}

/** As high as what is in it, so that the page scrolls and not the frame. @param {App} app @param {HTMLIFrameElement} frame */
function fit(app, frame) {
  const inside = frame.contentDocument?.documentElement;
  if (inside) frame.style.blockSize = `${Math.max(480, inside.scrollHeight)}px`;
  if (app.state.paper.printsOnLoad) {
    app.state.paper.printsOnLoad = false;
    printPaper();
  }
}

function printPaper() {
  const frame = /** @type {HTMLIFrameElement|null} */ (document.querySelector('.paper-sheet'));
  if (frame) frame.contentWindow?.print();
  else print();
}
