/** The catalogue of visible texts: `say('items', { count: 3 })`. A missing key shows itself, it never breaks a page. */

/**
 * @param {Record<string, string>} catalogue keys with `{name}` places; plural forms end in `.one`, `.few`, `.other` …
 * @param {string} language
 * @param {string} [prefix] put before each key
 */
export function makeTexts(catalogue, language, prefix = '') {
  const plural = new Intl.PluralRules(language);
  /** @param {string} name @param {Record<string, string|number>} [values] */
  return function say(name, values) {
    const key = prefix + name;
    let text = catalogue[key];
    if (text === undefined && values && 'count' in values) {
      text = catalogue[`${key}.${plural.select(Number(values.count))}`] ?? catalogue[`${key}.other`];
    }
    if (text === undefined) return key;
    return values ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole)) : text;
  };
}
