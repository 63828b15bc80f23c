/** What is missing before an order can be placed, each with the field that mends it. Pure. */

/** @typedef {{code: string, field: string, line_id: string|null, message: string, link?: string|null}} Requirement */

/** @param {Requirement} requirement the section it belongs to */
export function sectionOf({ field, link }) {
  if (/^(lines|adjustments)/.test(field)) return 'items';
  if (/^shipping/.test(field)) return 'shipping';
  if (/^(customer|billing)/.test(field)) return 'head';
  if (/^(consent|terms|payment|purchase)/.test(field)) return 'payment';
  if (/^details/.test(field)) return 'details';
  return (link ?? '').replace('#', '') || 'items';
}

/**
 * The element that a requirement leads to, by id, and the words of its link.
 * @param {Requirement} requirement @param {any} order @returns {{id: string, action: string}}
 */
export function wayTo({ field, line_id }, order) {
  if (line_id) {
    const line = order.lines.find((/** @type {any} */ each) => each.id === line_id);
    const key = line?.client_id ?? line_id;
    return { id: /quantity$/.test(field) ? `line:${key}-quantity`.replace(/[^\w-]/g, '_') : `line-${line_id}`, action: 'line' };
  }
  if (field === 'lines') return { id: 'add-product', action: 'item' };
  if (field.startsWith('shipping_address.')) return { id: 'shipping-address-button', action: 'field' };
  if (field === 'shipping_address') return { id: 'shipping-address-button', action: 'address' };
  if (field === 'billing_address') return { id: 'billing-address-button', action: 'address' };
  if (field.startsWith('shipping')) return { id: 'shipping', action: 'shipping' };
  if (field.startsWith('customer')) return { id: 'customer-button', action: 'customer' };
  if (field === 'consent') return { id: 'consent', action: 'field' };
  if (field === 'payment_terms') return { id: 'payment-terms', action: 'field' };
  return { id: sectionOf({ field, line_id, code: '', message: '' }), action: 'field' };
}

/**
 * @param {Requirement[]} requirements @param {any} order
 * @returns {{list: (Requirement & {id: string, action: string})[], sections: Set<string>}}
 */
export function findProblems(requirements, order) {
  const isOpen = order.status === 'draft' || order.status === 'invoice_sent';
  const list = isOpen ? requirements.map((one) => ({ ...one, ...wayTo(one, order) })) : [];
  return { list, sections: new Set(list.map(sectionOf)) };
}
