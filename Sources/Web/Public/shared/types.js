/**
 * The shapes that travel between the files of the pages. Amounts are minor units, quantities JSON numbers, as in `openapi.yaml`.
 *
 * @typedef {{title: string, rate: string}} TaxRate
 * @typedef {{value_type: 'percentage'|'fixed', value: string|number, per?: 'line'|'unit', title?: string|null, reason?: string|null, amount?: number}} Discount
 * @typedef {{
 *   id: string|null, client_id: string|null, variant_id: string|null, title: string, sku?: string|null, quantity: number,
 *   unit_price: number|string, list_price?: number|string|null, price_reason?: string|null, discounts: Discount[],
 *   price_rule_id?: string|null, promotions?: (Discount & {id: string, code?: string|null})[], billing_cycle?: {interval: string, count: number}|null,
 *   tax_rates?: TaxRate[], price_includes_tax?: boolean, taxable?: boolean, preorder?: boolean, note?: string|null,
 *   properties?: Record<string, string>, unit?: string|null, refunded_quantity?: number,
 *   subtotal: number, discount_total: number, tax_total: number, total: number,
 * }} Line
 * @typedef {{id: string, kind: string, title: string|null, reason?: string|null, value_type: string, value: string|number, amount: number}} Adjustment
 * @typedef {{id: string, method: string, status: string, amount: number, tendered?: number|null, change?: number|null, cash_rounding?: number, refunded?: number, reference?: string|null, created_at: string}} Payment
 * @typedef {{label: string|null, register_id: string|null, staff_id: string|null, held_at: string, expires_at: string|null, reserves_stock: boolean}} Hold
 * @typedef {{id: string, name: string|null, email?: string|null, phone?: string|null, groups?: string[], store_credit?: number, company?: string|null}} Customer
 * @typedef {{
 *   id: string|null, client_id: string|null, number?: string|null, draft_number?: string|null, status: string, display_status?: string,
 *   payment_status?: string, version: number, hold: Hold|null, lease?: {register_id: string, staff_id: string, until: string}|null,
 *   currency: string, prices_include_tax: boolean, taxes_enabled?: boolean, tax_rounding?: string, rounding?: string,
 *   customer_id: string|null, customer: Customer|null, lines: Line[], adjustments: Adjustment[], shipping_line?: any,
 *   tax_lines: {title: string, rate: string, includes_tax: boolean, taxable: number, amount: number}[],
 *   subtotal: number, discount_total: number, tax_total: number, total: number, shipping_total?: number,
 *   cash_rounding: number, amount_paid: number, amount_refunded: number, amount_due: number,
 *   note: string|null, customer_note?: string|null, tags: string[], payments: Payment[], refunds?: any[], shipments?: any[], returns?: any[],
 *   fulfillment_status?: string, return_status?: string, shipping_address?: any, billing_address?: any,
 *   register_id: string|null, location_id: string|null, staff_id?: string|null, created_at: string, updated_at?: string, placed_at?: string|null, channel?: string,
 * }} Order
 *
 * @typedef {'pending'|'sent'|'rejected'} OperationState
 * @typedef {{code: string, status: number, detail: string, errors?: any[], body?: any}} Problem
 * @typedef {{
 *   id: string, seq?: number, order: string, kind: string, at: string, payload: any, state: OperationState,
 *   approval?: string|null, problem?: Problem|null,
 * }} Operation `order` is the key of the order it belongs to: its client_id, or its id when it has none.
 *
 * @typedef {{
 *   id: string, product_id: string, title: string|null, sku: string|null, barcode: string|null, price: number|string, unit: string|null,
 *   tax_rates: TaxRate[]|undefined, price_includes_tax?: boolean, taxable: boolean, track_stock: boolean, available: number|null,
 *   compare_at_price?: number|null, options?: Record<string, string>,
 * }} Variant
 * @typedef {{id: string, title: string, category: string|null, tags: string[], image_url: string|null, oversell: boolean, variants: Variant[]}} Product
 */
export {};
