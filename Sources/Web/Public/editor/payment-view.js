/** Payment: terms, purchase order number, note and order terms each from a template, consent, and taking the money. */
import { h } from '../shared/render-view.js';
import { openMenu } from '../shared/menu-view.js';
import { fieldID, fieldNotes, readOnly, savedField } from './field-view.js';
import { section } from './section-view.js';
import { take } from './take-view.js';
import { depositText, standardTerms, termsKey, termsText } from './terms.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function payment(app) {
  const { say, order } = app;
  return section({ app, id: 'payment', title: say('section.payment'), side: 'choices' },
    h('div', { class: 'fields fields-two', key: 'terms' }, terms(app), purchaseOrder(app)),
    order.payment_terms?.deposit ? h('p', { class: 'small muted' }, depositText(app.say, app.money, order.payment_terms.deposit)) : null,
    h('div', { class: 'fields fields-two', key: 'notes' }, long(app, 'customer_note', 'notes'), long(app, 'terms', 'terms')),
    consent(app), take(app));
}

/** @param {App} app */
function terms(app) {
  const { say, order } = app;
  if (!app.isOpen) return readOnly(say('payment_terms'), order.payment_terms ? termsText(say, order.payment_terms, app.locale) : say('terms.unset'));
  const id = 'payment-terms';
  const saved = (app.state.templates?.payment ?? []).map((/** @type {any} */ { title, type, days, due_date, deposit }) => ({ title, type, days,
    due_date, deposit }));
  const known = [...saved, ...standardTerms.filter((one) => !saved.some((/** @type {any} */ each) => termsKey(each) === termsKey(one)))];
  const now = order.payment_terms;
  const all = now && !known.some((one) => termsKey(one) === termsKey(now)) ? [now, ...known] : known;
  const choose = (/** @type {string} */ value) => {
    if (value === 'date') return app.set({ isChoosingDay: true });
    const found = all.find((one) => termsKey(one) === value);
    app.state.isChoosingDay = false;
    return app.edit('order', { payment_terms: found ? clean(found) : null });
  };
  const isDay = app.state.isChoosingDay || now?.type === 'fixed_date';
  return h('div', { class: 'field' }, h('label', { for: id }, say('payment_terms')),
    h('select', { class: 'select', id, value: isDay && now?.type !== 'fixed_date' ? 'date' : now ? termsKey(now) : '',
      onchange: (/** @type {any} */ event) => choose(event.target.value) },
      h('option', { value: '' }, say('terms.unset')),
      all.map((one) => h('option', { value: termsKey(one), key: termsKey(one) }, termsText(say, one, app.locale))),
      h('option', { value: 'date' }, say('terms.fixed'))),
    isDay ? h('input', {
      class: 'input', type: 'date', 'aria-label': say('terms.day'), value: now?.due_date ?? '',
      onchange: (/** @type {any} */ event) => { if (event.target.value) app.edit('order',
        { payment_terms: { type: 'fixed_date', due_date: event.target.value } }); },
    }) : null,
    fieldNotes(app, 'order', 'payment_terms', (value) => termsText(say, value, app.locale)));
}

/** Only the members that this kind of terms has. @param {any} terms */
function clean({ title, type, days, due_date, deposit }) {
  const part = deposit ? { deposit: { value_type: deposit.value_type, value: deposit.value } } : {};
  return { ...(title ? { title } : {}), type, ...(type === 'net' ? { days } : {}), ...(type === 'fixed_date' ? { due_date } : {}), ...part };
}

/** @param {App} app */
function purchaseOrder(app) {
  const { say, order } = app;
  if (!app.isOpen) return readOnly(say('purchase_order'), order.purchase_order_number ? h('bdi', null, order.purchase_order_number) : null);
  return savedField({ app, target: 'order', name: 'purchase_order_number', label: say('purchase_order'), text: order.purchase_order_number ?? '',
    maxlength: 100, read: (text) => text.trim() || null });
}

/** @param {App} app @param {'customer_note'|'terms'} name @param {'notes'|'terms'} list */
function long(app, name, list) {
  const { say, order } = app;
  if (!app.isOpen) return readOnly(say(name), order[name]);
  const templates = app.state.templates?.[list] ?? [];
  const side = templates.length ? h('button', {
    type: 'button', class: 'text-button', 'aria-haspopup': 'menu', 'aria-expanded': 'false',
      onclick: (/** @type {any} */ event) => openMenu(event.currentTarget, templates.map((/** @type {any} */ one) => ({
      label: one.title, icon: 'note', run: () => { app.typing.delete(fieldID('order', name)); app.edit('order', { [name]: one.body }); },
    })), say('template.choose')),
  }, say('template')) : null;
  return savedField({ app, target: 'order', name, label: say(name), text: order[name] ?? '', multiline: true, maxlength: 10000, rows: '3', side,
    read: (text) => text || null });
}

/** @param {App} app */
function consent(app) {
  const { say, order } = app;
  const given = order.consent?.given ?? false;
  const when = order.consent?.given_at ? say('consent.given_at', { time: app.time(order.consent.given_at) }) : say('consent.or_link');
  if (!app.isOpen) return h('p', { class: 'small' }, given ? `${say('consent')} (${when})` : say('consent.not_given'));
  return h('div', { class: 'field' }, h('label', { class: 'check' }, h('input', {
    type: 'checkbox', id: 'consent', checked: given,
    onchange: (/** @type {any} */ event) =>
      app.edit('order', { consent: event.target.checked ? { given: true, ...(order.terms ? { text: order.terms.slice(0, 1000) } : {}) } : null }),
  }), h('span', null, say('consent'), ' ', h('span', { class: 'small muted' }, when))),
    fieldNotes(app, 'order', 'consent', (value) => say(value?.given ? 'consent.yes' : 'consent.no')));
}
