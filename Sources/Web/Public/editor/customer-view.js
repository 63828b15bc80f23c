/** The customer of the order: found by name, e-mail or phone, or created on the spot. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm, dialogHead, field } from '../shared/dialog-view.js';
import { soon } from '../shared/live.js';
import { customerName } from '../shared/order.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../shared/types.js').Customer} Customer */

/** @param {App} app */
export async function pickCustomer(app) {
  const found = await findCustomer(app);
  if (found === undefined) return;
  const customer = found?.create !== undefined ? await createCustomer(app, found.create) : found;
  if (customer === undefined) return;
  app.edit('order', { customer_id: customer?.id ?? null }, { shown: { customer: customer ?? null } });
}

/** @param {App} app @returns {Promise<any>} a customer, null for none, `{create}` with what was typed, or undefined */
function findCustomer(app) {
  const { say, order } = app;
  const state = { query: '', found: /** @type {Customer[]|null} */ (null), error: '', turn: 0 };
  /** @type {() => void} */
  let redraw = () => {};
  const look = async () => {
    const mine = ++state.turn;
    try {
      const query = state.query.trim();
      const { data } = await app.api.get(`/customers?limit=20${query ? `&q=${encodeURIComponent(query)}` : ''}`);
      if (mine !== state.turn) return;
      Object.assign(state, { found: data, error: '' });
    } catch (error) {
      state.error = app.explain(error);
    }
    redraw();
  };
  const lookSoon = soon(120, look);
  return ask(({ close, refresh }) => {
    redraw = refresh;
    return h('div', { class: 'dialog-frame' },
      dialogHead({ title: say('customer.find'), close, closeLabel: say('close') }),
      h('div', { class: 'dialog-body' },
        h('div', { class: 'search', role: 'search' }, icon('search'), h('input', {
          class: 'input', type: 'search', 'aria-label': say('customer.search'), placeholder: say('customer.search'), autofocus: true,
            autocomplete: 'off',
          onmount: look, oninput: (/** @type {any} */ event) => { state.query = event.target.value; lookSoon(); },
          onkeydown: (/** @type {KeyboardEvent} */ event) => { if (event.key === 'Enter' && state.found?.length) { event.preventDefault(); close(state.found[0]); } },
        })),
        state.error ? h('p', { class: 'field-error', role: 'alert' }, state.error) : null,
        h('div', { class: 'rows', role: 'group', 'aria-label': say('customer.found') }, state.found?.map((customer) =>
          h('button', { type: 'button', class: 'customer-row', key: customer.id, onclick: () => close(customer) },
            h('span', { class: 'clip strong', dir: 'auto' }, customerName(customer)),
            h('span', { class: 'small muted clip', dir: 'auto' }, [customer.company, customer.email, customer.phone].filter(Boolean).join(' · '))))),
        state.found?.length === 0 ? h('p', { class: 'muted', dir: 'auto' }, say('customer.no_match', { query: state.query })) : null),
      h('div', { class: 'dialog-foot' },
        order.customer_id ? h('button', { type: 'button', class: 'button button-quiet button-stop', onclick: () => close(null) },
          say('customer.remove')) : null,
        h('span', { class: 'grows' }),
        h('button', { type: 'button', class: 'button button-main', onclick: () => close({ create: state.query }) }, icon('person-add'),
          say('customer.create'))));
  });
}

/**
 * What was typed for the search goes into the field it looks like.
 * @param {string} text
 */
export function guess(text) {
  if (text.includes('@')) return { name: '', email: text.trim(), phone: '' };
  if (/^[+\d][\d\s()/-]{3,}$/.test(text.trim())) return { name: '', email: '', phone: text.trim() };
  return { name: text.trim(), email: '', phone: '' };
}

/** @param {App} app @param {string} typed @returns {Promise<Customer|undefined>} */
function createCustomer(app, typed) {
  const { say } = app;
  const form = { ...guess(typed), company: '' };
  const state = { error: '', isBusy: false };
  return ask(({ close, refresh }) => {
    const input = (/** @type {keyof typeof form} */ name, /** @type {any} */ props) => field({
      label: say(`customer.${name}`), id: `customer-${name}`, value: form[name], maxlength: 254, dir: 'auto', ...props,
      oninput: (/** @type {any} */ event) => { form[name] = event.target.value; refresh(); },
    });
    const submit = async () => {
      if (state.isBusy) return;
      state.isBusy = true;
      try {
        const body = Object.fromEntries(Object.entries(form).map(([key, value]) => [key, value.trim() || null]));
        close(await app.api.post('/customers', body));
      } catch (error) {
        Object.assign(state, { error: app.explain(error), isBusy: false });
        refresh();
      }
    };
    return dialogForm({
      title: say('customer.new'), say, close, submit, submitLabel: say('customer.create'), error: state.error,
      isReady: Object.values(form).some((value) => value.trim()),
    },
    input('name', { autofocus: true }), input('company', {}),
    h('div', { class: 'fields fields-two' }, input('email', { type: 'email' }), input('phone', { type: 'tel' })));
  });
}
