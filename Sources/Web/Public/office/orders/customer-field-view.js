/** Picks a customer by typing: hits below the field, arrows and Enter, and a way to take the choice off. */
import { h } from '../../shared/render-view.js';
import { icon } from '../../shared/icon-view.js';
import { soon } from '../../shared/live.js';

/** @type {{query: string, hits: any[], draft: any}} */
let state = { query: '', hits: [], draft: null };
/** @type {() => void} */
let look = () => {};

/** @param {any} page @param {{customer_id: string}} draft @param {() => void} refresh */
export function customerField(page, draft, refresh) {
  const { office, say, places } = page;
  places.customers ??= {};
  if (state.draft !== draft) {
    state = { query: '', hits: [], draft };
    look = soon(200, async () => {
      const query = state.query.trim();
      const found = query ? await office.api.get(`/customers?limit=6&q=${encodeURIComponent(query)}`).catch(() => ({ data: [] })) : { data: [] };
      if (state.query.trim() === query) { state.hits = found.data; refresh(); }
    });
  }
  const choose = (/** @type {any} */ customer) => {
    places.customers[customer.id] = customer.name || customer.company || customer.email || '';
    draft.customer_id = customer.id;
    state.query = '';
    state.hits = [];
    refresh();
  };
  if (draft.customer_id) {
    return h('div', { class: 'field' }, h('span', { class: 'field-label' }, say('filter.customer_id')),
      h('span', { class: 'filter filter-set' }, h('b', { dir: 'auto' }, places.customers[draft.customer_id] ?? say('filter.customer_id.one')),
        h('button', { type: 'button', class: 'clear', 'aria-label': say('filter.clear', { filter: say('filter.customer_id') }), onclick: () => { draft.customer_id = ''; refresh(); } }, icon('close'))));
  }
  return h('div', { class: 'field' }, h('label', { for: 'filter-customer' }, say('filter.customer_id')),
    h('input', {
      class: 'input', id: 'filter-customer', value: state.query, autocomplete: 'off', dir: 'auto', placeholder: say('filter.customer_id.find'),
      oninput: (/** @type {any} */ event) => { state.query = event.target.value; look(); },
      onkeydown: (/** @type {KeyboardEvent} */ event) => { if (event.key === 'Enter' && state.hits.length) { event.preventDefault(); choose(state.hits[0]); } },
    }),
    state.hits.length ? h('ul', { class: 'hits' }, state.hits.map((hit) => h('li', null,
      h('button', { type: 'button', class: 'choice', onclick: () => choose(hit) }, h('span', null, h('bdi', null, hit.name || hit.company || hit.email), h('small', null, hit.email ?? hit.phone ?? '')))))) : null);
}
