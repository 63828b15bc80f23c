/** Shipping: found rates, a method and price by hand, or a place where it is fetched. Without an address it says what it waits for. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { pickAddress } from './address-view.js';
import { taxChoices } from './custom-item-view.js';
import { parseKilograms, parsePackage } from './figures.js';
import { nothing, section } from './section-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function shipping(app) {
  const { say, order, money } = app;
  const line = order.shipping_line;
  if (!app.isOpen) {
    return section({ app, id: 'shipping', title: say('section.shipping') }, line
      ? h('p', { class: 'shipping-chosen', dir: 'auto' }, h('span', null, line.title), h('span', { class: 'number' }, money.plain(line.price)))
        : nothing(say('shipping.none_locked')));
  }
  const places = app.boot.page.locations.filter((/** @type {any} */ each) => each.offers_pickup);
  const needs = order.lines.some((/** @type {any} */ each) => each.requires_shipping);
  if (!order.shipping_address && !line) {
    return section({ app, id: 'shipping', title: say('section.shipping') },
      h('p', { class: 'small muted' }, say(needs ? 'shipping.waits' : 'shipping.waits_optional')),
      h('p', null, h('button', { type: 'button', class: 'button', onclick: () => pickAddress(app, 'shipping_address') }, icon('plus'),
        say('shipping.add_address'))), places.length ? pickup(app, places) : null);
  }
  const mode = app.state.shippingMode ?? (line?.pickup_location_id ? 'pickup' : line && !line.rate_id ? 'hand' : 'rates');
  const modes = h('div', { class: 'segments', role: 'group', 'aria-label': say('shipping.how') }, ['rates', 'hand', ...(places.length ? ['pickup'] : [])].map((each) =>
    h('button', { type: 'button', key: each, 'aria-pressed': each === mode ? 'true' : 'false', onclick: () => app.set({ shippingMode: each }) },
      say(`shipping.${each}`))));
  return section({ app, id: 'shipping', title: say('section.shipping'), actions: modes },
    line ? chosen(app, line) : null,
    mode === 'pickup' ? pickup(app, places) : mode === 'rates' ? rates(app) : byHand(app));
}

/** Places where the customer may fetch it, at no charge. @param {App} app @param {any[]} places */
function pickup(app, places) {
  const { say, order } = app;
  const choose = (/** @type {any} */ place) => app.apply({ kind: 'shipping', target: 'shipping', body: { title: say('shipping.pickup_at', { place: place.name }),
    price: 0, rate_id: null, tax_rates: [], price_includes_tax: order.prices_include_tax, pickup_location_id: place.id } });
  return h('div', { class: 'rate-list', role: 'radiogroup', 'aria-label': say('shipping.pickup'), key: 'pickup' }, places.map((place) =>
    h('label', { class: 'rate', key: place.id }, h('input', {
      type: 'radio', name: 'shipping-pickup', checked: order.shipping_line?.pickup_location_id === place.id, onchange: () => choose(place),
    }), h('span', { dir: 'auto' }, h('bdi', null, say('shipping.pickup_at', { place: place.name }))))));
}

/** @param {App} app @param {any} line */
function chosen(app, line) {
  const { say } = app;
  return h('div', { class: 'shipping-chosen', key: 'chosen' }, icon(line.pickup_location_id ? 'store' : 'truck'), h('span', { class: 'strong', dir: 'auto' }, h('bdi', null, line.title)),
    line.outdated ? h('span', { class: 'chip chip-warn' }, icon('warning'), say('shipping.outdated')) : null,
    h('span', { class: 'small muted' }, (line.tax_rates ?? []).map((/** @type {any} */ rate) =>
      `${rate.title} ${rate.rate}%`).join(' + ') || say('tax.none')),
    h('span', { class: 'number strong' }, app.money.plain(line.price)),
    h('button', { type: 'button', class: 'text-button', onclick: () => app.apply({ kind: 'shipping', target: 'shipping', body: null }) },
      say('shipping.remove')));
}

/** @param {App} app */
function rates(app) {
  const { say, state } = app;
  const form = state.parcel ??= { weight: '', sides: '' };
  const weight = form.weight.trim() ? parseKilograms(form.weight) : undefined;
  const sides = form.sides.trim() ? parsePackage(form.sides) : undefined;
  const isReady = weight !== null && sides !== null;
  const input = (/** @type {'weight'|'sides'} */ name, /** @type {string} */ unit, /** @type {boolean} */ isWrong) => h('div', { class: 'field' },
    h('label', { for: `parcel-${name}` }, say(`shipping.${name}`)),
    h('div', { class: 'with-unit' }, h('input', {
      class: 'input', id: `parcel-${name}`, inputmode: name === 'weight' ? 'decimal' : null, autocomplete: 'off', value: form[name],
        placeholder: name === 'weight' ? say('shipping.weight_auto') : '',
      'aria-invalid': isWrong ? 'true' : null, oninput: (/** @type {any} */ event) => { form[name] = event.target.value; app.refresh(); },
      onkeydown: (/** @type {KeyboardEvent} */ event) => { if (event.key === 'Enter' && isReady) { event.preventDefault(); find(app, weight,
        sides); } },
    }), h('span', { class: 'unit muted', 'aria-hidden': 'true' }, unit)),
    isWrong ? h('p', { class: 'field-problem', role: 'alert' }, say(`shipping.wrong_${name}`)) : null);
  return [
    h('div', { class: 'shipping-parcel', key: 'parcel' }, input('weight', 'kg', weight === null), input('sides', 'cm', sides === null),
      h('button', { type: 'button', class: 'button', 'aria-disabled': isReady ? null : 'true',
        onclick: () => { if (isReady) find(app, weight, sides); } }, say('shipping.find'))),
    found(app),
  ];
}

/** @param {App} app @param {number|null|undefined} weight @param {[number, number, number]|null|undefined} sides */
async function find(app, weight, sides) {
  app.set({ rates: { isBusy: true } });
  try {
    await app.saver.flush();
    const parcel = { ...(weight ? { weight_g: weight } : {}), ...(sides ? { length_mm: sides[0], width_mm: sides[1], height_mm: sides[2] } : {}) };
    const answer = await app.api.post('/shipping_rates/find', { order_id: app.id, ...(Object.keys(parcel).length ? { package: parcel } : {}) });
    app.set({ rates: answer });
  } catch (error) {
    app.set({ rates: { error: app.explain(error) } });
  }
}

/** @param {App} app */
function found(app) {
  const { say, order, money } = app;
  const answer = app.state.rates;
  if (!answer) return null;
  if (answer.isBusy) return h('p', { class: 'small muted', role: 'status' }, say('shipping.searching'));
  if (answer.error) return h('p', { class: 'field-error', role: 'alert' }, answer.error);
  const place = [order.shipping_address?.postal_code, order.shipping_address?.city].filter(Boolean).join(' ');
  return [
    h('p', { class: 'small muted', role: 'status' },
      answer.data.length ? say('shipping.found', { count: answer.data.length, place }) : answer.reason?.message ?? say('shipping.found_none')),
    answer.data.length ? h('div', { class: 'rate-list', role: 'radiogroup', 'aria-label': say('shipping.rates') },
      answer.data.map((/** @type {any} */ rate) => {
      const isChosen = order.shipping_line?.rate_id === rate.rate_id;
      return h('label', { class: 'rate', key: rate.rate_id }, h('input', {
        type: 'radio', name: 'shipping-rate', checked: isChosen,
        onchange: () => app.apply({ kind: 'shipping', target: 'shipping',
          body: { title: rate.title, price: rate.price, rate_id: rate.rate_id, package: answer.package, tax_rates: rate.tax_rates,
          price_includes_tax: rate.price_includes_tax } }),
      }), h('span', { dir: 'auto' }, h('bdi', null, rate.title)), h('span', { class: 'number' }, money.plain(rate.price)));
    })) : null,
    answer.unavailable?.length ? h('details', { class: 'small muted' },
      h('summary', null, say('shipping.unavailable', { count: answer.unavailable.length })),
      h('ul', null, answer.unavailable.map((/** @type {any} */ one) =>
        h('li', { dir: 'auto', key: one.rate_id }, `${one.title}: ${one.reason?.message ?? ''}`)))) : null,
  ];
}

/** @param {App} app */
function byHand(app) {
  const { say, order, money } = app;
  const line = order.shipping_line;
  const form = app.state.hand ??= { title: line?.title ?? '', price: line ? money.plain(line.price) : '', tax: 0, taxes: null };
  // What stands in the field while the taxes are not known would be another one once they are: until then nothing can be used.
  if (!form.taxes) {
    form.taxes = [];
    void taxChoices(app).catch(() => [{ label: say('tax.none'), rates: [] }]).then((taxes) => { form.taxes = taxes; app.refresh(); });
  }
  const price = money.parse(form.price);
  const isReady = form.title.trim() !== '' && price !== null && price >= 0 && form.taxes.length > 0;
  const save = () => {
    if (!isReady) return;
    app.apply({ kind: 'shipping', target: 'shipping',
      body: { title: form.title.trim(), price, rate_id: null, tax_rates: form.taxes[form.tax].rates,
      price_includes_tax: order.prices_include_tax } });
  };
  const input = (/** @type {'title'|'price'} */ name, /** @type {any} */ props) =>
    h('div', { class: 'field' }, h('label', { for: `hand-${name}` }, say(`shipping.${name}`, { currency: money.currency })),
    h('input', {
      class: 'input', id: `hand-${name}`, autocomplete: 'off', value: form[name], ...props,
        oninput: (/** @type {any} */ event) => { form[name] = event.target.value; app.refresh(); },
      onkeydown: (/** @type {KeyboardEvent} */ event) => { if (event.key === 'Enter') { event.preventDefault(); save(); } },
    }));
  return h('div', { class: 'shipping-hand', key: 'hand' }, input('title', { dir: 'auto', maxlength: 200 }),
    input('price', { inputmode: 'decimal', class: 'input input-money' }),
    h('div', { class: 'field' }, h('label', { for: 'hand-tax' }, say('custom.tax')),
      h('select', { class: 'select', id: 'hand-tax', value: String(form.tax),
        onchange: (/** @type {any} */ event) => { form.tax = Number(event.target.value); } },
        form.taxes.map((/** @type {any} */ tax, /** @type {number} */ index) => h('option', { value: String(index), key: index }, tax.label)))),
    h('button', { type: 'button', class: 'button', 'aria-disabled': isReady ? null : 'true', onclick: save }, say('use')));
}
