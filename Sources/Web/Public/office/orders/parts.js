/** Quantities of a part of an order, as they are typed. Pure. */
import { MOST, parseQuantity } from '../../shared/quantity.js';
import { openLines } from '../../shared/status-change.js';

/**
 * Whether what was typed as a quantity is none, or more than there is.
 * @param {{open: number}} line @param {string|undefined} text
 */
export const isWrong = (line, text) => text !== undefined && text.trim() !== '' && !((parseQuantity(text) ?? MOST + 1) <= line.open);

/** Whether all quantities that were typed can be meant. @param {any} order @param {{draft: any, texts: Map<string, string>}} state */
export const areQuantities = (order, { draft, texts }) => !draft.parts || !openLines(order, draft.status).some((line) => isWrong(line, texts.get(line.id)));
