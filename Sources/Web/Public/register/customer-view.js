/** The customer of the cart: find by name, e-mail or phone; create as you go; see and take off. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm, dialogHead, field } from '../shared/dialog-view.js';
import { Lookup } from '../shared/lookup.js';
import { initials } from './frame-view.js';
import { customerName } from '../shared/order.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('../shared/types.js').Customer} Customer */

/** @param {App} app */
export async function showCustomer(app) {
  const customer = app.order?.customer;
  if (!customer) return pickCustomer(app);
  const { say, money } = app;
  const answer = await ask(({ close }) => h('div', { class: 'dialog-frame' },
    dialogHead({ title: customerName(customer), detail: customer.company ?? customer.groups?.join(', '), close, closeLabel: say('close') }),
    h('dl', { class: 'dialog-body facts' },
      [
        ['customer.phone', customer.phone], ['customer.email', customer.email],
        ['customer.credit', customer.store_credit ? money.money(customer.store_credit) : null],
      ]
        .filter(([, value]) => value).map(([key, value]) => h('div', null,
          h('dt', { class: 'muted small' }, say(String(key))), h('dd', { dir: 'auto' }, value)))),
    h('div', { class: 'dialog-foot' },
      h('button', { type: 'button', class: 'button button-stop', onclick: () => close('remove') }, say('customer.remove')),
      h('button', { type: 'button', class: 'button', autofocus: true, onclick: () => close('change') }, say('customer.change')))));
  if (answer === 'remove') await app.cart.patch({ customer_id: null }, { customer: null });
  if (answer === 'change') await pickCustomer(app);
}

/** @param {App} app @param {{isNew?: boolean}} options */
export async function pickCustomer(app, { isNew = false } = {}) {
  const customer = isNew ? await createCustomer(app, '') : await findCustomer(app);
  if (customer) await app.cart.patch({ customer_id: customer.id }, { customer });
}

/** @param {App} app @returns {Promise<Customer|undefined>} */
async function findCustomer(app) {
  const { say } = app;
  /** @type {() => void} */
  let redraw = () => {};
  /** @type {Lookup<Customer>} */
  const lookup = new Lookup({
    find: async (query) => (await app.api.get(`/customers?limit=20${query ? `&q=${encodeURIComponent(query)}` : ''}`)).data,
    changed: () => redraw(), wait: 120,
  });
  const answer = await ask(({ close, refresh }) => {
    redraw = refresh;
    const { hits } = lookup;
    return h('div', { class: 'dialog-frame' },
      dialogHead({ title: say('customer.title'), close, closeLabel: say('close') }),
      h('div', { class: 'dialog-body' },
        h('div', { class: 'search', role: 'search' }, icon('search'), h('input', {
          class: 'input', type: 'search', 'aria-label': say('customer.search'), placeholder: say('customer.search'), autofocus: true,
          autocomplete: 'off', value: lookup.query,
          onmount: () => lookup.look(), oninput: (/** @type {any} */ event) => lookup.type(event.target.value),
          onkeydown: async (/** @type {KeyboardEvent} */ event) => {
            if (event.key !== 'Enter' || event.isComposing) return;
            event.preventDefault();
            const found = await lookup.enter();
            if (found.length === 1) close(found[0]);
          },
        })),
        lookup.error ? h('p', { class: 'field-error', role: 'alert' }, app.explain(lookup.error)) : null,
        h('div', {
          class: 'rows customer-rows', role: 'group', 'aria-label': say('customer.found'),
        }, hits?.map((customer) => h('button', { type: 'button', class: 'customer', key: customer.id, onclick: () => close(customer) },
          h('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(customerName(customer))),
          h('span', null, h('b', { class: 'clip', dir: 'auto' }, customerName(customer)),
            h('small', { class: 'muted clip', dir: 'auto' }, [customer.phone, customer.email].filter(Boolean).join(' · '))))),
        hits?.length === 0 ? h('p', { class: 'muted' }, say('customer.none', { query: lookup.query })) : null)),
      h('div', { class: 'dialog-foot' },
        h('button', { type: 'button', class: 'button button-main', onclick: () => close('new') },
          icon('person-add'), say('customer.create'))));
  }, { fills: true });
  return answer === 'new' ? createCustomer(app, lookup.query) : /** @type {Customer|undefined} */ (answer);
}

/**
 * What was typed for the search goes into the field it looks like.
 * @param {string} text
 */
function guess(text) {
  if (text.includes('@')) return { name: '', email: text, phone: '' };
  return /^[+\d][\d\s()-]{4,}$/.test(text) ? { name: '', email: '', phone: text } : { name: text, email: '', phone: '' };
}

/** @param {App} app @param {string} typed @returns {Promise<Customer|undefined>} */
function createCustomer(app, typed) {
  const { say } = app;
  /** @type {Record<string, string>} */
  const form = guess(typed.trim());
  let error = '';
  let isBusy = false;
  return ask(({ close, refresh }) => {
    const submit = async () => {
      isBusy = true;
      refresh();
      try {
        const body = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, value.trim()]).filter(([, value]) => value));
        close(await app.api.post('/customers', body));
      } catch (problem) {
        error = app.explain(problem);
      }
      isBusy = false;
      refresh();
    };
    const input = (/** @type {string} */ name, /** @type {any} */ props) => field({
      label: say(`customer.${name}`), id: `customer-${name}`, value: form[name], dir: 'auto', maxlength: 200, ...props,
      oninput: (/** @type {any} */ event) => { form[name] = event.target.value; refresh(); },
    });
    return dialogForm({
      title: say('customer.new'), say, close, submit, error,
      isReady: !isBusy && (form.name + form.email + form.phone).trim() !== '' && form.name.trim() !== '',
      submitLabel: isBusy ? say('saving') : say('customer.save'),
    },
      input('name', { autofocus: true }), input('phone', { type: 'tel' }), input('email', { type: 'email' }));
  });
}
