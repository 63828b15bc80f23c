/**
 * What stands beside the order and is asked for apart: what is missing, stock, the timeline, the customer, what there is to choose from.
 * Each may fail by itself; its section then says why and asks again.
 */
import { parts } from './places.js';
import { contactWay } from './send-to-view.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app @param {string[]} names */
export function loadSides(app, names) {
  for (const name of names) void load(app, name);
}

/** @param {App} app @param {string} name */
export async function load(app, name) {
  try {
    await sides[name](app);
    delete app.state.failed[name];
  } catch (error) {
    app.state.failed[name] = app.explain(error);
  }
  app.refresh();
}

/** @type {Record<string, (app: App) => Promise<void>>} */
const sides = {
  async requirements(app) {
    app.state.requirements = (await app.api.get(`/orders/${app.id}/requirements`)).data;
  },
  async events(app) {
    app.state.events = (await app.api.get(`/orders/${app.id}/events`)).data;
  },
  async revisions(app) {
    const { order } = app;
    const list = async (/** @type {string} */ what) => (await app.api.get(`/orders/${app.id}/${what}`)).data;
    const isCorrected = Boolean(order.invoice && order.placed_at);
    const [revisions, notes, more] = await Promise.all([order.invoice ? list('invoice_revisions') : null, isCorrected ? list('credit_notes') : [],
      isCorrected ? list('supplementary_invoices') : []]);
    Object.assign(app.state, { revisions, papers: [
      ...notes.map((/** @type {any} */ one) => ({ ...one, kind: 'credit_note', path: `credit_notes/${one.id}` })),
      ...more.map((/** @type {any} */ one) => ({ ...one, kind: 'supplement', path: `supplementary_invoices/${one.id}` })),
    ].sort((a, b) => (a.created_at < b.created_at ? -1 : 1)) });
  },
  async movements(app) {
    app.state.movements = (await app.api.get(`/orders/${app.id}/inventory_movements?limit=200`)).data;
  },
  async customer(app) {
    const id = app.order.customer_id;
    app.state.customer = id ? await app.api.get(`/customers/${id}`) : null;
  },
  async cards(app) {
    app.state.providers ??= (await app.api.get('/payment_providers')).data;
    const id = app.order.customer_id;
    app.state.cards = id && app.state.providers.length ? (await app.api.get(`/customers/${id}/payment_methods`)).data : [];
  },
  async tasks(app) {
    app.state.tasks = (await app.api.get(`/payment_tasks?status=open&order_id=${app.id}`)).data;
  },
  async stock(app) {
    const variants = [...new Set(app.order.lines.map((/** @type {any} */ line) => line.variant_id).filter(Boolean))];
    const missing = variants.filter((id) => !app.state.stock.has(id) || app.state.stockVersion !== app.saver.base.version).slice(0, 60);
    app.state.stockVersion = app.saver.base.version;
    if (!missing.length || !app.order.location_id) return;
    const { data } = await app.api.get(`/inventory_levels?limit=200&location_id=${app.order.location_id}&variant_id=${missing.join()}`);
    for (const level of data) app.state.stock.set(level.variant_id, level.available);
  },
  async doors(app) {
    const { email_ready, sms_ready } = await app.api.get('/settings');
    app.state.doors = { email: email_ready, sms: sms_ready };
  },
  async conversation(app) {
    const id = app.order.conversation_id;
    if (!id) return;
    const { send } = app.state;
    send.conversation = await app.api.get(`/conversations/${id}`);
    if (send.way === 'conversation' && send.conversation.reply_window?.state === 'closed') {
      send.way = contactWay(app.order);
    }
  },
  async choices(app) {
    const list = async (/** @type {string} */ path) => (await app.api.get(`${path}?limit=200`)).data;
    const [notes, terms, payment] = await Promise.all(['/note_templates', '/terms_templates', '/payment_terms'].map(list));
    app.state.templates = { notes, terms, payment };
  },
};

/** @param {string} target @param {any} order the title of the line a target names */
export function titleOf(target, order) {
  const [, key] = parts(target);
  return order.lines.find((/** @type {any} */ line) => line.id === key || line.client_id === key)?.title ?? '';
}
