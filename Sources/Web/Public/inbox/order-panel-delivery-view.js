/** Delivery in the panel: where to, how, and what it costs; rates that reach the address are offered, anything else is written by hand. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { uuid } from '../shared/uuid.js';
import { pickAddress } from '../editor/address-view.js';
import { addressLines } from '../editor/addresses.js';
import { savedField } from '../editor/field-view.js';

/** @typedef {import('../editor/app.js').App} App */

/** @param {App} app */
export function delivery(app) {
  const { order, say: words } = app;
  const say = app.office.words('order_panel.');
  const address = order.shipping_address;
  const line = order.shipping_line;
  if (!app.isOpen && !address && !line) return null;
  const edit = app.isOpen && address
    ? h('button', { type: 'button', class: 'text-button', 'aria-label': words('shipping_address.edit'), onclick: () => where(app) }, words('edit')) : null;
  return h('section', { class: 'panel-part', key: 'delivery', 'aria-labelledby': 'panel-delivery' },
    h('div', { class: 'panel-part-head' }, h('h3', { id: 'panel-delivery' }, say('delivery')), edit),
    address ? h('address', null, h('p', { class: 'small', dir: 'auto' }, [address.name, address.phone].filter(Boolean).join(', ')),
      h('p', { class: 'small', dir: 'auto' }, addressLines({ ...address, name: null }).join(', ')))
      : app.isOpen ? h('button', { type: 'button', class: 'button button-small', id: 'shipping-address-button', onclick: () => where(app) }, icon('plus'), words('shipping.add_address')) : null,
    app.isOpen ? method(app, say) : line ? h('p', { class: 'panel-method', dir: 'auto' }, h('span', null, line.title), h('span', { class: 'number' }, app.money.plain(line.price))) : null);
}

/** @param {App} app */
async function where(app) {
  await pickAddress(app, 'shipping_address');
  await findRates(app);
}

/** What reaches the address; nothing is chosen by itself. @param {App} app */
async function findRates(app) {
  const { order } = app;
  app.state.ratesFor = rateKey(order);
  if (!order.shipping_address || !order.lines.some((/** @type {any} */ each) => each.requires_shipping !== false)) return;
  await app.saver.flush();
  try {
    app.set({ rates: await app.api.post('/shipping_rates/find', { order_id: app.id }) });
  } catch (error) {
    app.set({ rates: { data: [], error: app.explain(error) } });
  }
}

/** @param {any} order what rates depend on */
const rateKey = (order) => JSON.stringify([order.shipping_address, order.lines.map((/** @type {any} */ each) => [each.id, each.quantity])]);

/** @param {App} app @param {any} say */
function method(app, say) {
  const { order, state, money } = app;
  const line = order.shipping_line;
  if (!order.shipping_address && !line && !pickups(app).length) return null;
  if (order.shipping_address && state.ratesFor !== rateKey(order) && !app.saver.isDirty) queueMicrotask(() => findRates(app));
  const options = [...rates(app), ...pickups(app)];
  const at = options.findIndex(({ body }) => isSame(body, line));
  const isHand = Boolean(line && at < 0) || state.isHand;
  const choose = (/** @type {string} */ value) => {
    app.set({ isHand: value === 'hand' });
    if (value === '') put(app, null);
    else if (value === 'hand') put(app, { title: line?.title ?? say('delivery'), price: line?.price ?? 0, rate_id: null, tax_rates: line?.tax_rates ?? taxes(app), price_includes_tax: order.prices_include_tax });
    else put(app, options[Number(value)].body);
  };
  return h('div', { class: 'panel-method', key: 'method' },
    h('div', { class: 'field' }, h('label', { class: 'for-readers', for: 'panel-method' }, say('method')),
      h('select', { class: 'select', id: 'panel-method', value: isHand ? 'hand' : at >= 0 ? String(at) : '', onchange: (/** @type {any} */ event) => choose(event.target.value) },
        h('option', { value: '' }, say('method.none')),
        options.map((option, index) => h('option', { value: String(index), key: `rate-${index}` }, `${option.body.title} · ${money.plain(option.body.price)}`)),
        h('option', { value: 'hand' }, say('method.hand')))),
    line ? savedField({
      app, target: 'shipping', name: 'price', isBare: true, label: say('method.price'), text: money.plain(line.price), inputmode: 'decimal', classes: 'input-money',
      wrong: app.say('field.price'), read: (text) => { const value = money.parse(text); return value === null || value < 0 ? undefined : value; },
      apply: (value, { soon }) => { app.set({ isHand: true }); put(app, { ...bare(line), price: value, rate_id: null }, soon); },
    }) : null,
    isHand && line ? savedField({
      app, target: 'shipping', name: 'title', isBare: true, label: say('method.title'), text: line.title, maxlength: 200,
      read: (text) => text.trim() || undefined, apply: (value, { soon }) => put(app, { ...bare(line), title: value, rate_id: null }, soon),
    }) : null,
    state.rates?.error ? h('p', { class: 'field-problem', role: 'alert' }, state.rates.error) : null);
}

/** @param {App} app */
const rates = (app) => (app.state.rates?.data ?? []).map((/** @type {any} */ rate) => ({ body: {
  title: rate.title, price: rate.price, rate_id: rate.rate_id, package: app.state.rates.package, tax_rates: rate.tax_rates, price_includes_tax: rate.price_includes_tax,
} }));

/** @param {App} app */
const pickups = (app) => app.boot.page.locations.filter((/** @type {any} */ each) => each.offers_pickup).map((/** @type {any} */ place) => ({ body: {
  title: app.say('shipping.pickup_at', { place: place.name }), price: 0, rate_id: null, tax_rates: [], price_includes_tax: app.order.prices_include_tax, pickup_location_id: place.id,
} }));

/** The rates of the goods: delivery follows them until somebody says otherwise. @param {App} app */
const taxes = (app) => app.order.lines.find((/** @type {any} */ line) => line.tax_rates?.length)?.tax_rates ?? [];

/** @param {any} body @param {any} line */
const isSame = (body, line) => Boolean(line) && (body.pickup_location_id ?? null) === (line.pickup_location_id ?? null)
  && (body.rate_id ?? null) === (line.rate_id ?? null) && (body.rate_id !== null || body.pickup_location_id !== undefined);

/** A shipping line as the API takes it. @param {any} line */
const bare = (line) => ({ title: line.title, price: line.price, rate_id: line.rate_id ?? null, tax_rates: line.tax_rates ?? [], price_includes_tax: line.price_includes_tax });

/** @param {App} app @param {any} body @param {boolean} [soon] */
const put = (app, body, soon = false) => app.saver.add({ id: uuid(), kind: 'shipping', target: 'shipping', body, state: 'waiting' }, { soon });
