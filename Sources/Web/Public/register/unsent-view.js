/** What waits to be sent and what was refused: nothing leaves this list unseen. */
import { h } from '../shared/render-view.js';
import { ask, dialogHead } from '../shared/dialog-view.js';
import { reason, resend } from './refused-view.js';

/** @param {import('./app.js').App} app */
export function showUnsent(app) {
  const { say, queue } = app;
  return ask(({ close, refresh }) => {
    const row = (/** @type {import('../shared/types.js').Operation} */ operation) => {
      const order = queue.order(operation.order);
      const isRefused = operation.state === 'rejected';
      return h('li', { class: 'unsent', key: operation.id },
        h('span', null, h('b', null, say(`operation.${operation.kind}`)), h('small', { class: 'muted', dir: 'auto' },
          [
            order?.draft_number ?? say('order.unsent'), what(operation),
            new Date(operation.at).toLocaleTimeString(app.locale, { hourCycle: 'h23' }),
          ].filter(Boolean).join(' · ')),
        isRefused ? h('small', { class: 'is-stop', dir: 'auto' }, reason(app, operation)) : null),
        isRefused ? [h('button', { type: 'button', class: 'button', onclick: async () => { await resend(app, operation); refresh(); } },
          say('try_again')),
          h('button', { type: 'button', class: 'button', onclick: async () => { await queue.dismiss(operation); refresh(); } },
            say('dismiss'))]
          : h('span', { class: 'chip chip-on_hold' }, say('held.unsent')));
    };
    return h('div', { class: 'dialog-frame' },
      dialogHead({ title: say('unsent.title'), detail: say('unsent.hint'), close, closeLabel: say('close') }),
      h('div', { class: 'dialog-body' },
        queue.operations.length ? h('ul', { class: 'rows' }, queue.operations.map(row)) : h('p', { class: 'muted' }, say('unsent.none'))),
      h('div', { class: 'dialog-foot' },
        h('button', { type: 'button', class: 'button', autofocus: true, onclick: () => { app.sync.run(true); close(); } },
          say('unsent.send_now'))));
  });
}

/** @param {import('../shared/types.js').Operation} operation */
const what = ({ payload }) => payload?.shown?.title ?? payload?.body?.title ?? payload?.body?.label ?? '';
