/**
 * Keys of a page. Single letters act only outside fields and can be switched off (WCAG 2.1.4); a pair such as `G O` is two
 * letters one after the other; `Ctrl+Enter` acts inside fields too.
 */

const SWITCH = 'counterfoil-keys';
const PAIR_MILLISECONDS = 1500;

/** @typedef {{label: string, run: (event: KeyboardEvent) => any}} Deed `run` answers false for a key that was not for it after all. */

/** @param {any} target */
const isField = (target) => target instanceof HTMLElement && (target.isContentEditable || /^(input|select|textarea)$/.test(target.localName)
  && !['checkbox', 'radio', 'button'].includes(/** @type {any} */ (target).type));

export function makeKeys() {
  /** @type {Map<string, Deed>} */
  const deeds = new Map();
  let first = '';
  let firstAt = 0;
  const isOn = () => { try { return localStorage.getItem(SWITCH) !== 'off'; } catch { return true; } };

  /** @param {KeyboardEvent} event */
  function name(event) {
    const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    return event.ctrlKey || event.metaKey ? `Ctrl+${key}` : key;
  }

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.altKey || event.isComposing) return;
    const isModified = event.ctrlKey || event.metaKey;
    const isElsewhere = document.querySelector('dialog[open], .menu, .popover') !== null;
    // What floats has keys of its own, and closes by Escape itself.
    if (isElsewhere || (!isModified && isField(event.target))) return;
    if (event.key.length === 1 && !isModified && !isOn()) return;
    const single = name(event);
    const pair = event.timeStamp - firstAt < PAIR_MILLISECONDS ? `${first} ${single}` : '';
    const deed = deeds.get(pair) ?? deeds.get(single);
    first = single;
    firstAt = event.timeStamp;
    if (!deed) return;
    // A link or button that has the focus keeps its own Enter and Space.
    if ((single === 'Enter' || single === ' ') && event.target instanceof HTMLElement && event.target.closest('a, button, summary, input')) return;
    if (deed.run(event) !== false) event.preventDefault();
  });
  document.addEventListener('keydown', () => document.documentElement.setAttribute('data-keys', ''), { once: true });

  return {
    /** @param {Record<string, Deed>} more */
    add(more) { for (const [key, deed] of Object.entries(more)) deeds.set(key, deed); },
    /** @param {string} key */
    remove(key) { deeds.delete(key); },
    /** What the list of keys shows: one line for each deed. */
    list() {
      /** @type {Map<string, {names: string[], label: string}>} */
      const lines = new Map();
      for (const [key, deed] of deeds) {
        const line = lines.get(deed.label) ?? { names: [], label: deed.label };
        line.names.push(key);
        lines.set(deed.label, line);
      }
      return [...lines.values()];
    },
    isOn,
    /** @param {boolean} to */
    turn(to) { try { localStorage.setItem(SWITCH, to ? 'on' : 'off'); } catch { /* Without storage the keys stay as they are. */ } },
  };
}
