/**
 * A small renderer: views return a description made with `h`, `render` makes the page agree with it and keeps every element
 * that is still described, so focus, scroll position and half-typed text survive.
 * @typedef {{tag: string, props: Record<string, any>, children: Node_[]}} Element_
 * @typedef {Element_ | string} Node_
 */

const asProperty = new Set(['value', 'checked', 'disabled', 'indeterminate', 'readOnly', 'hidden']);
const svgNames = new Set(['svg', 'use', 'path', 'g']);

/** @param {string} tag @param {Record<string, any>|null} [props] @param {...any} children @returns {Element_} */
export function h(tag, props, ...children) {
  const flat = children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== true);
  return { tag, props: props ?? {}, children: flat.map((child) => (typeof child === 'object' ? child : String(child))) };
}

/** @param {any} node */
function isSame(node, /** @type {Node_} */ wanted) {
  if (typeof wanted === 'string') return node.nodeType === 3;
  return node.nodeType === 1 && node.localName === wanted.tag && node.__key === wanted.props.key;
}

/** @param {Node_} wanted @returns {any} */
function create(wanted) {
  if (typeof wanted === 'string') return document.createTextNode(wanted);
  const element = svgNames.has(wanted.tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', wanted.tag)
    : document.createElement(wanted.tag);
  /** @type {any} */ (element).__key = wanted.props.key;
  update(element, wanted);
  if (wanted.props.onmount) queueMicrotask(() => wanted.props.onmount(element));
  return element;
}

/** @param {any} element @param {Element_} wanted */
function update(element, wanted) {
  // The same description again is the same element: long lists keep the descriptions of rows that did not change.
  if (element.__wanted === wanted) return;
  element.__wanted = wanted;
  const before = element.__props ?? {};
  const now = wanted.props;
  for (const name in before) if (!(name in now)) set(element, name, undefined);
  // Children that another part of the page makes stay as they are.
  if (!now.keepsChildren) render(element, wanted.children);
  for (const name in now) {
    const isLive = name === 'value' || name === 'checked';
    if (now[name] !== before[name] || (isLive && element[name] !== now[name])) set(element, name, now[name]);
  }
  element.__props = now;
}

/** @param {any} element @param {string} name @param {any} value */
function set(element, name, value) {
  if (name === 'key' || name === 'onmount' || name === 'keepsChildren') return;
  if (name.startsWith('on')) element[name] = value ?? null;
  else if (asProperty.has(name) && name in element) element[name] = value ?? (typeof element[name] === 'boolean' ? false : '');
  else if (value === undefined || value === null || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : String(value));
}

/**
 * Makes the children of `parent` agree with `wanted`.
 * @param {any} parent @param {Node_|Node_[]} wanted
 */
export function render(parent, wanted) {
  const list = Array.isArray(wanted) ? wanted : [wanted];
  /** @type {Map<any, any>} */
  const keyed = new Map();
  for (const child of parent.childNodes) if (child.__key !== undefined) keyed.set(child.__key, child);
  const wantedKeys = new Set(list.map((item) => (typeof item === 'string' ? undefined : item.props.key)));
  let at = parent.firstChild;
  for (const item of list) {
    // What is not described any more goes first, so that what stays need not move: a moved element loses the focus.
    while (at && at.__key !== undefined && !wantedKeys.has(at.__key)) at = removed(at);
    const key = typeof item === 'string' ? undefined : item.props.key;
    let node = at;
    if (key !== undefined && keyed.has(key)) node = keyed.get(key);
    if (!node || !isSame(node, item)) node = null;
    if (!node) parent.insertBefore(create(item), at);
    else {
      if (node === at) at = at.nextSibling;
      else parent.insertBefore(node, at);
      if (typeof item !== 'string') update(node, item);
      else if (node.data !== item) node.data = item;
    }
  }
  while (at) at = removed(at);
}

/** @param {any} node @returns {any} the one after it */
function removed(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}
