/** `/admin/sweep`: held orders nobody fetched, invoices nobody paid, messages that did not arrive; one action mails all the held ones. */
import { office } from '../office-view.js';
import { openPopover } from '../popover-view.js';
import { h, render } from '../../shared/render-view.js';
import { icon } from '../../shared/icon-view.js';
import { uuid } from '../../shared/uuid.js';
import { Unfinished } from './unfinished.js';
import { heldRow, messageRow, overdueRow, unpaidRow } from './rows-view.js';

const say = office.words('sweep.');
const root = /** @type {HTMLElement} */ (document.getElementById('sweep'));
const actions = /** @type {HTMLElement} */ (document.getElementById('sweep-actions'));
const work = new Unfinished();
/** @type {any} */
let error = null;
/** @type {any[]} */
let places = [];

const locationID = () => new URLSearchParams(location.search).get('location_id') ?? '';

async function load() {
  try {
    const query = locationID() ? `?location_id=${encodeURIComponent(locationID())}` : '';
    [work.sweep, work.money] = await Promise.all([office.api.get(`/sweep${query}`), office.api.get('/payments/counts')]);
    // The choice of places is known from the list without one.
    if (!locationID()) places = work.sweep.locations;
    else if (!places.length) places = (await office.api.get('/sweep')).locations;
    error = null;
  } catch (problem) {
    error = problem;
  }
  draw();
}

/** What the rows may do. */
const page = {
  office, say, work, sendLinks, refresh: () => draw(),
  /** Does one thing about a row and says in it what came of it. @param {string} id @param {() => Promise<any>} deed @param {string} done */
  async act(id, deed, done) {
    if (work.busy.has(id)) return;
    work.busy.add(id);
    draw();
    try {
      await deed();
      work.outcomes.set(id, { isDone: true, text: done });
    } catch (problem) {
      work.outcomes.set(id, { isDone: false, text: office.explain(problem) });
    }
    work.busy.delete(id);
    draw();
  },
};

/** Mails everybody who can be mailed, or one of them. @param {string[]} ids */
async function sendLinks(ids) {
  for (const id of ids) work.busy.add(id);
  draw();
  try {
    const body = { order_ids: ids, ...(locationID() ? { location_id: locationID() } : {}) };
    const answer = await office.api.post('/sweep/send_links', body, { 'Idempotency-Key': uuid() });
    work.take(answer, (row) => (row.status === 'sent' ? say('link.sent') : row.reason));
    office.announce(say('result', { sent: answer.sent, count: answer.data.length }));
    office.toasts.show(say('result', { sent: answer.sent, count: answer.data.length }), { icon: answer.not_sent ? 'warning' : 'check' });
  } catch (problem) {
    office.toasts.show(office.explain(problem), { icon: 'warning' });
  }
  for (const id of ids) work.busy.delete(id);
  draw();
}

/** @param {HTMLElement} button */
function askAll(button) {
  const rows = work.mailable;
  openPopover(button, ({ close }) => h('form', {
    class: 'stack', onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); close(); sendLinks(rows.map((/** @type {any} */ row) => row.order_id)); },
  },
  h('div', { class: 'popover-head' }, h('h2', null, say('mail_all'))),
  h('p', null, say('mail_all.question', { count: rows.length })), h('p', { class: 'hint' }, say('mail_all.hint')),
  h('div', { class: 'popover-foot' },
    h('button', { type: 'button', class: 'button button-small', onclick: () => close() }, office.say('cancel')),
    h('button', { type: 'submit', class: 'button button-main button-small', autofocus: true }, say('mail_all.run')))), { label: say('mail_all') });
}

function head() {
  const count = work.mailable.length;
  const isReady = office.may('send_invoice') && count > 0;
  const reason = !office.may('send_invoice') ? say('denied') : count ? null : say('mail_all.none');
  const choice = places.length > 1 ? h('label', { class: 'sweep-place' }, h('span', { class: 'for-readers' }, say('place')),
    h('select', { class: 'select', onchange: (/** @type {any} */ event) => { history.pushState(null, '', event.target.value ? `?location_id=${event.target.value}` : '/admin/sweep'); load(); } },
      h('option', { value: '' }, say('place.all')),
      places.map((each) => h('option', { value: each.location_id, selected: each.location_id === locationID() ? true : null }, each.name)))) : null;
  render(actions, h('div', { class: 'actions' }, choice, h('button', {
    type: 'button', class: 'button button-main', 'data-anchor': 'mail-all', 'aria-haspopup': 'dialog', 'aria-expanded': 'false', 'aria-disabled': isReady ? null : 'true', title: reason,
    onclick: (/** @type {any} */ event) => (isReady ? askAll(event.currentTarget) : office.toasts.show(reason ?? '')),
  }, icon('mail'), count ? say('mail_all.count', { count }) : say('mail_all'))));
}

/** @param {string} name @param {any[]} rows @param {(page: any, row: any) => any} row */
const card = (name, rows, row) => h('section', { class: 'card card-flush sweep-card', key: name, 'aria-labelledby': `sweep-${name}` },
  h('div', { class: 'card-head' }, h('h2', { id: `sweep-${name}` }, say(name)), h('span', { class: 'small muted' }, String(rows.length))),
  rows.length ? h('ul', null, rows.map((each) => row(page, each))) : h('p', { class: 'hint' }, say(`${name}.none`)));

function draw() {
  head();
  const { sweep } = work;
  const notice = error ? h('div', { class: 'notice', role: 'alert' }, h('p', null, office.explain(error)),
    h('button', { type: 'button', class: 'button button-small', onclick: load }, office.say('try_again'))) : null;
  if (!sweep) return render(root, notice ?? h('p', { class: 'skeleton' }));
  return render(root, h('div', { class: 'stack' },
    notice,
    sweep.locations.length ? h('p', { class: 'sweep-days' }, sweep.locations.map((/** @type {any} */ day) =>
      h('span', null, h('bdi', null, day.name), ` · ${office.times.date(`${day.business_day}T12:00:00Z`)}`))) : null,
    sweep.email_ready ? null : h('div', { class: 'notice notice-calm' }, h('p', null, say('no_email')),
      office.may('manage_settings') ? h('a', { class: 'button button-small', href: '/admin/settings/messages' }, say('no_email.set_up')) : null),
    money(),
    work.isClear ? h('div', { class: 'card empty' }, h('h2', null, say('clear')), h('p', null, say('clear.hint'))) : [
      card('held', sweep.held_orders, heldRow), sweep.overdue_orders.length ? card('overdue', sweep.overdue_orders, overdueRow) : null, card('unpaid', work.unpaid, unpaidRow), card('not_delivered', sweep.not_delivered, messageRow),
    ]));
}

/** Transfers to check and money to decide about: who closes the day should know. */
function money() {
  const counts = work.money;
  if (!counts || (!counts.to_check && !counts.to_decide)) return null;
  const link = (/** @type {string} */ tab, /** @type {number} */ count) => (count
    ? h('a', { class: 'button button-small', href: `/admin/payments?tab=${tab}` }, say(`money.${tab}`, { count })) : null);
  return h('div', { class: 'notice notice-calm', key: 'money' }, h('p', null, say('money')), link('check', counts.to_check), link('decide', counts.to_decide));
}

addEventListener('popstate', load);
draw();
load();
