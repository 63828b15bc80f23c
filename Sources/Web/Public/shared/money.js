/**
 * Money on the screen: integers of the currency's minor unit in, text of the reader's locale out, and back.
 * Nothing here divides: the decimal point is placed in text, so no cent is ever lost to a float.
 */

/**
 * Places the decimal point: (10561, 2) is "105.61".
 * @param {number|string} minor @param {number} exponent
 */
export function decimalText(minor, exponent) {
  const [whole, rest = ''] = String(minor).replace('-', '').split('.');
  const digits = whole.padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  const fraction = digits.slice(cut) + rest;
  const sign = String(minor).startsWith('-') ? '-' : '';
  return sign + digits.slice(0, cut) + (fraction ? '.' + fraction : '');
}

/**
 * Reads what a person typed ("1 234,50", "12.5") as minor units; null when it is no amount.
 * @param {string} text @param {number} exponent @returns {number|null}
 */
export function parseMoney(text, exponent) {
  const clean = String(text).replace(/[\s\u00a0\u202f'’]|\p{Sc}/gu, '').replace('\u2212', '-');
  const match = /^(-?)(\d*(?:,\d{3})+|\d*(?:\.\d{3})+|\d*)(?:([.,])(\d*))?$/.exec(exponent === 3 ? clean.replace(/^(-?\d+)[.,](\d{0,3})$/, '$1;$2') : clean);
  if (!match) return exponent === 3 ? parsePlain(clean) : null;
  const [, sign, whole, mark = '', fraction = ''] = match;
  const groups = whole.split(/[.,]/).length - 1;
  // "1.234" is neither one thousand nor a fraction for sure, so it is not guessed.
  const isAmbiguous = groups === 1 && mark === '';
  if (isAmbiguous || (mark && whole.includes(mark)) || fraction.length > exponent || !/\d/.test(clean)) return null;
  return minorUnits(sign, whole.replace(/[.,]/g, ''), fraction, exponent);
}

/**
 * A currency of three decimals: one point or comma is always the decimal mark.
 * @param {string} clean
 */
function parsePlain(clean) {
  const match = /^(-?)(\d+)[.,](\d{0,3})$/.exec(clean);
  return match ? minorUnits(match[1], match[2], match[3], 3) : null;
}

/** @param {string} sign @param {string} whole @param {string} fraction @param {number} exponent */
function minorUnits(sign, whole, fraction, exponent) {
  const minor = Number(whole + fraction.padEnd(exponent, '0'));
  return Number.isSafeInteger(minor) && minor <= 1e12 ? (sign ? -minor : minor) : null;
}

/**
 * A formatter of amounts in one currency.
 * @param {{locale: string, currency: string, exponent: number}} shop
 */
export function moneyFormat({ locale, currency, exponent }) {
  const make = (/** @type {number} */ least, /** @type {number} */ most) => new Intl.NumberFormat(locale, {
    style: 'currency', currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: least, maximumFractionDigits: most,
  });
  const full = make(exponent, exponent);
  const exact = make(exponent, exponent + 4);
  const short = make(0, exponent);
  const write = (/** @type {Intl.NumberFormat} */ format, /** @type {number|string} */ minor) =>
    format.format(/** @type {any} */ (decimalText(minor, exponent))).replace('-', '\u2212');
  return {
    /**
     * "€105.61"
     * @param {number} minor
     */
    money: (minor) => write(full, minor),
    /**
     * A unit price may carry up to four more decimals.
     * @param {number|string} minor
     */
    unitPrice: (minor) => write(exact, minor),
    /**
     * "€90" when there are no cents.
     * @param {number} minor
     */
    short: (minor) => (minor % 10 ** exponent === 0 ? write(short, minor) : write(full, minor)),
    /**
     * The amount as a person would type it: "105.61".
     * @param {number} minor
     */
    plain: (minor) => decimalText(minor, exponent),
    /** @param {string} text */
    parse: (text) => parseMoney(text, exponent),
    exponent,
    currency,
  };
}
