/** Addresses as people read them. Pure. */

export const PARTS = /** @type {const} */ (['name', 'company', 'line1', 'line2', 'postal_code', 'city', 'region', 'country', 'phone']);

/**
 * The lines of an address, without its phone number.
 * @param {any} address
 */
export function addressLines(address) {
  if (!address) return [];
  const town = [address.postal_code, address.city].filter(Boolean).join(' ');
  return [address.company, address.name, address.line1, address.line2, [town, address.region].filter(Boolean).join(', '),
    countryName(address.country)]
    .filter(Boolean);
}

/** @param {string|null|undefined} code @param {string} [language] */
export function countryName(code, language = 'en') {
  if (!code) return '';
  try {
    return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

const CODES = 'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW';

/** Every country by name (ISO 3166-1). @param {string} language @returns {{code: string, name: string}[]} */
export function countries(language) {
  return CODES.split(' ').map((code) => ({ code, name: countryName(code, language) })).sort((a, b) => a.name.localeCompare(b.name, language));
}

/**
 * What the API takes: texts without spaces around them, null where nothing was written; null for an address without anything.
 * @param {Record<string, string>} form
 */
export function addressInput(form) {
  const entries = PARTS.map((part) => [part, (form[part] ?? '').trim() || null]);
  return entries.some(([, value]) => value) ? Object.fromEntries(entries) : null;
}
