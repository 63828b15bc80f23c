/** Packages, prepared before the order is paid or after, and sent once it is placed: what is in each, who carries it, how far it has come. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { openMenu } from '../shared/menu-view.js';
import { parseQuantity, quantityText, thousandths, wireQuantity } from '../shared/quantity.js';
import { act } from './actions-view.js';
import { parseKilograms, parsePackage } from './figures.js';
import { movePackage, relabel } from './package-step-view.js';
import { isOpenPackage, packageChip, packageSteps } from './package-steps.js';
import { contentsText, parcelForm, parcelText, unpacked } from './parcels.js';
import { nothing, section } from './section-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function packages(app) {
  const { say, order } = app;
  const all = order.shipments ?? [];
  const left = unpacked(order);
  const toShip = left.filter(({ line }) => line.requires_shipping);
  const canPack = order.status !== 'canceled' && order.status !== 'closed' && left.length > 0;
  const buttons = [
    all.length || toShip.length ? h('a', { class: 'button button-small', href: `/admin/orders/${app.id}/packing-slip`, target: '_blank', rel: 'noopener', key: 'slip' }, icon('printer'),
      say('packages.slip')) : null,
    canPack ? h('button', { type: 'button', class: 'button button-small', key: 'pack', onclick: () => pack(app, null) }, icon('box'), say('packages.prepare')) : null,
  ];
  return section({ app, id: 'packages', title: say('section.packages'), actions: h('div', { class: 'actions' }, buttons) },
    pickup(app),
    all.length ? h('ul', { class: 'rows packages' }, all.map((/** @type {any} */ one, /** @type {number} */ index) => row(app, one, index)))
      : nothing(say(order.placed_at && toShip.length ? 'packages.none_placed' : 'packages.none')),
    all.length && toShip.length ? h('p', { class: 'small muted', dir: 'auto' }, say('packages.left', { items: contentsText(toShip) })) : null);
}

/** Where the customer fetches it, for an order that is not sent. @param {App} app */
function pickup(app) {
  const id = app.order.shipping_line?.pickup_location_id;
  if (!id) return null;
  const place = app.boot.page.locations.find((/** @type {any} */ one) => one.id === id)?.name ?? '';
  return h('p', { class: 'with-icon small', key: 'pickup', dir: 'auto' }, icon('store', 'icon icon-small'), app.say('packages.pickup', { place }));
}

/** @param {App} app @param {any} one @param {number} index */
function row(app, one, index) {
  const { say, order } = app;
  const name = say('packages.one', { count: index + 1 });
  const contents = one.lines.map((/** @type {any} */ { line_id,
    quantity }) => ({ line: order.lines.find((/** @type {any} */ line) => line.id === line_id) ?? { title: '' }, rest: thousandths(quantity) }));
  const steps = packageSteps(order, one);
  const mayMove = (/** @type {string} */ status) => app.office.may(status === 'packed' ? 'pack' : 'fulfil');
  const [first] = steps;
  return h('li', { class: 'row row-wraps package', key: one.id, 'data-package': one.id, 'data-status': one.status },
    h('span', { class: 'strong' }, name),
    h('div', { class: 'row-words stack-tight' }, h('span', { dir: 'auto' }, contentsText(contents)),
      h('span', { class: 'small muted' }, [parcelText(one.package), one.courier].filter(Boolean).map((part, at) => [at ? ' · ' : '', h('bdi', null, part)]),
        one.tracking_number ? [one.courier || parcelText(one.package) ? ' ' : '', number(app, one)] : null)),
    h('span', { class: `chip ${packageChip(one)}` }, say(`packages.${one.status}`)),
    first && order.placed_at ? h('button', { type: 'button', class: 'button button-small', 'aria-disabled': mayMove(first) ? null : 'true', 'aria-label': say('packages.do', { name, step: say(`packages.to.${first}`) }),
      onclick: () => { if (mayMove(first)) movePackage(app, one, first, name); } }, say(`packages.to.${first}`)) : null,
    menuButton(app, one, name, steps, mayMove));
}

/** The tracking number, leading to where the carrier follows it. @param {App} app @param {any} one */
const number = (app, one) => (one.tracking_url
  ? h('a', { href: one.tracking_url, target: '_blank', rel: 'noopener noreferrer', 'aria-label': app.say('packages.track', { number: one.tracking_number }) }, h('bdi', { dir: 'ltr' }, one.tracking_number))
  : h('bdi', { dir: 'ltr' }, one.tracking_number));

/** @param {App} app @param {any} one @param {string} name @param {import('./package-steps.js').PackageStatus[]} steps @param {(status: string) => boolean} mayMove */
function menuButton(app, one, name, steps, mayMove) {
  const { say } = app;
  /** @type {any[]} */
  const entries = steps.map((status) => ({ label: say(one.status === 'failed' && status === 'canceled' ? 'packages.to.came_back' : `packages.to.${status}`), icon: stepIcons[status],
    reason: mayMove(status) ? null : say('packages.denied'), run: () => movePackage(app, one, status, name) }));
  if (one.status !== 'canceled') entries.push({ label: say('packages.slip'), icon: 'printer', run: () => window.open(`/admin/orders/${app.id}/packing-slip?package=${one.id}`, '_blank', 'noopener') });
  if (one.status === 'shipped') entries.push({ label: say('packages.relabel'), icon: 'pencil', reason: mayMove('shipped') ? null : say('packages.denied'), run: () => relabel(app, one, name) });
  if (isOpenPackage(one)) entries.push({ label: say('change'), icon: 'pencil', run: () => pack(app, one) }, 'line', { label: say('menu.remove'), icon: 'trash', isStop: true,
    run: () => act(app, async () => app.saver.rebase((await app.api.call('DELETE', `/orders/${app.id}/shipments/${one.id}`)).body)) });
  if (!entries.length) return null;
  return h('button', {
    type: 'button', class: 'button button-quiet button-icon', 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-label': say('line.more', { title: name }),
    onclick: (/** @type {any} */ event) => openMenu(event.currentTarget, entries, name),
  }, icon('more'));
}

/** @type {Record<string, string>} */
const stepIcons = { packed: 'box', shipped: 'truck', ready_for_pickup: 'store', handed_over: 'person', picked_up: 'person', delivered: 'check', failed: 'warning', canceled: 'return' };

/** @param {App} app @param {string} id @param {any} body */
const change = (app, id, body) => act(app,
  async () => app.saver.rebase((await app.api.call('PATCH', `/orders/${app.id}/shipments/${id}`, body)).body));

/** Asks what goes in, how heavy it is and how large. @param {App} app @param {any} known a package that is changed, or null for a new one */
async function pack(app, known) {
  if (!(await app.saver.flush())) return;
  const { say, order } = app;
  const left = unpacked(order, known?.id);
  const inside = (/** @type {any} */ line) => known?.lines.find((/** @type {any} */ one) => one.line_id === line.id)?.quantity;
  const counts = new Map(left.map(({ line, rest }) =>
    [line.id, known ? String(inside(line) ?? '') : line.requires_shipping ? quantityText(rest) : '']));
  const form = parcelForm(known?.package);
  const body = await ask(({ close, refresh }) => {
    const lines = left.flatMap(({ line, rest }) => {
      const quantity = parseQuantity(counts.get(line.id) ?? '');
      return quantity ? [{ line_id: line.id, quantity: wireQuantity(quantity), fits: quantity <= rest }] : [];
    });
    const weight = form.weight.trim() ? parseKilograms(form.weight) : undefined;
    const sides = form.sides.trim() ? parsePackage(form.sides) : undefined;
    const isReady = lines.length > 0 && lines.every(({ fits }) => fits) && weight !== null && sides !== null;
    const parcel = { weight_g: weight ?? null, length_mm: sides?.[0] ?? null, width_mm: sides?.[1] ?? null, height_mm: sides?.[2] ?? null };
    const input = (/** @type {'weight'|'sides'} */ name, /** @type {boolean} */ isWrong) => field({
      label: `${say(`shipping.${name}`)}, ${name === 'weight' ? 'kg' : 'cm'}`, id: `package-${name}`, value: form[name],
        'aria-invalid': isWrong ? 'true' : null,
      hint: isWrong ? say(`shipping.wrong_${name}`) : null, oninput: (/** @type {any} */ event) => { form[name] = event.target.value; refresh(); },
    });
    return dialogForm({ title: say(known ? 'packages.change' : 'packages.prepare'), say, close, isReady, submitLabel: say('packages.save'),
      submit: () => close({ lines: lines.map(({ line_id, quantity }) => ({ line_id, quantity })), package: parcel }) },
      h('div', { class: 'rows' }, left.map(({ line, rest }) => h('div', { class: 'row', key: line.id },
        h('label', { class: 'row-words', for: `pack-${line.id}`, dir: 'auto' }, h('bdi', null, line.title)),
        h('div', { class: 'with-unit refund-count' }, h('input', {
          class: 'input input-money', id: `pack-${line.id}`, inputmode: 'decimal', autocomplete: 'off', placeholder: '0',
            value: counts.get(line.id) ?? '',
          oninput: (/** @type {any} */ event) => { counts.set(line.id, event.target.value); refresh(); },
        }), h('span', { class: 'unit muted' }, say('refund.of', { count: quantityText(rest) })))))),
      h('div', { class: 'fields fields-two' }, input('weight', weight === null), input('sides', sides === null)));
  });
  if (!body) return;
  if (known) await change(app, known.id, body);
  else await act(app, async () => app.saver.rebase(await app.api.post(`/orders/${app.id}/shipments`, { ...body, status: 'pending' })));
}
