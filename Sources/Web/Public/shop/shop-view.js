// What a script adds to the online store, which works without one: a form that fills the cart changes the page in its place, without
// loading it anew. The server says what the page is; nothing is counted or priced here.

/** Puts the parts of a page that came into the places of those that are there. @param {Document} page */
function take(page) {
  const focused = document.activeElement;
  const name = focused?.closest('form') ? focused.closest('[data-part]')?.id : undefined;
  const own = focused?.id;
  for (const part of document.querySelectorAll('[data-part]')) {
    const fresh = page.getElementById(part.id);
    if (!fresh || fresh.outerHTML === part.outerHTML) continue;
    part.replaceWith(document.adoptNode(fresh));
  }
  const again = own ? document.getElementById(own) : name ? document.getElementById(name)?.querySelector('button, a') : null;
  if (again instanceof HTMLElement && document.activeElement !== again) again.focus({ preventScroll: true });
}

/** @param {string} words */
function say(words) {
  const said = document.getElementById('said');
  if (said) said.textContent = words;
}

/** @param {Document} page */
function showProblem(page) {
  const problem = page.getElementById('problem');
  document.getElementById('problem')?.remove();
  if (!problem) return false;
  document.getElementById('main')?.prepend(document.adoptNode(problem));
  document.getElementById('problem')?.focus();
  return true;
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} button */
async function send(form, button) {
  const fields = new FormData(form);
  if (button instanceof HTMLButtonElement && button.name) fields.append(button.name, button.value);
  const body = new URLSearchParams();
  for (const [key, value] of fields) if (typeof value === 'string') body.append(key, value);
  const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (!page.getElementById('main')) throw new Error('No page of the shop came back.');
  const isWrong = showProblem(page);
  if (isWrong && !form.classList.contains('shop-stepper')) return;
  if (!answer.ok && !isWrong) throw new Error('The answer says nothing that can be shown here.');
  take(page);
  say(document.getElementById('cart-link')?.getAttribute('aria-label') ?? '');
}

let isSending = false;

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== 'post') return;
  if (isSending) return event.preventDefault();
  isSending = true;
  if (!form.action.includes('/shop/cart/')) return;
  event.preventDefault();
  form.setAttribute('aria-busy', 'true');
  try {
    await send(form, event.submitter);
  } catch {
    // Whatever went wrong, the way without a script leads to a page that says it.
    form.submit();
    return;
  } finally {
    form.removeAttribute('aria-busy');
    isSending = false;
  }
});

// A number that was typed counts without a press on a button.
document.addEventListener('change', (event) => {
  const field = event.target;
  if (field instanceof HTMLInputElement && field.form?.classList.contains('shop-stepper')) field.form.requestSubmit();
});

// A page that comes back from the browser's memory may be sent again, and may be older than the cart.
addEventListener('pageshow', (event) => {
  isSending = false;
  if (event.persisted) location.reload();
});

document.getElementById('problem')?.focus();
document.documentElement.dataset.ready = 'true';
