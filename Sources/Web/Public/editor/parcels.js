/** What is in packages and what is not, and parcels as people write them. Pure. */
import { quantityText, thousandths } from '../shared/quantity.js';

/**
 * Lines of which something is in no package; `besides` leaves one package out of the count.
 * @param {any} order @param {string} [besides] @returns {{line: any, rest: number}[]} thousandths
 */
export function unpacked(order, besides) {
  const packed = new Map();
  for (const shipment of order.shipments ?? []) {
    if (shipment.id === besides || shipment.status === 'canceled') continue;
    for (const { line_id, quantity } of shipment.lines) packed.set(line_id, (packed.get(line_id) ?? 0) + thousandths(quantity));
  }
  return order.lines.map((/** @type {any} */ line) => ({ line, rest: thousandths(line.quantity) - (packed.get(line.id) ?? 0) }))
    .filter((/** @type {{rest: number}} */ { rest }) => rest > 0);
}

/** "4 Terracotta pot, 12.5 kg soil" @param {{line: any, rest: number}[]} contents */
export const contentsText = (contents) =>
  contents.map(({ line, rest }) => [quantityText(rest), line.unit && line.unit !== 'piece' ? line.unit : '',
    line.title].filter(Boolean).join(' ')).join(', ');

/** @typedef {{weight_g: number|null, length_mm: number|null, width_mm: number|null, height_mm: number|null}|null|undefined} Parcel */

/** Thousandths of a number of units of ten or a thousand, without trailing zeros. @param {number} value @param {number} unit */
const shortened = (value, unit) => quantityText((value * 1000) / unit);

/** "18.2 kg · 60 × 60 × 40 cm" @param {Parcel} parcel */
export function parcelText(parcel) {
  const { weight, sides } = parcelForm(parcel);
  return [weight && `${weight} kg`, sides && `${sides} cm`].filter(Boolean).join(' · ');
}

/** The texts of its fields. @param {Parcel} parcel */
export function parcelForm(parcel) {
  const sides = [parcel?.length_mm, parcel?.width_mm, parcel?.height_mm];
  return {
    weight: parcel?.weight_g ? shortened(parcel.weight_g, 1000) : '',
    sides: sides.every(Boolean) ? sides.map((side) => shortened(Number(side), 10)).join(' × ') : '',
  };
}
