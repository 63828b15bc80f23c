/** Makes two spellings of one word equal, so that "lopatka" finds "Łopatka" and "احمد" finds "أحمد". */

/** @type {Record<string, string>} Letters that Unicode does not take apart. */
const letters = {
  ł: 'l', đ: 'd', ð: 'd', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i', þ: 'th', ħ: 'h', ŧ: 't', ĸ: 'k', ŋ: 'n', ə: 'e',
  'ى': 'ي', 'ة': 'ه', 'ـ': '', '’': "'", '‘': "'", '\u00a0': ' ', '\u200b': '', '\u200c': '', '\u200d': '',
};
const special = new RegExp(`[${Object.keys(letters).join('')}]`, 'g');
/** Latin accents and Arabic vowel signs; Thai vowels are letters of the word and stay. */
const marks = /[\u0300-\u036f\u064b-\u065f\u0670]/g;

/** @param {string} text */
export function fold(text) {
  return text.toLowerCase().normalize('NFKD').replace(marks, '').replace(special, (letter) => letters[letter] ?? '');
}

/**
 * The words of a query, folded.
 * @param {string} text
 */
export function words(text) {
  return fold(text).split(/[\s,;]+/).filter(Boolean);
}
