/**
 * Dialogs: the browser's own modal, which keeps the focus inside and gives it back. A dialog is a question; the promise is its answer,
 * and undefined when it was closed without one.
 */
import { h, render } from './render-view.js';
import { icon } from './icon-view.js';
import { waitsForPress } from './press.js';

/**
 * @template T
 * @param {(tools: {close: (answer?: T) => void, refresh: () => void, element: HTMLDialogElement}) => any} view called again on each refresh
 * @param {{classes?: string, label?: string, fills?: boolean, leave?: () => void}} options `fills`: what it shows comes after it opened, so it
 * is as large from the start as it will be; `leave`: what a press beside it and Escape do, where closing it at once would lose something
 * @returns {Promise<T|undefined>}
 */
export function ask(view, { classes = '', label, fills = false, leave } = {}) {
  const element = document.createElement('dialog');
  element.className = `dialog ${fills ? 'dialog-fills ' : ''}${classes}`;
  if (label) element.setAttribute('aria-label', label);
  const opener = /** @type {HTMLElement|null} */ (document.activeElement);
  return new Promise((resolve) => {
    /** @type {T|undefined} */
    let answer;
    const close = (/** @type {T|undefined} */ value) => { answer = value; element.close(); };
    const refresh = () => { if (element.isConnected && !waitsForPress(refresh)) render(element, view(tools)); };
    const tools = { close, refresh, element };
    element.addEventListener('close', () => {
      element.remove();
      if (opener?.isConnected) opener.focus();
      resolve(answer);
    });
    onLeaving(element, leave);
    document.body.append(element);
    render(element, view(tools));
    if (!label) {
      const title = element.querySelector('h2');
      if (title) {
        title.id ||= `title-${Math.random().toString(36).slice(2)}`;
        element.setAttribute('aria-labelledby', title.id);
      }
    }
    element.showModal();
    /** @type {HTMLElement|null} */ (element.querySelector('[autofocus]'))?.focus();
  });
}

/**
 * Beside a dialog is its backdrop, which is the element itself. Only a press that began and ended there leaves: one that slipped, or a
 * finger that came a moment too late, throws nothing away that was typed.
 * @param {HTMLDialogElement} element @param {(() => void)|undefined} leave
 */
function onLeaving(element, leave) {
  // A press that ends elsewhere than it began is a click on the element that holds both places, so the place itself is looked at.
  const isBeside = (/** @type {MouseEvent} */ { target, clientX, clientY }) => {
    const box = element.getBoundingClientRect();
    return target === element && (clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom);
  };
  let beganBeside = false;
  element.addEventListener('pointerdown', (event) => { beganBeside = isBeside(event); });
  element.addEventListener('click', (event) => {
    if (!beganBeside || !isBeside(event)) return;
    if (leave) leave();
    else element.close();
  });
  // A file field is cancelled too, within the dialog.
  if (leave) element.addEventListener('cancel', (event) => { if (event.target === element) { event.preventDefault(); leave(); } });
}

/** @param {{title: any, detail?: any, close: () => void, closeLabel: string}} parts */
export function dialogHead({ title, detail, close, closeLabel }) {
  return h('div', { class: 'dialog-head' },
    h('div', null, h('h2', { dir: 'auto' }, title), detail ? h('p', { dir: 'auto' }, detail) : null),
    h('button', { type: 'button', class: 'button button-quiet button-icon', 'aria-label': closeLabel, onclick: () => close() },
      icon('close')));
}

/**
 * A form in a dialog: head, body, foot with Cancel and the one filled button.
 * @param {any} parts
 * @param {...any} body
 */
export function dialogForm({ title, detail, say, close, submit, submitLabel, isReady = true, error, extra, isStop = false }, ...body) {
  return h('form', { method: 'dialog', novalidate: true, onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); if (isReady) submit(); } },
    dialogHead({ title, detail, close, closeLabel: say('close') }),
    h('div', { class: 'dialog-body' }, ...body, error ? h('p', { class: 'field-error', role: 'alert' }, error) : null),
    h('div', { class: 'dialog-foot' },
      h('div', { class: 'grows' }, extra),
      h('button', { type: 'button', class: 'button', onclick: () => close() }, say('cancel')),
      h('button', { type: 'submit', class: isStop ? 'button button-stop' : 'button button-main', 'aria-disabled': isReady ? null : 'true' },
        submitLabel)));
}

/**
 * A labelled input.
 * @param {any} parts
 */
export function field({ label, id, hint, ...props }) {
  return h('div', { class: 'field' },
    h('label', { for: id }, label),
    h('input', { class: 'input', id, autocomplete: 'off', ...props }),
    hint ? h('span', { class: 'field-label' }, hint) : null);
}
