/** Money that a person has to decide about: what happened, and what can be done about it. */
import { ask, dialogForm, field } from '../../shared/dialog-view.js';
import { h } from '../../shared/render-view.js';
import { icon } from '../../shared/icon-view.js';
import { answersTo } from './money-facts.js';
import { OneCharge } from './one-charge.js';

/**
 * @typedef {{office: any, say: (key: string, values?: Record<string, string|number>) => string, money: any, changed: () => void}} Place
 */

/** @param {Place} place @param {any} task @param {any} [head] what stands before the sentence: the way to its order */
export function task(place, task, head = null) {
  const { office, say, money } = place;
  const may = office.may('resolve_payment_task');
  return h('div', { class: 'task', key: task.id, 'data-task': task.id },
    icon('warning'),
    h('div', { class: 'task-words' },
      h('p', null, head, h('b', null, say(`task.${task.kind}`, { amount: money.money(task.amount) }))),
      h('p', { class: 'small', dir: 'auto' }, task.detail, ' ',
        h('time', { class: 'muted', datetime: task.created_at, title: office.times.full(task.created_at) }, office.times.short(task.created_at))),
      may ? null : h('p', { class: 'small muted' }, say('task.locked'))),
    may ? h('div', { class: 'actions' }, answersTo(task).map((answer) => h('button', {
      type: 'button', key: answer, class: `button button-small${answer === 'dismissed' || answer === 'kept' ? ' button-quiet' : ''}`,
      onclick: () => decide(place, task, answer),
    }, say(labelOf(task, answer), { amount: money.money(task.amount) })))) : null);
}

/** @param {any} task @param {string} answer */
const labelOf = (task, answer) => (answer === 'refunded' ? 'task.give_back' : answer === 'kept' ? 'task.keep' : answer === 'dismissed' ? 'task.dismiss' : `task.${task.kind}.settle`);

/** Says what will happen, asks for a reason where money is kept, and does it. @param {Place} place @param {any} task @param {string} answer */
async function decide(place, task, answer) {
  const { office, say, money } = place;
  const amount = money.money(task.amount);
  const form = { reason: '' };
  const needsReason = answer !== 'refunded';
  const charge = new OneCharge();
  await ask(({ close, refresh }) => {
    const isReady = !charge.isBusy && (!needsReason || form.reason.trim() !== '');
    const submit = async () => {
      const note = form.reason.trim();
      const done = charge.run((headers) => office.api.post(`/payment_tasks/${task.id}/resolve`, { resolution: answer, ...(note ? { note } : {}) }, headers),
        office.explain);
      refresh();
      const resolved = await done;
      if (!resolved) return refresh();
      place.changed();
      office.toasts.show(say(`task.done.${answer}`, { amount }), { icon: 'check' });
      return close(undefined);
    };
    return dialogForm({
      title: say(labelOf(task, answer), { amount }), detail: say(`task.asks.${answer}`, { amount }), say: (/** @type {string} */ key) => office.say(key),
      close: () => close(undefined), isReady, submit, submitLabel: say(labelOf(task, answer), { amount }), error: charge.error,
    }, h('p', { class: 'small muted', dir: 'auto' }, task.detail),
    needsReason ? field({ label: say('task.reason'), id: 'task-reason', maxlength: 500, dir: 'auto', autofocus: true, value: form.reason,
      hint: say('task.reason_hint'), oninput: (/** @type {any} */ event) => { form.reason = event.target.value; refresh(); } }) : null);
  });
}
