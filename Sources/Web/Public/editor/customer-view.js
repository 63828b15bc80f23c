/** The customer of the order: found by name, e-mail or phone, or created on the spot. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm, field } from '../shared/dialog-view.js';
import { findOne } from '../shared/finder-view.js';
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
  return findOne({
    title: say('customer.find'), search: say('customer.search'), found: say('customer.found'), none: (query) => say('customer.no_match', { query }), closeLabel: say('close'),
    explain: (error) => app.explain(error),
    find: async (query) => (await app.api.get(`/customers?limit=20${query ? `&q=${encodeURIComponent(query)}` : ''}`)).data,
    row: (customer) => [h('bdi', { class: 'clip strong' }, customerName(customer)),
      h('bdi', { class: 'small muted clip' }, [customer.company, customer.email, customer.phone].filter(Boolean).join(' · '))],
    foot: (close, query) => [
      order.customer_id ? h('button', { type: 'button', class: 'button button-quiet button-stop', onclick: () => close(null) },
        say('customer.remove')) : null,
      h('span', { class: 'grows' }),
      h('button', { type: 'button', class: 'button button-main', onclick: () => close({ create: query() }) }, icon('person-add'),
        say('customer.create'))],
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
