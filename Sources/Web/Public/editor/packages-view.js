/** Packages, prepared before the order is paid or after: what is in each, its weight and sides. They promise nothing and move no stock. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { openMenu } from '../shared/menu-view.js';
import { parseQuantity, quantityText, thousandths, wireQuantity } from '../shared/quantity.js';
import { act } from './actions-view.js';
import { parseKilograms, parsePackage } from './figures.js';
import { contentsText, parcelForm, parcelText, unpacked } from './parcels.js';
import { nothing, section } from './section-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function packages(app) {
  const { say, order } = app;
  const all = order.shipments ?? [];
  const left = unpacked(order);
  const canPack = order.status !== 'canceled' && left.length > 0;
  const button = canPack ? h('button', { type: 'button', class: 'button button-small', onclick: () => pack(app, null) }, icon('box'),
    say('packages.prepare')) : null;
  return section({ app, id: 'packages', title: say('section.packages'), actions: button },
    all.length ? h('ul', { class: 'rows' }, all.map((/** @type {any} */ one, /** @type {number} */ index) => row(app, one, index)))
      : nothing(say('packages.none')),
    all.length && left.some(({ line }) => line.requires_shipping)
      ? h('p', { class: 'small muted', dir: 'auto' },
      say('packages.left', { items: contentsText(left.filter(({ line }) => line.requires_shipping)) })) : null);
}

/** @param {App} app @param {any} one @param {number} index */
function row(app, one, index) {
  const { say, order } = app;
  const contents = one.lines.map((/** @type {any} */ { line_id,
    quantity }) => ({ line: order.lines.find((/** @type {any} */ line) => line.id === line_id) ?? { title: '' }, rest: thousandths(quantity) }));
  return h('li', { class: 'row row-wraps', key: one.id },
    h('span', { class: 'strong' }, say('packages.one', { count: index + 1 })),
    h('span', { class: 'row-words', dir: 'auto' }, contentsText(contents)),
    h('span', { class: 'small muted' }, parcelText(one.package)),
    h('span', { class: `chip ${one.status === 'packed' ? 'chip-soft' : 'chip-plain'}` }, say(`packages.${one.status}`)),
    h('button', {
      type: 'button', class: 'button button-quiet button-icon', 'aria-haspopup': 'menu', 'aria-expanded': 'false',
        'aria-label': say('line.more', { title: say('packages.one', { count: index + 1 }) }),
      onclick: (/** @type {any} */ event) => openMenu(event.currentTarget, [
        { label: say(one.status === 'packed' ? 'packages.reopen' : 'packages.close'), icon: 'check',
          run: () => change(app, one.id, { status: one.status === 'packed' ? 'pending' : 'packed' }) },
        { label: say('change'), icon: 'pencil', run: () => pack(app, one) },
        'line',
        { label: say('menu.remove'), icon: 'trash', isStop: true,
          run: () => act(app, async () => app.saver.rebase((await app.api.call('DELETE', `/orders/${app.id}/shipments/${one.id}`)).body)) },
      ], say('packages.one', { count: index + 1 })),
    }, icon('more')));
}

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
