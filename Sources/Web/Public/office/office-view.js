/**
 * The shell of the back office, and what every page builds on: `import { office } from './office-view.js'`.
 * A page's own module is the only script of the page; importing this one starts the shell.
 */
import { loadIcons } from '../shared/icon-view.js';
import { makeAPI } from '../shared/api.js';
import { listen } from '../shared/live.js';
import { moneyFormat } from '../shared/money.js';
import { makeTexts } from '../shared/texts.js';
import { makeToasts } from '../shared/toast-view.js';
import { followUnread } from '../inbox/unread-view.js';
import { startAlerts } from './alerts-view.js';
import { startFrame } from './frame-view.js';
import { makeKeys } from './keys-view.js';
import { followWaiting } from './payments/waiting-view.js';
import { makeTimes } from './times.js';

const boot = JSON.parse(document.getElementById('bootstrap')?.textContent ?? '{}');
const locale = boot.settings.language || 'en';
const say = makeTexts(boot.texts, locale, 'office.');
const toasts = makeToasts(/** @type {HTMLElement} */ (document.getElementById('toasts')));
const announcer = /** @type {HTMLElement} */ (document.getElementById('announce'));

let isSignedOut = false;
/** Nothing on the page is thrown away: whoever was signed out decides when to leave it. */
function signedOut() {
  if (isSignedOut) return;
  isSignedOut = true;
  const back = encodeURIComponent(location.pathname + location.search);
  toasts.show(say('signed_out'), {
    icon: 'lock', seconds: 3600, actions: [{ label: say('sign_in'), run: () => { location.href = `/login?next=${back}`; } }],
  });
}

/** @type {Set<(event: any) => void>} */
const ears = new Set();
/** @type {Set<(isLive: boolean) => void>} */
const liveEars = new Set();
let isListening = false;

function startListening() {
  if (isListening) return;
  isListening = true;
  const stop = listen({
    onEvent: (event) => { for (const ear of ears) ear(event); },
    onState: (isLive) => { for (const ear of liveEars) ear(isLive); },
  });
  addEventListener('pagehide', stop);
}

export const office = {
  /** What the server put into the page; `boot.page` is the page's own part. */
  boot,
  locale,
  say,
  /** Words of a page: `const say = office.words('orders.')`. @param {string} prefix */
  words: (prefix) => makeTexts(boot.texts, locale, prefix),
  money: moneyFormat({ locale, currency: boot.settings.currency, exponent: boot.settings.exponent }),
  times: makeTimes({ locale, timeZone: boot.settings.time_zone }),
  api: makeAPI({ csrf: boot.csrf, onSignedOut: signedOut }),
  toasts,
  keys: makeKeys(),
  /** Tells a reader of the screen. @param {string} text */
  announce(text) { announcer.textContent = text; },
  /** Whether the policy allows an action to whoever is signed in. @param {string} action */
  may: (action) => boot.may[action] === 'allow',
  /**
   * Hears what happens in the shop, as it happens; the answer stops it.
   * @param {(event: {type: string, object: {type: string, id: string}, data: any}) => void} onEvent
   * @param {(isLive: boolean) => void} [onState]
   */
  listen(onEvent, onState) {
    ears.add(onEvent);
    if (onState) liveEars.add(onState);
    startListening();
    return () => { ears.delete(onEvent); if (onState) liveEars.delete(onState); };
  },
  /**
   * Hears what the page listens to anyway, without a connection of its own: browsers allow a few to one server, and a page may be open often.
   * @param {(event: {type: string, object: {type: string, id: string}, data: any}) => void} onEvent
   */
  overhear(onEvent) { ears.add(onEvent); },
  /**
   * The sentence for a refusal: the server's own words, or ours when it was not reached.
   * @param {any} error
   */
  explain(error) {
    const problem = error?.problem ?? error;
    if (!problem || problem.status === undefined) return say('error.unknown');
    if (problem.status === 0) return say('error.unreachable');
    const first = problem.errors?.map((/** @type {any} */ each) => each.message).filter(Boolean).join(' ');
    return first || problem.detail || say('error.unknown');
  },
};

loadIcons();
startFrame(office);
followWaiting(office);
followUnread(office);
startAlerts(office);
