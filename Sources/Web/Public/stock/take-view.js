/** `/admin/stock/takes/{id}`: one shelf after the other, by scanning or typing; several people at once; then the differences, then the books. */
import { h } from '../shared/render-view.js';
import { icon } from '../shared/icon-view.js';
import { ask, dialogForm } from '../shared/dialog-view.js';
import { parseQuantity, wireQuantity } from '../shared/quantity.js';
import { uuid } from '../shared/uuid.js';
import { goods, moreButton, office, placeName, say, signed, stockPage } from './stock-page.js';

const id = office.boot.page.id;
const path = `/stock_takes/${id}`;
/** @type {{show: string, q: string, code: string, last: any, fault: string}} */
const sight = { show: 'all', q: '', code: '', last: null, fault: '' };

const query = (/** @type {string} */ cursor = '') => `${path}/lines?limit=100&show=${sight.show}${sight.q ? `&q=${encodeURIComponent(sight.q)}` : ''}${cursor ? `&cursor=${cursor}` : ''}`;

const page = stockPage(async () => {
  const [take, lines] = await Promise.all([office.api.get(path), office.api.get(query())]);
  return { take, lines: lines.data, next: lines.next_cursor };
}, view, actions);

/** Whether somebody may still count here. */
const isOpen = () => page?.state.data?.take.status === 'open' && office.may('count_stock');

/** Takes a line as it is now without asking for the rest. @param {any} line */
async function put(line) {
  const { data } = page.state;
  data.lines = data.lines.map((/** @type {any} */ one) => (one.variant_id === line.variant_id ? line : one));
  data.take = await office.api.get(path);
  page.draw();
}

/** @param {any} line @param {string} text */
async function count(line, text) {
  if (!text.trim()) {
    if (line.counted !== null) await page.act(() => office.api.call('DELETE', `${path}/counts/${line.variant_id}`));
    return;
  }
  const quantity = parseQuantity(text);
  if (quantity === null) {
    office.toasts.show(say('take.not_a_number'), { icon: 'warning' });
    return;
  }
  if (line.counted !== null && wireQuantity(quantity) === Number(line.counted)) return;
  try {
    await put(await office.api.post(`${path}/counts`, { variant_id: line.variant_id, quantity: wireQuantity(quantity) }));
  } catch (error) {
    office.toasts.show(office.explain(error), { icon: 'warning', seconds: 15 });
    await page.load();
  }
}

/** One more of what was scanned. @param {Event} event */
async function scan(event) {
  event.preventDefault();
  const code = sight.code.trim();
  if (!code) return;
  sight.code = '';
  sight.fault = '';
  try {
    const line = await office.api.post(`${path}/counts`, { code, mode: 'add' }, { 'Idempotency-Key': uuid() });
    sight.last = line;
    office.announce(say('take.scanned', { title: line.product_title, count: line.counted }));
    await put(line);
  } catch (error) {
    sight.fault = office.explain(error);
    page.draw();
  }
  /** @type {HTMLElement|null} */ (document.getElementById('scan'))?.focus();
}

/** @param {any} line */
function row(line) {
  return h('tr', { key: line.variant_id, 'data-variant': line.variant_id },
    h('td', { class: 'cell-main' }, goods(line.product_title, line.variant_title, line.sku), line.counted_by ? h('div', { class: 'small muted' }, h('bdi', null, line.counted_by), ` · ${office.times.short(line.counted_at)}`) : null),
    h('td', { class: 'cell-number' }, String(line.expected)),
    h('td', { class: 'cell-number' }, isOpen() ? h('input', {
      class: 'input input-money stock-count', inputmode: 'decimal', autocomplete: 'off', 'aria-label': say('take.counted_for', { title: line.product_title }), value: line.counted === null ? '' : String(line.counted),
      onchange: (/** @type {any} */ event) => count(line, event.target.value),
      onkeydown: (/** @type {any} */ event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        const fields = [...document.querySelectorAll('.stock-count')];
        /** @type {HTMLInputElement|undefined} */ (fields[fields.indexOf(event.target) + 1])?.focus();
        event.target.blur?.();
      },
    }) : line.counted === null ? '–' : String(line.counted)),
    h('td', { class: 'cell-number' }, line.difference === null ? '' : Number(line.difference) === 0 ? h('span', { class: 'muted' }, '0') : h('span', { class: 'chip chip-warn' }, signed(line.difference))));
}

/** @param {{take: any, lines: any[], next: string|null}} data */
function view({ take, lines, next }) {
  const tabs = h('div', { class: 'segments', role: 'group', 'aria-label': say('take.show') }, ['all', 'uncounted', 'counted', 'different'].map((show) => h('button', {
    type: 'button', key: show, 'aria-pressed': sight.show === show ? 'true' : 'false', onclick: () => { sight.show = show; void page.load(); } }, say(`take.show_${show}`))));
  return [
    h('p', { class: 'stock-facts' }, h('span', { class: `chip ${take.status === 'open' ? 'chip-info' : take.status === 'finished' ? 'chip-good' : 'chip-plain'}` }, say(`take.${take.status}`)), ' ',
      h('span', null, h('bdi', null, placeName(take.location_id)), take.category ? [', ', h('bdi', null, take.category)] : null, ` · ${say('take.counted_of', { counted: take.counted, count: take.variants })} · ${say('take.different', { count: take.different })}`)),
    isOpen() ? h('form', { class: 'card stock-scan', onsubmit: scan }, h('div', { class: 'field' }, h('label', { for: 'scan' }, say('take.scan')),
      h('input', { class: 'input', id: 'scan', autocomplete: 'off', autofocus: true, dir: 'ltr', value: sight.code, 'aria-invalid': sight.fault ? 'true' : null, 'aria-describedby': 'scan-said', oninput: (/** @type {any} */ event) => { sight.code = event.target.value; } }),
      h('span', { class: sight.fault ? 'field-error' : 'field-label', id: 'scan-said', role: 'status' }, sight.fault || (sight.last ? say('take.scanned', { title: sight.last.product_title, count: sight.last.counted }) : say('take.scan_hint'))))) : null,
    h('div', { class: 'stock-tools' }, tabs, h('label', { class: 'stock-find' }, h('span', { class: 'for-readers' }, say('search')),
      h('input', { class: 'input', type: 'search', placeholder: say('search'), value: sight.q, onchange: (/** @type {any} */ event) => { sight.q = event.target.value.trim(); void page.load(); } }))),
    lines.length ? h('div', { class: 'table-frame', role: 'group', 'aria-label': say('take.lines'), tabindex: '0' }, h('table', { class: 'table stock-table' },
      h('thead', null, h('tr', null, h('th', { scope: 'col' }, say('variant')), h('th', { scope: 'col', class: 'cell-number' }, say('take.expected')), h('th', { scope: 'col', class: 'cell-number' }, say('counted')), h('th', { scope: 'col', class: 'cell-number' }, say('take.difference')))),
      h('tbody', null, lines.map(row)))) : h('p', { class: 'card muted' }, say('take.nothing')),
    moreButton(next, async () => {
      const more = await office.api.get(query(String(next)));
      page.state.data = { ...page.state.data, lines: [...page.state.data.lines, ...more.data], next: more.next_cursor };
      page.draw();
    }),
  ];
}

function actions() {
  const take = page?.state.data?.take;
  if (!take || take.status !== 'open' || !office.may('adjust_stock')) return null;
  return [h('button', { type: 'button', class: 'button', key: 'cancel', 'aria-haspopup': 'dialog', onclick: () => end(take, 'cancel') }, say('take.cancel')),
    h('button', { type: 'button', class: 'button button-main', key: 'finish', id: 'finish-take', 'aria-haspopup': 'dialog', onclick: () => end(take, 'finish') }, icon('check'), say('take.finish'))];
}

/** @param {any} take @param {'finish'|'cancel'} how */
async function end(take, how) {
  const form = { uncounted: 'keep' };
  const left = take.variants - take.counted;
  const answer = await ask(({ close, refresh }) => dialogForm({ title: say(`take.${how}`), detail: say(`take.${how}_hint`, { count: take.different }), say: office.say, close: () => close(undefined), submit: () => close(true), submitLabel: say(`take.${how}`), isStop: how === 'cancel' },
    how === 'finish' && left > 0 ? h('fieldset', { class: 'bare-fieldset stack' }, h('legend', null, say('take.uncounted', { count: left })), ['keep', 'clear'].map((choice) => h('label', { class: 'check', key: choice },
      h('input', { type: 'radio', name: 'uncounted', checked: form.uncounted === choice, onchange: () => { form.uncounted = choice; refresh(); } }), say(`take.uncounted_${choice}`)))) : null));
  if (!answer) return;
  await page.act(() => office.api.post(`${path}/${how}`, how === 'finish' ? { uncounted: form.uncounted } : {}), say(how === 'finish' ? 'take.done' : 'take.stopped'));
}

// What others count shows by itself; what somebody is typing is not disturbed.
setInterval(() => {
  if (isOpen() && !document.hidden && !document.activeElement?.closest('.stock-count, dialog') && !sight.code) void page.load();
}, 10000);
