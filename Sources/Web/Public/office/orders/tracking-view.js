/** *Mark shipped from a list*: paste, look what would come of it, then save; each line that could not be done says why. */
import { ask, dialogHead } from '../../shared/dialog-view.js';
import { h } from '../../shared/render-view.js';
import { icon } from '../../shared/icon-view.js';
import { uuid } from '../../shared/uuid.js';
import { forEachOrder } from './row-results.js';
import { countLines, failedText, isShippable, linesFor, nextPlace, pasteColumn } from './tracking-text.js';

/** @typedef {{line: number, number: string, order_id: string|null, tracking_number: string, courier: string|null, result: string, code: string|null, message: string|null}} Row */
/** @typedef {{preview: boolean, ready: number, shipped: number, unchanged: number, failed: number, data: Row[]}} Answer */

/** @param {any} page @param {any[]} [orders] those ticked, whose lines are begun */
export async function openTrackingList(page, orders = []) {
  const { office, say } = page;
  if (!office.may('fulfil')) {
    office.toasts.show(say('tracking.denied'));
    return;
  }
  const { couriers, last } = await knownCouriers(page, orders);
  const state = {
    text: linesFor(orders.filter(isShippable)), courier: last, isTelling: true, isBusy: false, key: uuid(),
    /** @type {Answer|null} */ answer: null,
    /** @type {string|null} */ error: null,
  };
  await ask(({ close, refresh }) => dialog(page, state, couriers, close, refresh), { classes: 'dialog-wide tracking' });
  if (state.answer && !state.answer.preview) page.list.load().then(() => page.list.loadCounts());
}

/** Who carries for the shop, and who did last. @param {any} page @param {any[]} orders @returns {Promise<{couriers: any[], last: string}>} */
async function knownCouriers({ office, list }, orders) {
  const order = [...orders, ...list.orders].find(isShippable);
  const none = { couriers: [], last_courier: null };
  if (order) {
    const { couriers, last_courier: last } = await office.api.get(`/orders/${order.id}/fulfillment`).catch(() => none);
    return { couriers, last: couriers.some((/** @type {any} */ { name }) => name === last) ? last : '' };
  }
  return { couriers: (await office.api.get('/couriers?limit=200').catch(() => ({ data: [] }))).data, last: '' };
}

/** @param {any} page @param {any} state @param {any[]} couriers @param {() => void} close @param {() => void} refresh */
function dialog(page, state, couriers, close, refresh) {
  const { office, say } = page;
  /** @param {boolean} isPreview */
  const send = async (isPreview) => {
    if (state.isBusy) return;
    if (!countLines(state.text)) {
      state.error = say('tracking.empty');
      refresh();
      return;
    }
    state.isBusy = true;
    state.error = null;
    refresh();
    try {
      state.answer = await office.api.post('/tracking_lists', {
        text: state.text, courier: state.courier || null, notify: state.isTelling, preview: isPreview,
      }, isPreview ? {} : { 'Idempotency-Key': state.key });
    } catch (error) {
      state.error = office.explain(error);
    }
    state.isBusy = false;
    const { answer } = state;
    if (answer && !answer.preview && !state.error) {
      if (answer.shipped) offerUndo(page, answer.data.filter((/** @type {Row} */ row) => row.result === 'shipped'));
      page.list.ticked.clear();
      if (!answer.failed) { close(); return; }
    }
    refresh();
  };
  const isDone = state.answer && !state.answer.preview;
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!state.answer) send(true);
    else if (!isDone && state.answer.ready) send(false);
  };
  return h('form', { novalidate: true, onsubmit: submit },
    dialogHead({ title: say('tracking.title'), detail: state.answer ? null : say('tracking.detail'), close, closeLabel: office.say('close') }),
    h('div', { class: 'dialog-body stack' }, state.answer ? results(page, state.answer) : fields(page, state, couriers, refresh),
      state.error ? h('p', { class: 'field-error', role: 'alert' }, state.error) : null),
    foot(page, state, close, () => {
      state.text = isDone ? failedText(state.answer.data) : state.text;
      state.answer = null;
      state.key = uuid();
      refresh();
      document.getElementById('tracking-text')?.focus();
    }));
}

/** @param {any} page @param {any} state @param {any[]} couriers @param {() => void} refresh */
function fields({ say }, state, couriers, refresh) {
  const set = (/** @type {Record<string, any>} */ change) => { Object.assign(state, change, { key: uuid(), error: null }); refresh(); };
  const put = (/** @type {HTMLTextAreaElement} */ area, /** @type {{text: string, caret: number}} */ { text, caret }) => {
    set({ text });
    area.setSelectionRange(caret, caret);
  };
  const typed = (/** @type {HTMLTextAreaElement} */ area) => ({ text: area.value, caret: area.selectionStart });
  return [
    h('div', { class: 'field' }, h('label', { for: 'tracking-text' }, say('tracking.text')),
      h('textarea', {
        class: 'input tracking-text', id: 'tracking-text', rows: 10, dir: 'ltr', spellcheck: 'false', autocomplete: 'off', value: state.text, autofocus: true,
        placeholder: '1050\t3STBK0842', 'aria-describedby': 'tracking-hint', onmount: (/** @type {HTMLTextAreaElement} */ area) => {
          const at = nextPlace({ text: `\n${state.text}`, caret: 0 });
          if (at !== null) area.setSelectionRange(at - 1, at - 1);
        },
        oninput: (/** @type {any} */ event) => set({ text: event.target.value }),
        onkeydown: (/** @type {any} */ event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return;
          const caret = nextPlace(typed(event.target));
          if (caret === null) return;
          event.preventDefault();
          event.target.setSelectionRange(caret, caret);
        },
        onpaste: (/** @type {any} */ event) => {
          const column = pasteColumn(typed(event.target), event.clipboardData?.getData('text/plain') ?? '');
          if (!column) return;
          event.preventDefault();
          put(event.target, column);
        },
      }), h('p', { class: 'hint', id: 'tracking-hint' }, say('tracking.text.hint'))),
    h('div', { class: 'field' }, h('label', { for: 'tracking-courier' }, say('tracking.courier')),
      h('select', { class: 'select', id: 'tracking-courier', onchange: (/** @type {any} */ event) => set({ courier: event.target.value }) },
        h('option', { value: '' }, say('tracking.courier.none')),
        couriers.map(({ name }) => h('option', { value: name, selected: name === state.courier ? true : null }, name)))),
    h('label', { class: 'tell' },
      h('input', { type: 'checkbox', class: 'tick', checked: state.isTelling, onchange: (/** @type {any} */ event) => set({ isTelling: event.target.checked }) }),
      h('span', null, say('tracking.notify'), h('small', { class: 'hint' }, say('tracking.notify.hint')))),
  ];
}

/** Says how many went, with the way back for as long as there is one. @param {any} page @param {Row[]} rows */
function offerUndo({ office, say, list }, rows) {
  const undo = async () => {
    const results = await forEachOrder(rows, ({ order_id: id }) => office.api.post(`/orders/${id}/fulfillment/undo`), { explain: office.explain, numberOf: (row) => row.number });
    const back = results.filter((result) => result.isDone);
    for (const { order } of back) list.put(order);
    list.loadCounts();
    const failed = results.filter((result) => !result.isDone);
    office.toasts.show([say('tracking.undone', { count: back.length }), ...failed.map(({ number, reason }) => `${number}: ${reason}`).slice(0, 3)].join(' '), { icon: failed.length ? 'warning' : 'undo' });
  };
  office.toasts.show(say('tracking.done', { count: rows.length }), { icon: 'check', actions: [{ label: office.say('undo'), icon: 'undo', run: undo }] });
}

/** Each line with what comes of it; those that cannot be done first. @param {any} page @param {Answer} answer */
function results({ say }, answer) {
  const sum = answer.preview
    ? [answer.ready ? say('tracking.ready', { count: answer.ready }) : null, answer.failed ? (answer.ready ? say('tracking.failed', { count: answer.failed }) : say('tracking.failed.all')) : null]
    : [answer.shipped ? say('tracking.done', { count: answer.shipped }) : null, say('tracking.not_done', { count: answer.failed })];
  const rows = [...answer.data.filter((row) => row.result === 'failed'), ...answer.data.filter((row) => row.result !== 'failed')];
  return [
    h('p', { role: 'status', tabindex: '-1', onmount: (/** @type {HTMLElement} */ element) => element.focus() }, h('b', null, sum.filter(Boolean).join(' '))),
    h('div', { class: 'table-frame tracking-rows', tabindex: '0', role: 'region', 'aria-label': say('tracking.result') }, h('table', { class: 'table' },
      h('thead', null, h('tr', null, ['line', 'order'].map((name) => h('th', { scope: 'col' }, say(`tracking.${name}`))), h('th', { scope: 'col' }, say('status.tracking')), h('th', { scope: 'col' }, say('tracking.result')))),
      h('tbody', null, rows.map((row) => h('tr', { key: row.line, class: row.result === 'failed' ? 'tracking-failed' : null },
        h('td', { class: 'muted' }, String(row.line)),
        h('td', { class: 'tracking-number' }, row.order_id ? h('a', { class: 'cell-link', href: `/admin/orders/${row.order_id}`, target: '_blank' }, h('bdi', null, row.number)) : h('bdi', null, row.number || '–')),
        h('td', null, h('bdi', { dir: 'ltr' }, row.tracking_number || '–'), row.courier ? h('small', { class: 'muted' }, ' ', h('bdi', null, row.courier)) : null),
        h('td', null, h('span', { class: 'with-icon' }, icon(row.result === 'failed' ? 'warning' : 'check'),
          h('span', { dir: 'auto' }, row.result === 'failed' ? row.message ?? '' : say(`tracking.result.${row.result}`))))))))),
  ];
}

/** @param {any} page @param {any} state @param {() => void} close @param {() => void} back */
function foot({ office, say }, state, close, back) {
  const { answer, isBusy } = state;
  const isDone = answer && !answer.preview;
  const main = !answer ? say(isBusy ? 'tracking.checking' : 'tracking.check') : say(isBusy ? 'tracking.running' : 'tracking.run', { count: answer.ready });
  return h('div', { class: 'dialog-foot' },
    h('div', { class: 'grows' }, answer ? h('button', { type: 'button', class: 'button', key: 'back', onclick: back }, say(isDone ? 'tracking.rest' : 'tracking.back')) : null),
    h('button', { type: 'button', class: 'button', key: 'close', onclick: close }, isDone ? office.say('close') : office.say('cancel')),
    isDone || (answer && !answer.ready) ? null : h('button', { type: 'submit', class: 'button button-main', key: 'main', 'aria-disabled': isBusy ? 'true' : null }, main));
}
