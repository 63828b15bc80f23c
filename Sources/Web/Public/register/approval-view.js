/** A manager's name and PIN, for what a cashier may not do alone. The answer is a token for `X-Approval`, good once and for two minutes. */
import { h } from '../shared/render-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';

/**
 * Which action an `approval_required` answer asks an approval for.
 * @param {any} problem @param {string} otherwise
 * @returns {string}
 */
export const actionIn = (problem, otherwise) => problem?.errors?.find((/** @type {any} */ each) => each.field === 'X-Approval')?.code ?? problem?.body?.action ?? otherwise;

/** @param {import('./app.js').App} app @param {{action: string, object: string, reason: string}} what @returns {Promise<string|undefined>} */
export function askApproval(app, { action, object, reason }) {
  const { say, boot } = app;
  const managers = boot.staff_names.filter((/** @type {any} */ each) => each.id !== boot.staff.id && (!each.role || ['owner', 'manager'].includes(each.role)));
  let staffID = managers[0]?.id ?? '';
  let pin = '';
  let error = '';
  let isBusy = false;
  return ask(({ close, refresh }) => {
    const submit = async () => {
      if (isBusy) return;
      isBusy = true;
      error = '';
      refresh();
      try {
        const answer = await app.api.post('/approvals', { action, object, staff_id: staffID, pin });
        close(answer.token ?? answer.approval ?? answer.id);
      } catch (problem) {
        error = app.explain(problem);
        pin = '';
      }
      isBusy = false;
      refresh();
    };
    return dialogForm({
      title: say('approval.title'), detail: reason || say('approval.hint'), say, close, submit, error,
      isReady: Boolean(staffID && pin.length >= 4 && !isBusy),
      submitLabel: isBusy ? say('approval.busy') : say('approval.approve'),
    },
    h('fieldset', { class: 'approval-people' }, h('legend', { class: 'field-label' },
      say('approval.who')), h('div', { class: 'people' }, managers.map((/** @type {any} */ each) => h('label', null,
      h('input',
        { type: 'radio', name: 'approver', value: each.id, checked: each.id === staffID, onchange: () => { staffID = each.id; refresh(); } }),
      h('span', { dir: 'auto' }, each.name))))),
    field({
      label: say('approval.pin'), id: 'approval-pin', type: 'password', inputmode: 'numeric', class: 'input pin',
      autocomplete: 'one-time-code', maxlength: 12, value: pin,
      autofocus: true, 'data-scan': 'number', oninput: (/** @type {any} */ event) => { pin = event.target.value; refresh(); },
    }));
  });
}
