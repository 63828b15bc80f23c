/** The door to the server: `/api/v1` with the session's cookie, the CSRF token on whatever changes something, and problems as values. */

export class Refused extends Error {
  /** @param {import('./types.js').Problem} problem @param {Headers|null} headers */
  constructor(problem, headers = null) {
    super(problem.detail);
    this.problem = problem;
    this.retryAfter = Number(headers?.get('Retry-After') ?? 0);
  }
  get status() { return this.problem.status; }
  get code() { return this.problem.code; }
}

/** Status 0: the server was not reached. */
const unreachable = { status: 0, code: 'unreachable', detail: '' };

/** @param {{csrf: string, onSignedOut?: () => void, root?: string, timeout?: number}} settings */
export function makeAPI({ csrf, onSignedOut = () => {}, root = '/api/v1', timeout = 20_000 }) {
  /**
   * @param {string} method @param {string} path @param {any} [body] @param {Record<string, string>} [headers]
   * @param {{outlivesPage?: boolean}} [options] `outlivesPage` carries a small body to the end even when the page is left meanwhile
   * @returns {Promise<{status: number, body: any, headers: Headers}>}
   */
  async function call(method, path, body, headers = {}, options = {}) {
    const isUnsafe = method !== 'GET';
    // A form of several parts goes as it is: the browser alone knows where it is cut.
    const isForm = typeof FormData !== 'undefined' && body instanceof FormData;
    const text = body === undefined || isForm ? undefined : JSON.stringify(body);
    /** @type {Response} */
    let response;
    try {
      response = await fetch(root + path, {
        method,
        credentials: 'same-origin',
        headers: {
          Accept: 'application/json',
          ...(text === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(isUnsafe ? { 'X-CSRF-Token': csrf } : {}),
          ...headers,
        },
        body: isForm ? body : text,
        // Browsers limit what may outlive a page to 64 KiB in all.
        keepalive: Boolean(options.outlivesPage) && (text?.length ?? 0) < 12_000,
        // A file on a slow line takes its time.
        signal: /** @type {any} */ (AbortSignal).timeout(isForm ? timeout * 6 : timeout),
      });
    } catch {
      throw new Refused(unreachable);
    }
    const isJSON = (response.headers.get('Content-Type') ?? '').includes('json');
    let answer = null;
    try {
      answer = isJSON ? await response.json() : null;
    } catch {
      throw new Refused(unreachable);
    }
    if (response.ok || response.status === 304) return { status: response.status, body: answer, headers: response.headers };
    if (response.status === 401) onSignedOut();
    throw new Refused({
      status: response.status, code: answer?.code ?? String(response.status),
      detail: answer?.detail ?? answer?.title ?? response.statusText,
      errors: answer?.errors, body: answer,
    }, response.headers);
  }
  return {
    call,
    /** @param {string} path @param {Record<string, string>} [headers] */
    get: async (path, headers) => (await call('GET', path, undefined, headers)).body,
    /** @param {string} path @param {any} [body] @param {Record<string, string>} [headers] */
    post: async (path, body, headers) => (await call('POST', path, body, headers)).body,
  };
}

/**
 * Several pages of a list, up to `most` rows.
 * @param {ReturnType<typeof makeAPI>} api @param {string} path @param {number} [most]
 */
export async function list(api, path, most = 200) {
  const rows = [];
  let cursor = null;
  do {
    const join = path.includes('?') ? '&' : '?';
    /** @type {any} */
    const page = await api.get(path + join + `limit=${Math.min(200, most)}` + (cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''));
    rows.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor && rows.length < most);
  return { rows, hasMore: Boolean(cursor) };
}
