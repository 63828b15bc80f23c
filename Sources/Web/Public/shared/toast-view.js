/** Toasts: what just happened, with its undo. They never take the focus. */
import { h, render } from './render-view.js';
import { icon } from './icon-view.js';

/** @typedef {{id: number, text: string, icon?: string, actions: {label: string, icon?: string, run: () => void}[]}} Toast */

/** @param {HTMLElement} region an element with `aria-live="polite"` */
export function makeToasts(region) {
  /** @type {Toast[]} */
  let toasts = [];
  let count = 0;
  const draw = () => render(region, toasts.map((toast) =>
    h('div', { class: 'toast', key: toast.id }, toast.icon ? icon(toast.icon) : null, h('p', { dir: 'auto' }, toast.text),
      toast.actions.map((action) => h('button', { type: 'button', onclick: () => { remove(toast.id); action.run(); } },
        action.icon ? icon(action.icon) : null, action.label)))));
  /** @param {number} id */
  function remove(id) {
    toasts = toasts.filter((toast) => toast.id !== id);
    draw();
  }
  return {
    /** @param {string} text @param {{icon?: string, actions?: Toast['actions'], seconds?: number}} options */
    show(text, { icon: name, actions = [], seconds = 10 } = {}) {
      const toast = { id: ++count, text, icon: name, actions };
      toasts = [...toasts.slice(-1), toast];
      draw();
      setTimeout(() => remove(toast.id), seconds * 1000);
      return {
        close: () => remove(toast.id),
        /** @param {string} now */
        say: (now) => { toast.text = now; draw(); },
      };
    },
  };
}
