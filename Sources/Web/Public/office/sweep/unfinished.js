/** What the day leaves unfinished, and what came of each thing that was done about it. */

/** @typedef {{isDone: boolean, text: string}} Outcome */

export class Unfinished {
  constructor() {
    /** @type {any} */
    this.sweep = null;
    /** How much money waits for somebody, as `GET /payments/counts` says. @type {any} */
    this.money = null;
    /** By order or message. @type {Map<string, Outcome>} */
    this.outcomes = new Map();
    /** @type {Set<string>} */
    this.busy = new Set();
  }

  /** Held orders whose customer can be written to and was not yet. */
  get mailable() {
    return (this.sweep?.held_orders ?? []).filter((/** @type {any} */ row) => (row.email || row.conversation_id) && !this.outcomes.get(row.order_id)?.isDone);
  }

  /** Sent and not paid, but for those that are overdue and listed there. */
  get unpaid() {
    const overdue = new Set(this.sweep?.overdue_orders.map((/** @type {any} */ row) => row.order_id));
    return (this.sweep?.unpaid_links ?? []).filter((/** @type {any} */ row) => !overdue.has(row.order_id));
  }

  get isClear() {
    return this.sweep !== null && !this.sweep.held_orders.length && !this.sweep.unpaid_links.length && !this.sweep.overdue_orders.length && !this.sweep.not_delivered.length;
  }

  /**
   * Takes over the answer of `POST /sweep/send_links`.
   * @param {{data: any[]}} answer @param {(row: any) => string} sentence
   */
  take(answer, sentence) {
    for (const row of answer.data) this.outcomes.set(row.order_id, { isDone: row.status === 'sent', text: sentence(row) });
  }

  /** The proposal for a held order. @param {any} row @returns {'mail'|'address'} */
  proposal(row) { return row.email || row.conversation_id ? 'mail' : 'address'; }
}
