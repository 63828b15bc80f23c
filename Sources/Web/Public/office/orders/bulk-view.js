/** The bar for ticked rows: each deed asks what it needs, runs a few orders at a time, and says for each row what came of it. */
import { h } from '../../shared/render-view.js';
import { icon } from '../../shared/icon-view.js';
import { openPopover } from '../popover-view.js';
import { cancelOrders, deleteDrafts, print, remind } from './bulk-deeds-view.js';
import { runBulk } from './bulk-run-view.js';
import { changedTags, onTopOfOthers, tagsIn } from './row-results.js';
import { openTrackingList } from './tracking-view.js';

/** @param {any} page */
export function bulkBar(page) {
  const { say, list } = page;
  const count = list.ticked.size;
  if (!count) return null;
  const button = (/** @type {string} */ name, /** @type {string} */ drawing, /** @type {(event: any) => void} */ run, classes = '') => h('button', {
    type: 'button', class: `button button-small ${classes}`, 'data-anchor': `bulk-${name}`, onclick: run,
  }, icon(drawing), say(`bulk.${name}`));
  return h('div', { class: 'bulk', role: 'region', 'aria-label': say('bulk') },
    h('p', { class: 'grows', role: 'status' }, say('bulk.count', { count })),
    button('tag', 'tag', (event) => askTags(page, event.currentTarget)),
    button('assign', 'person', (event) => askStaff(page, event.currentTarget)),
    button('print', 'printer', () => print(page)),
    button('ship', 'truck', () => openTrackingList(page, list.tickedOrders)),
    button('remind', 'mail', (event) => confirm(page, event.currentTarget, 'remind', () => remind(page))),
    button('cancel', 'gone', (event) => confirm(page, event.currentTarget, 'cancel', (reason) => cancelOrders(page, reason), true)),
    button('delete', 'trash', (event) => confirm(page, event.currentTarget, 'delete', (reason) => deleteDrafts(page, reason), page.office.boot.settings.require_discard_reason), 'button-stop'),
    h('button', { type: 'button', class: 'button button-small button-quiet button-icon', 'aria-label': say('bulk.clear'), onclick: () => list.tickAll(false) }, icon('close')));
}

/** @param {any} page @param {HTMLElement} button */
function askTags(page, button) {
  const { office, say } = page;
  const draft = { added: '', removed: '' };
  const field = (/** @type {'added'|'removed'} */ name, /** @type {any} */ props = {}) => h('div', { class: 'field' }, h('label', { for: `bulk-${name}` }, say(`bulk.tag.${name}`)),
    h('input', { class: 'input', id: `bulk-${name}`, value: draft[name], dir: 'auto', autocomplete: 'off', maxlength: 500, ...props, oninput: (/** @type {any} */ event) => { draft[name] = event.target.value; } }));
  openPopover(button, ({ close }) => h('form', {
    class: 'stack',
    onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      const [added, removed] = [tagsIn(draft.added), tagsIn(draft.removed)];
      if (!added.length && !removed.length) return;
      close();
      const change = (/** @type {any} */ order) => patch(office, order, { tags: changedTags(order.tags, added, removed) });
      runBulk(page, 'tag', page.list.tickedOrders, (order) => onTopOfOthers(order, change, (id) => office.api.get(`/orders/${id}`)));
    },
  },
  h('div', { class: 'popover-head' }, h('h2', null, say('bulk.tag'))), field('added', { autofocus: true }), field('removed'), h('p', { class: 'hint' }, say('bulk.tag.hint')),
  foot(page, close, say('bulk.tag.run'))), { label: say('bulk.tag') });
}

/** @param {any} page @param {HTMLElement} button */
function askStaff(page, button) {
  const { office, say, places } = page;
  let staff = office.boot.staff.id ?? '';
  openPopover(button, ({ close }) => h('form', {
    class: 'stack',
    onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      close();
      const change = (/** @type {any} */ order) => patch(office, order, { staff_id: staff || null });
      runBulk(page, 'assign', page.list.tickedOrders, (order) => onTopOfOthers(order, change, (id) => office.api.get(`/orders/${id}`)));
    },
  },
  h('div', { class: 'popover-head' }, h('h2', null, say('bulk.assign'))),
  h('div', { class: 'field' }, h('label', { for: 'bulk-staff' }, say('bulk.assign.to')),
    h('select', { class: 'select', id: 'bulk-staff', autofocus: true, onchange: (/** @type {any} */ event) => { staff = event.target.value; } },
      h('option', { value: '' }, say('bulk.assign.nobody')),
      places.staff.map((/** @type {any} */ each) => h('option', { value: each.id, selected: each.id === staff ? true : null }, each.name)))),
  foot(page, close, say('bulk.assign.run'))), { label: say('bulk.assign') });
}

/**
 * Says what will happen to how many, and asks for a reason where there is one to give.
 * @param {any} page @param {HTMLElement} button @param {string} name @param {(reason: string) => void} run @param {boolean} [asksReason]
 */
function confirm(page, button, name, run, asksReason = false) {
  const { say, list } = page;
  let reason = '';
  openPopover(button, ({ close }) => h('form', { class: 'stack', onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); close(); run(reason.trim()); } },
    h('div', { class: 'popover-head' }, h('h2', null, say(`bulk.${name}`))),
    h('p', null, say(`bulk.${name}.question`, { count: list.ticked.size })),
    asksReason ? h('div', { class: 'field' }, h('label', { for: 'bulk-reason' }, say('status.reason')),
      h('input', { class: 'input', id: 'bulk-reason', dir: 'auto', maxlength: 1000, autocomplete: 'off', oninput: (/** @type {any} */ event) => { reason = event.target.value; } })) : null,
    foot(page, close, say(`bulk.${name}.run`))), { label: say(`bulk.${name}`) });
}

/** @param {any} page @param {() => void} close @param {string} label */
const foot = ({ office }, close, label) => h('div', { class: 'popover-foot' },
  h('button', { type: 'button', class: 'button button-small', onclick: () => close() }, office.say('cancel')),
  h('button', { type: 'submit', class: 'button button-main button-small' }, label));

/** @param {any} office @param {any} order @param {any} changes */
const patch = async (office, order, changes) => (await office.api.call('PATCH', `/orders/${order.id}`, changes, { 'If-Match': `"${order.version}"` })).body;
