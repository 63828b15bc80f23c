// The field one writes in: what is typed outlives a reload, Enter sends where there is a keyboard, a chosen picture is named and can be left
// out again.

const STORE = 'counterfoil-chat-typed';

/**
 * @param {HTMLElement} room @param {HTMLFormElement} form @param {HTMLTextAreaElement} field @param {() => void} send
 */
export function typing(room, form, field, send) {
  const picture = /** @type {HTMLInputElement} */ (form.querySelector('#chat-picture'));
  const chosen = /** @type {HTMLElement} */ (form.querySelector('#chat-chosen'));
  const hasKeyboard = matchMedia('(hover: hover) and (pointer: fine)').matches;

  function name() {
    const file = picture.files?.[0];
    if (!file) return chosen.replaceChildren();
    const words = document.createElement('bdi');
    words.textContent = file.name;
    const drop = document.createElement('button');
    drop.type = 'button';
    drop.className = 'chat-drop';
    drop.setAttribute('aria-label', room.dataset.drop ?? '');
    drop.textContent = '×';
    drop.addEventListener('click', () => {
      picture.value = '';
      name();
      field.focus();
    });
    chosen.replaceChildren(words, drop);
  }

  const stored = (/** @type {string | null} */ text) => {
    try {
      if (text === null) return sessionStorage.getItem(STORE);
      sessionStorage.setItem(STORE, text);
    } catch {
      // A browser that keeps nothing loses what was typed when the page goes.
    }
    return null;
  };

  if (!field.value) field.value = stored(null) ?? '';
  field.addEventListener('input', () => stored(field.value));
  picture.addEventListener('change', name);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    // Another script sends each form of its page once; this one never leaves the page.
    event.stopPropagation();
    send();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !hasKeyboard) return;
    event.preventDefault();
    send();
  });
  form.dataset.ready = 'true';

  return {
    file: () => picture.files?.[0],
    clear: () => {
      field.value = '';
      stored('');
      picture.value = '';
      name();
      field.focus();
    },
  };
}
