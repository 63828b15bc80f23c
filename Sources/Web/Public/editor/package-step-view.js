/** Moves one package: what the step asks for, the call, and the way back for ten seconds. */
import { ask, dialogForm } from '../shared/dialog-view.js';
import { h } from '../shared/render-view.js';
import { undoSeconds, UNDO_SECONDS } from '../shared/status-change.js';
import { offerUndo } from '../office/orders/status-view.js';
import { courierField, noticeField, trackingField } from '../office/orders/status-fields-view.js';
import { act } from './actions-view.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./package-steps.js').PackageStatus} PackageStatus */

/** States of which the customer hears. */
const telling = new Set(['shipped', 'ready_for_pickup']);

/** @param {App} app @param {any} shipment @param {PackageStatus} status @param {string} name of the package */
export async function movePackage(app, shipment, status, name) {
  if (!(await app.saver.flush())) return;
  const body = telling.has(status) ? await askStep(app, shipment, status, name) : {};
  if (!body) return;
  await send(app, shipment, { status, ...body }, app.say('packages.moved', { name, status: app.say(`packages.${status}`) }));
}

/** Another courier or number on a package that is on its way. @param {App} app @param {any} shipment @param {string} name */
export async function relabel(app, shipment, name) {
  const body = await askStep(app, shipment, 'shipped', name);
  if (body) await send(app, shipment, body, app.say('packages.relabelled', { name }));
}

/** @param {App} app @param {any} shipment @param {any} body @param {string} text */
const send = (app, shipment, body, text) => act(app, async () => {
  const path = `/orders/${app.id}/shipments/${shipment.id}`;
  const order = (await app.api.call('PATCH', path, body)).body;
  app.saver.rebase(order);
  const moved = order.shipments.find((/** @type {any} */ one) => one.id === shipment.id);
  const seconds = moved?.undo_until ? undoSeconds({ ...order, shipments: [moved] }) : 0;
  const page = { office: app.office, say: app.office.words('orders.'), list: { put: (/** @type {any} */ now) => app.saver.rebase(now) } };
  offerUndo(page, text, seconds || UNDO_SECONDS, seconds ? () => app.api.post(`${path}/undo`) : null);
});

/** @param {App} app @param {any} shipment @param {PackageStatus} status @param {string} name */
async function askStep(app, shipment, status, name) {
  const words = app.office.words('orders.');
  const choices = await act(app, () => app.api.get(`/orders/${app.id}/fulfillment`));
  if (!choices) return undefined;
  const form = {
    courier: shipment.courier ?? choices.last_courier ?? choices.couriers[0]?.name ?? '', tracking: shipment.tracking_number ?? '', isOther: false,
    isTelling: choices.notice.available && choices.notice.default !== false,
    /** @type {Record<string, string>} */ faults: {},
  };
  const isShipped = status === 'shipped';
  return ask(({ close, refresh, element }) => {
    const set = (/** @type {Record<string, any>} */ change) => { Object.assign(form, change, { faults: {} }); refresh(); };
    const submit = () => {
      const faults = Object.fromEntries([['courier', form.courier], ['tracking_number', form.tracking]]
        .filter(([, value]) => isShipped && value.trim() === '').map(([field]) => [field, words(`status.need.${field}`)]));
      if (Object.keys(faults).length) {
        form.faults = faults;
        refresh();
        /** @type {HTMLElement|null} */ (element.querySelector('[aria-invalid="true"]'))?.focus();
        return;
      }
      const told = { notify: choices.notice.available && form.isTelling };
      close(isShipped ? { courier: form.courier.trim(), tracking_number: form.tracking.trim(), ...told } : told);
    };
    const isTelling = choices.notice.available && form.isTelling;
    return dialogForm({ title: app.say(`packages.to.${status}`), detail: name, say: app.say, close, submit, submitLabel: words(isTelling ? 'status.save_notify' : 'status.save') },
      isShipped ? h('div', { class: 'fields-ship' },
        courierField(words, { couriers: choices.couriers, courier: form.courier, fault: form.faults.courier, isOther: form.isOther }, (courier, isOther) => set({ courier, isOther })),
        trackingField(words, { tracking: form.tracking, fault: form.faults.tracking_number, isFirst: true }, (tracking) => set({ tracking }))) : null,
      noticeField(words, choices.notice, form.isTelling, (on) => set({ isTelling: on })));
  }, { classes: 'package-step' }).then((body) => body);
}
