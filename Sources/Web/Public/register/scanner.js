/**
 * Tells a scanner from a person: a keyboard wedge types faster than any hand and ends with Enter or Tab. Pure: key and time in, advice out.
 * Characters of a suspected scan are kept back from the page; if no end follows they are given back as typing.
 */

/** Slower than this between two keys is a person. */
export const FASTEST_HAND_MS = 35;
const SHORTEST_CODE = 4;
const controls = /[\u0000-\u001f\u007f]/g;

/** @typedef {'pass'|'hold'|'swallow'} Advice pass: the page may have it; hold: keep it back; swallow: part of a finished scan */

export class ScanDetector {
  constructor() {
    this.text = '';
    this.last = -Infinity;
    this.isBurst = false;
  }

  /**
   * @param {string} key as `KeyboardEvent.key` @param {number} time milliseconds
   * @returns {{advice: Advice, code?: string, began?: boolean, lost?: string}} `began`: take back the first character, which the page has had;
   *   `lost`: text kept back from an earlier burst that turned out to be typing
   */
  key(key, time) {
    const isQuick = time - this.last <= FASTEST_HAND_MS;
    const lost = isQuick ? undefined : this.giveUp();
    if (key.length === 1) {
      this.last = time;
      this.text += key;
      const began = isQuick && !this.isBurst && this.text.length >= 2;
      if (began) this.isBurst = true;
      return { advice: this.isBurst ? 'hold' : 'pass', began, lost };
    }
    if ((key === 'Enter' || key === 'Tab') && this.isBurst && isQuick) {
      const code = clean(this.text);
      const raw = this.text;
      this.reset();
      if (code.length >= SHORTEST_CODE) return { advice: 'swallow', code };
      return { advice: 'pass', lost: raw };
    }
    if (key === 'Shift' || key === 'AltGraph' || key === 'CapsLock') return { advice: 'pass', lost };
    return { advice: 'pass', lost: lost ?? this.giveUp() };
  }

  /**
   * Ends a burst that was no scan; returns what was kept back, the first character included.
   * @returns {string|undefined}
   */
  giveUp() {
    const kept = this.isBurst ? this.text : undefined;
    this.reset();
    return kept;
  }

  reset() {
    this.text = '';
    this.isBurst = false;
    this.last = -Infinity;
  }
}

/**
 * Strips the control characters and AIM identifiers (`]E0`) that scanners may put around a code.
 * @param {string} raw
 */
export function clean(raw) {
  return raw.replace(controls, '').replace(/^\][A-Za-z]\d/, '').trim();
}
