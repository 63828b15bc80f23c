/**
 * One press, one charge: the key of a request is kept for as long as nobody knows whether it arrived, and only then is a new one made.
 * While it is not known, what was asked may not be changed, because the same key must ask for the same.
 */
import { uuid } from '../../shared/uuid.js';

export class OneCharge {
  /** @param {() => string} [makeKey] */
  constructor(makeKey = uuid) {
    this.makeKey = makeKey;
    this.key = makeKey();
    this.isBusy = false;
    /** Asked, and no answer came: it may or may not have happened. */
    this.isUnsure = false;
    this.error = '';
  }

  /**
   * Runs the request once; a second press meanwhile does nothing.
   * @template T
   * @param {(headers: Record<string, string>) => Promise<T>} request @param {(error: any) => string} explain
   * @returns {Promise<T|undefined>} undefined where it did not come to an end
   */
  async run(request, explain) {
    if (this.isBusy) return undefined;
    this.isBusy = true;
    this.error = '';
    try {
      const answer = await request({ 'Idempotency-Key': this.key });
      this.isUnsure = false;
      return answer;
    } catch (error) {
      this.isUnsure = isUnsure(error);
      this.error = explain(error);
      if (!this.isUnsure) this.key = this.makeKey();
      return undefined;
    } finally {
      this.isBusy = false;
    }
  }
}

/** Whether a refusal leaves open what happened. @param {any} error */
export function isUnsure(error) {
  const problem = error?.problem ?? error;
  const status = problem?.status;
  return status === undefined || status === 0 || status >= 500 || problem.code === 'idempotency_in_progress';
}
