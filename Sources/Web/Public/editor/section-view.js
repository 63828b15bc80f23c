/** The frame of a section: a card with its title, what can be done at the end of the row, and, where it failed, why and once more. */
import { h } from '../shared/render-view.js';
import { load } from './sides.js';

/**
 * @param {{app: import('./app.js').App, id: string, title: string, actions?: any, side?: string, flush?: boolean}} parts `side` is what it asks for
 * @param {...any} body
 */
export function section({ app, id, title, actions, side, flush }, ...body) {
  const failed = side ? app.state.failed[side] : null;
  return h('section', {
    class: `card${flush ? ' card-flush' : ''}`, id, key: id, tabindex: '-1', 'aria-labelledby': `${id}-title`,
  },
  h('div', { class: 'card-head', key: 'head' }, h('h2', { id: `${id}-title` }, title), actions),
  failed ? h('div', { class: 'notice', key: 'failed', role: 'alert' }, h('p', null, failed),
    h('button', { type: 'button', class: 'button button-small', onclick: () => load(app, String(side)) }, app.say('try_again'))) : null,
  ...body);
}

/** What stands in a section as long as nothing is in it. @param {string} text */
export const nothing = (text) => h('p', { class: 'small muted' }, text);
