/** "Explain this total" as a text to copy: every row with its steps, the taxes, the checks. Pure. */

/**
 * @typedef {{rule?: string|null, title: string, arithmetic?: string|null, amount: number|null}} Step
 * @typedef {{kind: string, id?: string|null, title: string, taxes?: string|null, amount: number, steps: Step[]}} Row
 * @typedef {{includes_tax: boolean, gross: number, net: number, tax: number, taxes: {title: string, rate: string, arithmetic: string, amount: number}[]}} Group
 * @typedef {{rows: Row[], tax_groups: Group[], checks: {code: string, message: string, ok: boolean}[], lines_total?: number, total: number}} Explanation
 */

/** @param {Explanation} explanation @param {(minor: number) => string} amount @param {{head: string, total: string}} words */
export function explanationText(explanation, amount, words) {
  const lines = [words.head, ''];
  for (const row of explanation.rows) {
    lines.push([row.title, row.taxes, amount(row.amount)].filter(Boolean).join('\t'));
    for (const step of row.steps) lines.push(`  ${[step.title, step.arithmetic, step.amount === null ? '' : amount(step.amount)].filter(Boolean).join('\t')}`);
  }
  lines.push(`${words.total}\t${amount(explanation.total)}`, '');
  for (const group of explanation.tax_groups) {
    for (const tax of group.taxes) lines.push([`${tax.title} ${tax.rate}%`, tax.arithmetic, amount(tax.amount)].join('\t'));
  }
  for (const check of explanation.checks) lines.push(`${check.ok ? '✓' : '✗'} ${check.message}`);
  return lines.join('\n');
}
