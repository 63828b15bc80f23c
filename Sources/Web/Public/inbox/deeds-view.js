/** What is done with a whole conversation: give it to somebody, close it, tie it to a customer, put two of one person together. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { findOne as find } from '../shared/finder-view.js';
import { openMenu } from '../shared/menu-view.js';
import { channelIcon, lastLine, letters, nameOf } from './words.js';

/** @typedef {import('./desk.js').Desk} Desk */

/** @param {Desk} desk */
export function assigneeButton(desk) {
  const { host, thread } = desk;
  const { say } = host;
  const assignee = thread?.conversation?.assignee ?? null;
  const label = assignee ? say('assigned_to', { name: assignee.name }) : say('assign');
  return h('button', {
    type: 'button', class: 'button thread-assignee', 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-label': label, title: label,
    onclick: (/** @type {any} */ event) => openAssignees(desk, event.currentTarget),
  }, assignee ? h('span', { class: 'avatar avatar-tiny', 'aria-hidden': 'true' }, letters(assignee.name).slice(0, 1)) : icon('person'),
  h('bdi', { class: 'clip' }, assignee ? assignee.name.split(/\s+/)[0] : say('nobody')), icon('down'));
}

/** @param {Desk} desk @param {HTMLElement} button */
function openAssignees(desk, button) {
  const { host, thread } = desk;
  const { say } = host;
  const now = thread?.conversation?.assignee?.id ?? null;
  const reason = host.may('reply') ? null : say('denied');
  const entry = (/** @type {string|null} */ id, /** @type {string} */ label, /** @type {string} */ drawing) => ({
    label, icon: drawing, checked: now === id, reason, run: () => { if (now !== id) desk.tryChange({ assignee_id: id }); },
  });
  const others = host.staff.filter(({ id }) => id !== host.me.id);
  openMenu(button, [
    ...(host.me.id ? [entry(host.me.id, say('assign.me', { name: host.me.name }), 'person')] : []), entry(null, say('assign.nobody'), 'people'),
    ...(others.length ? /** @type {any[]} */ (['line']) : []), ...others.map(({ id, name }) => entry(id, name, 'person')),
  ], say('assign'));
}

/** @param {Desk} desk @param {HTMLElement} button */
export function openMore(desk, button) {
  const { host, thread } = desk;
  const { say } = host;
  const conversation = thread?.conversation;
  if (!conversation) return;
  const denied = host.may('reply') ? null : say('denied');
  const isOpen = conversation.status !== 'closed';
  openMenu(button, [
    { label: say('mark_unread'), icon: 'mail', key: 'U', reason: denied, run: () => { desk.markUnread(); } },
    { label: conversation.customer ? say('link.other') : say('link'), icon: 'person-add', reason: denied, run: () => { linkCustomer(desk); } },
    { label: say('rename'), icon: 'pencil', reason: denied, run: () => { rename(desk); } },
    { label: say('merge'), icon: 'merge', reason: host.may('merge_contacts') ? null : say('merge.denied'), run: () => { mergeOther(desk); } },
    'line',
    {
      label: say(isOpen ? 'close' : 'reopen'), icon: isOpen ? 'check' : 'undo', reason: denied,
      run: () => { desk.tryChange({ status: isOpen ? 'closed' : 'open' }, say(isOpen ? 'close.done' : 'reopen.done')); },
    },
  ], say('more'));
}

/**
 * A dialog that finds one thing by typing, in the words of the page the desk stands in.
 * @param {Desk} desk
 * @param {Omit<Parameters<typeof find>[0], 'closeLabel'|'explain'>} parts
 */
const findOne = ({ host }, parts) => find({ closeLabel: host.say('dialog.close'), explain: host.explain, ...parts });

/** @param {Desk} desk */
export async function linkCustomer(desk) {
  const { say, api, may } = desk.host;
  const conversation = desk.thread?.conversation;
  const found = await findOne(desk, {
    title: say('link'), detail: say('link.hint'), search: say('link.search'), none: () => say('link.none'),
    find: async (query) => (await api.get(`/customers?limit=20${query ? `&q=${encodeURIComponent(query)}` : ''}`)).data,
    row: (hit) => [h('bdi', { class: 'clip strong' }, hit.name || hit.company || hit.email || hit.phone),
      h('bdi', { class: 'small muted clip' }, [hit.company, hit.email, hit.phone].filter(Boolean).join(' · '))],
    foot: (close) => [
      conversation?.customer ? h('button', { type: 'button', class: 'button button-quiet button-stop', onclick: () => close({ id: null }) }, say('link.remove')) : null,
      h('span', { class: 'grows' }),
      may('manage_customers') ? h('button', { type: 'button', class: 'button button-main', onclick: () => close({ isNew: true }) }, icon('person-add'), say('link.new')) : null],
  });
  if (!found) return;
  if (found.isNew) await newCustomer(desk);
  else await desk.tryChange({ customer_id: found.id }, say(found.id ? 'link.done' : 'link.removed'));
}

/** @param {Desk} desk */
function newCustomer(desk) {
  const { say, api } = desk.host;
  const form = { name: desk.thread?.conversation?.name ?? '', email: '', phone: '' };
  const state = { error: '', isBusy: false };
  return ask(({ close, refresh }) => {
    const submit = async () => {
      Object.assign(state, { isBusy: true, error: '' });
      refresh();
      try {
        const body = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, value.trim() || null]).filter(([, value]) => value));
        const made = await api.post('/customers', body);
        await desk.change({ customer_id: made.id });
        desk.host.toasts.show(say('link.done'), { icon: 'check', seconds: 4 });
        close();
      } catch (error) {
        Object.assign(state, { isBusy: false, error: desk.host.explain(error) });
        refresh();
      }
    };
    const input = (/** @type {'name'|'email'|'phone'} */ name, /** @type {any} */ props) => field({
      label: say(`customer.${name}`), id: `inbox-customer-${name}`, value: form[name], oninput: (/** @type {any} */ event) => { form[name] = event.target.value; refresh(); }, ...props,
    });
    return dialogForm({
      title: say('link.new'), say: (/** @type {string} */ name) => say(`dialog.${name}`), close, submit, submitLabel: say('link.create'), error: state.error,
      isReady: !state.isBusy && Object.values(form).some((value) => value.trim()),
    }, input('name', { dir: 'auto', maxlength: 200, autofocus: true }), input('email', { type: 'email', maxlength: 254 }), input('phone', { type: 'tel', maxlength: 40 }));
  });
}

/** @param {Desk} desk */
function rename(desk) {
  const { say } = desk.host;
  const state = { name: desk.thread?.conversation?.name ?? '', error: '' };
  return ask(({ close, refresh }) => dialogForm({
    title: say('rename'), detail: say('rename.hint'), say: (/** @type {string} */ name) => say(`dialog.${name}`), close, error: state.error, submitLabel: say('rename.save'),
    submit: async () => {
      try {
        await desk.change({ name: state.name.trim() || null });
        close();
      } catch (error) {
        state.error = desk.host.explain(error);
        refresh();
      }
    },
  }, field({
    label: say('rename.field'), id: 'inbox-rename', value: state.name, maxlength: 200, dir: 'auto', autofocus: true,
    oninput: (/** @type {any} */ event) => { state.name = event.target.value; },
  })));
}

/** Two conversations of one person become one: messages, orders and customer of the other move here. @param {Desk} desk */
async function mergeOther(desk) {
  const { say, api, times } = desk.host;
  const here = desk.thread?.conversation;
  const other = await findOne(desk, {
    title: say('merge.title'), detail: say('merge.hint', { name: desk.name }), search: say('merge.search'), none: () => say('merge.none'),
    find: async (query) => (await api.get(`/conversations?limit=20${query ? `&q=${encodeURIComponent(query)}` : ''}`)).data.filter((/** @type {any} */ each) => each.id !== here?.id),
    row: (hit) => [h('span', { class: 'found-first' }, h('bdi', { class: 'clip strong' }, nameOf(hit, say)), h('span', { class: 'small muted' }, times.short(hit.last_message?.at ?? hit.created_at))),
      h('span', { class: 'small muted clip found-last' }, icon(channelIcon(hit.channel), 'icon inbox-channel'), h('bdi', { class: 'clip' }, lastLine(hit, say)))],
  });
  if (!other) return;
  const state = { error: '' };
  await ask(({ close, refresh }) => dialogForm({
    title: say('merge.sure', { other: nameOf(other, say), name: desk.name }), say: (/** @type {string} */ name) => say(`dialog.${name}`), close, isStop: true, submitLabel: say('merge.run'),
    error: state.error,
    submit: async () => {
      try {
        await api.post(`/conversations/${encodeURIComponent(here.id)}/merge`, { conversation_ids: [other.id] });
        desk.list.drop(other.id);
        close();
        desk.host.toasts.show(say('merge.done'), { icon: 'merge', seconds: 4 });
        await desk.reload();
      } catch (error) {
        state.error = desk.host.explain(error);
        refresh();
      }
    },
  }, h('p', null, say('merge.explain'))));
}
