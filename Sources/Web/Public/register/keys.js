/** Which key does what. A register may change its keys; the page shows each one only where a keyboard was used. */

/** @type {Record<string, string>} */
export const standardKeys = {
  F2: 'search', F3: 'customer', F4: 'discount', F6: 'hold', F7: 'held', F8: 'note', F9: 'pay', F10: 'exact_cash',
  Delete: 'remove_line', '+': 'more', '-': 'less', '\u2212': 'less', ArrowUp: 'line_up', ArrowDown: 'line_down', 'Ctrl+z': 'undo',
  '?': 'help', Escape: 'back',
};

/**
 * Keys that type something: they act only while no field has the focus.
 * @param {string} name
 */
export const isTyping = (name) => name.length === 1 || name === 'Delete' || name.startsWith('Arrow') || name === 'Ctrl+z';

/** @param {{key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean}} event */
export function keyName(event) {
  if (event.altKey) return '';
  return event.ctrlKey || event.metaKey ? `Ctrl+${event.key.toLowerCase()}` : event.key;
}

/**
 * The key shown beside an action.
 * @param {Record<string, string>} keys @param {string} action
 */
export function keyFor(keys, action) {
  const found = Object.entries(keys).find(([, each]) => each === action)?.[0] ?? '';
  return { Delete: 'Del', Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓', 'Ctrl+z': 'Ctrl+Z' }[found] ?? found;
}
