/** By which way somebody came whose order no conversation began. */
import { h } from '../shared/render-view.js';
import { CHANNELS } from './offline-order.js';

/** @param {any} parts */
export function channels({ model, say }) {
  return h('fieldset', { class: 'offline-channels', key: 'channels', disabled: model.open !== null },
    h('legend', { class: 'field-label' }, say('channel')),
    h('div', { class: 'offline-pills' }, CHANNELS.map((name) => h('label', { key: name },
      h('input', { type: 'radio', name: 'offline-channel', value: name, checked: model.channel === name,
        onchange: () => { model.channel = name; model.changed(); } }),
      say(`channel.${name}`)))));
}
