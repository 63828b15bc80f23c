/** Two records of one person become one: the other is found, both are seen side by side, one of them stays. */
import { office } from '../office/office-view.js';
import { OneCharge } from '../office/payments/one-charge.js';
import { carryNotice } from '../office/refresh-view.js';
import { isDirty } from '../office/resource-form-view.js';
import { ask, dialogForm } from '../shared/dialog-view.js';
import { findOne } from '../shared/finder-view.js';
import { h } from '../shared/render-view.js';
import { lost, shownName } from './joined.js';

const say = office.words('customers.');

/** So many orders are counted; more are "and more". */
const MOST_COUNTED = 20;

const pathOf = (/** @type {string} */ id) => `/admin/customers/${encodeURIComponent(id)}`;

/** @param {string} id the customer of this page */
async function putTogether(id) {
  const form = /** @type {HTMLFormElement|null} */ (document.querySelector('form[data-resource]'));
  if (form && isDirty(form)) return office.toasts.show(say('together.unsaved'), { icon: 'warning' });
  const other = await findOne({
    title: say('together'), detail: say('together.find_detail'), search: say('together.search'), none: () => say('together.none'),
    closeLabel: office.say('close'), explain: office.explain,
    find: async (query) => (await office.api.get(`/customers?limit=21${query ? `&q=${encodeURIComponent(query)}` : ''}`)).data
      .filter((/** @type {any} */ each) => each.id !== id).slice(0, 20),
    row: (hit) => [h('bdi', { class: 'clip strong' }, shownName(hit)),
      h('bdi', { class: 'small muted clip' }, [hit.name ? hit.company : null, hit.email, hit.phone].filter(Boolean).join(' · '))],
  });
  if (!other) return undefined;
  try {
    const here = await office.api.get(`/customers/${encodeURIComponent(id)}`);
    const counts = await Promise.all([here, other].map(countOrders));
    return await compare([here, other], counts);
  } catch (error) {
    return office.toasts.show(office.explain(error), { icon: 'warning' });
  }
}

/** @param {any} customer */
async function countOrders(customer) {
  const page = await office.api.get(`/orders?limit=${MOST_COUNTED}&customer_id=${encodeURIComponent(customer.id)}`);
  return say(page.next_cursor ? 'together.orders_more' : 'together.orders', { count: page.data.length });
}

/** Shows both, asks which of them stays, and does it. @param {any[]} both @param {string[]} counts */
function compare(both, counts) {
  const once = new OneCharge();
  const state = { stays: both[0], refused: '' };
  return ask(({ close, refresh }) => {
    const goes = both.find((each) => each !== state.stays);
    const submit = async () => {
      const running = once.run((headers) => office.api.post(`/customers/${encodeURIComponent(state.stays.id)}/merge`, { customer_ids: [goes.id] }, headers), (error) => {
        state.refused = error?.code === 'in_use' ? goes.id : '';
        return office.explain(error);
      });
      refresh();
      if (!await running) return refresh();
      carryNotice(say('together.done', { name: shownName(state.stays) }));
      location.replace(pathOf(state.stays.id));
      return undefined;
    };
    const choose = (/** @type {any} */ customer) => {
      Object.assign(state, { stays: customer, refused: '' });
      once.error = '';
      refresh();
    };
    return dialogForm({
      title: say('together.sure'), detail: say('together.for_good'), say: (/** @type {string} */ key) => office.say(key), close: () => close(undefined), submit, isStop: true,
      submitLabel: say('together.run'), isReady: !once.isBusy, error: once.error,
      extra: state.refused ? h('a', { class: 'text-button', href: pathOf(state.refused) }, say('together.see', { name: shownName(goes) })) : null,
    },
    h('fieldset', { class: 'together' }, h('legend', { class: 'field-label' }, say('together.stays')),
      both.map((each, index) => record(each, counts[index], { isStaying: each === state.stays, isLocked: once.isBusy || once.isUnsure, choose }))),
    outcome(state.stays, goes));
  }, { classes: 'dialog-wide' });
}

/** @param {any} customer @param {string} count @param {{isStaying: boolean, isLocked: boolean, choose: (customer: any) => void}} how */
function record(customer, count, { isStaying, isLocked, choose }) {
  const id = `stays-${customer.id}`;
  const fact = (/** @type {string} */ name, /** @type {string|null} */ value) => [h('dt', null, say(name)),
    value ? h('dd', null, h('bdi', null, value)) : h('dd', { class: 'muted' }, say('together.nothing'))];
  return h('div', { class: 'together-one', key: customer.id, 'data-record': customer.id },
    h('label', { class: 'choice', for: id },
      h('input', { type: 'radio', name: 'stays', id, value: customer.id, checked: isStaying, disabled: isLocked, autofocus: isStaying, 'aria-describedby': `${id}-facts`, onchange: () => choose(customer) }),
      h('span', null, h('bdi', null, shownName(customer)), h('small', null, say(isStaying ? 'together.this_stays' : 'together.this_goes')))),
    h('dl', { class: 'facts', id: `${id}-facts` }, fact('email', customer.email), fact('phone', customer.phone), fact('orders', count),
      customer.store_credit ? fact('credit', office.money.money(customer.store_credit)) : null, customer.points ? fact('points', String(customer.points)) : null));
}

/** What comes over, and what does not. @param {any} stays @param {any} goes */
function outcome(stays, goes) {
  const dropped = lost(stays, goes);
  return h('div', { class: 'stack', role: 'status' },
    h('p', null, say('together.moves')),
    dropped.length ? h('div', null, h('p', null, say('together.lost')),
      h('ul', { class: 'together-lost' }, dropped.map(({ name, value }) => h('li', { key: name }, say(name), ': ', h('bdi', null, value))))) : null);
}

document.addEventListener('click', (event) => {
  const button = /** @type {HTMLElement|null} */ (/** @type {HTMLElement} */ (event.target).closest?.('[data-together]'));
  if (button) putTogether(button.dataset.together ?? '');
});
// The inbox leads here by the name of the button.
if (location.hash === '#put-together') document.getElementById('put-together')?.focus();
