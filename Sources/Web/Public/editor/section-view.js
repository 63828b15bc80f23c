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
  h('div', { class: 'card-head', key: 'head' }, h('h2', { id: `${id}-title` }, title), here(app, id), actions),
  failed ? h('div', { class: 'notice', key: 'failed', role: 'alert' }, h('p', null, failed),
    h('button', { type: 'button', class: 'button button-small', onclick: () => load(app, String(side)) }, app.say('try_again'))) : null,
  ...body);
}

/** Who else writes in this section, by their initials. @param {import('./app.js').App} app @param {string} id */
export function here(app, id) {
  const people = app.state.people.filter((/** @type {any} */ one) => one.section === id);
  return people.map((/** @type {any} */ one) => h('span', {
    class: 'avatar avatar-tiny', key: `here-${one.id}`, role: 'img',
    'aria-label': app.say('person.editing', { name: one.name, section: app.say(`section.${id}`) }), title: one.name,
  }, one.initials));
}

/** What stands in a section as long as nothing is in it. @param {string} text */
export const nothing = (text) => h('p', { class: 'small muted' }, text);
