/**
 * The letters that stand for a person where a picture would: "Marta Zielińska" is "MZ".
 * @param {string} name
 */
export function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words[words.length - 1] : ''].map((word) => [...(word ?? '')][0] ?? '').join('').toUpperCase();
}
