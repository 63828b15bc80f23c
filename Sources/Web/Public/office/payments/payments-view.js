/** `/admin/payments`: transfers to check, money to decide about, what is under way, and every payment and refund. */
import { office } from '../office-view.js';
import { showWaiting } from './waiting-view.js';
import { addDays } from '../times.js';
import { h, render } from '../../shared/render-view.js';
import { soon } from '../../shared/live.js';
import { all } from './all-view.js';
import { addressOf, firstTab, questionOf, readFilter, TABS } from './payment-filter.js';
import { toCheck, toDecide, underWayList } from './waiting-lists-view.js';

const say = office.words('payments.');
const root = /** @type {HTMLElement} */ (document.getElementById('payments'));

/** What the parts of the page share. */
const page = {
  office, say,
  /** @type {any} */ counts: null,
  filter: readFilter(location.search),
  /** Rows of the open tab; null until they are here. @type {any[]|null} */ rows: null,
  /** What a provider told and nobody could use; shown with what is under way. @type {any[]} */ events: [],
  /** @type {string|null} */ next: null,
  /** Cursors of the pages before this one. @type {string[]} */ before: [],
  /** @type {any} */ error: null,
  /** @type {Set<string>} */ busy: new Set(),
  refresh: () => draw(),
  reload: () => load(),
  /** Shows another part or narrows the list; the address says so. @param {Partial<import('./payment-filter.js').Filter>} change */
  go(change) {
    const isPaging = 'cursor' in change;
    page.filter = { ...page.filter, cursor: '', ...change };
    if (!isPaging) page.before = [];
    history.pushState(null, '', addressOf(page.filter));
    page.rows = isPaging ? page.rows : null;
    draw();
    load();
  },
};

let asked = 0;

/** @param {string} tab */
const source = (tab) => {
  switch (tab) {
    case 'check': return '/transfer_notices?status=claimed&limit=200';
    case 'decide': return '/payment_tasks?status=open&limit=200';
    case 'way': return '/payments?status=created,requires_action,authorized,pending&limit=200';
    default: return questionOf(page.filter, office.times.startOfDay, addDays);
  }
};

async function load() {
  const number = ++asked;
  try {
    const counts = await office.api.get('/payments/counts');
    if (!page.filter.tab) page.filter.tab = firstTab(counts);
    const needsEvents = page.filter.tab === 'way' && office.may('read_payment_tasks');
    const [answer, dead] = await Promise.all([office.api.get(source(page.filter.tab)),
      needsEvents ? office.api.get('/provider_events?state=dead&limit=200') : { data: [] }]);
    if (number !== asked) return;
    Object.assign(page, { counts, rows: answer.data, events: dead.data, next: answer.next_cursor, error: null });
    showWaiting(office, counts);
  } catch (problem) {
    if (number !== asked) return;
    page.error = problem;
  }
  draw();
}

function tabs() {
  const count = { check: page.counts?.to_check, decide: page.counts?.to_decide, way: page.counts?.under_way };
  return h('nav', { class: 'tabs', 'aria-label': say('title') }, TABS.map((tab) => h('a', {
    href: addressOf({ ...page.filter, tab }), key: tab, 'aria-current': page.filter.tab === tab ? 'page' : null,
    onclick: (/** @type {MouseEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      page.go({ tab });
    },
  }, say(`tab.${tab}`), /** @type {Record<string, number|undefined>} */ (count)[tab]
    ? h('span', { class: `count${tab === 'way' ? '' : ' count-waits'}` }, String(/** @type {Record<string, number|undefined>} */ (count)[tab])) : null)));
}

/** @type {Record<string, (shown: typeof page) => any>} */
const bodies = { check: toCheck, decide: toDecide, way: underWayList, all };

function draw() {
  const notice = page.error ? h('div', { class: 'notice', key: 'error', role: 'alert' }, h('p', null, office.explain(page.error)),
    h('button', { type: 'button', class: 'button button-small', onclick: load }, office.say('try_again'))) : null;
  const body = bodies[page.filter.tab];
  render(root, h('div', { class: 'stack' }, tabs(), notice, body ? body(page) : h('p', { class: 'skeleton', key: 'waiting' })));
}

const again = soon(250, () => load());
office.listen((event) => { if (/^(payment\.|order\.(paid|refunded|placed))/.test(event.type)) again(); }, (isLive) => { if (isLive) again(); });
addEventListener('popstate', () => {
  page.filter = readFilter(location.search);
  page.rows = null;
  draw();
  load();
});
draw();
load();
