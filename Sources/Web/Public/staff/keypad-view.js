/** Puts a keypad under the PIN for fingers; without it the field and the device's own keys do the same. */

const form = document.querySelector('[data-pin]');
const input = /** @type {HTMLInputElement|null} */ (form?.querySelector('#pin') ?? null);
const pad = /** @type {HTMLElement|null} */ (form?.querySelector('[data-keypad]') ?? null);

if (form && input && pad) {
  const { removeLabel = '', clearLabel = '' } = pad.dataset;
  const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'clear', '0', 'remove'];
  for (const key of keys) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = key === 'clear' ? 'C' : key === 'remove' ? '⌫' : key;
    if (key === 'clear') button.setAttribute('aria-label', clearLabel);
    if (key === 'remove') button.setAttribute('aria-label', removeLabel);
    button.addEventListener('click', () => {
      if (key === 'clear') input.value = '';
      else if (key === 'remove') input.value = input.value.slice(0, -1);
      else if (input.value.length < input.maxLength) input.value += key;
    });
    pad.append(button);
  }
  pad.hidden = false;
  // A finger on the pad needs no keyboard on the screen; a real one types into the field as before.
  if (matchMedia('(pointer: coarse)').matches) input.inputMode = 'none';
}
