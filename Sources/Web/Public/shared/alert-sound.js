/**
 * The bell: a few soft tones made on the spot, another little tune for each kind. Browsers let a page sound only after somebody has touched
 * it; until then it is locked.
 */

/** Frequencies in hertz, one after the other. @type {Record<string, number[]>} */
const tunes = {
  online_order: [1046.5, 1318.5, 1568],
  payment: [880, 1174.7],
  transfer_notice: [987.8, 784],
  chat_message: [1318.5, 1046.5],
};
const STEP = 0.16;
const LENGTH = 0.7;
/** After a tune the sound rests, so that a silent page costs a tablet nothing. */
const REST_MS = 2500;

export class Bell {
  constructor() {
    /** @type {AudioContext|null} */
    this.context = null;
    /** @type {GainNode|null} */
    this.master = null;
    /** The browser let it sound once, and so lets it again. */
    this.isUnlocked = false;
    /** @type {any} */
    this.timer = 0;
  }

  /** Called by a press; where the page was touched before, the browser lets it sound without one. @returns {Promise<boolean>} whether it can be heard now */
  async unlock() {
    try {
      this.context ??= new AudioContext();
      // Without a touch the promise stays open for ever.
      if (this.context.state !== 'running') await Promise.race([this.context.resume(), new Promise((done) => setTimeout(done, 300))]);
      this.isUnlocked = this.context.state === 'running';
      this.#rest();
    } catch {
      this.context = null;
      this.isUnlocked = false;
    }
    return this.isUnlocked;
  }

  /** @param {string} kind @param {number} volume percent */
  ring(kind, volume) {
    const { context } = this;
    if (!context || !this.isUnlocked) return false;
    this.stop();
    context.resume().catch(() => { this.isUnlocked = false; });
    this.#rest();
    const master = context.createGain();
    // Ears hear in proportions: half the way is a quarter of the power.
    master.gain.value = (volume / 100) ** 2;
    master.connect(context.destination);
    this.master = master;
    (tunes[kind] ?? tunes.online_order).forEach((frequency, index) => this.#tone(context, master, frequency, context.currentTime + index * STEP));
    return true;
  }

  /** Falls silent at once, without a click. */
  stop() {
    const { context, master } = this;
    if (!context || !master) return;
    this.master = null;
    master.gain.setTargetAtTime(0, context.currentTime, 0.01);
    setTimeout(() => master.disconnect(), 100);
  }

  /** A browser that has changed its mind waits for a touch again. */
  #rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.context?.state === 'running') this.context.suspend().catch(() => {});
      else this.isUnlocked = false;
    }, REST_MS);
  }

  /** @param {AudioContext} context @param {GainNode} master @param {number} frequency @param {number} start */
  #tone(context, master, frequency, start) {
    for (const [overtone, loudness] of [[1, 0.6], [2, 0.18], [3.01, 0.06]]) {
      const oscillator = context.createOscillator();
      const gain = context.createGain();
      oscillator.frequency.value = frequency * overtone;
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(loudness, start + 0.01);
      gain.gain.exponentialRampToValueAtTime(0.001, start + LENGTH / overtone);
      oscillator.connect(gain).connect(master);
      oscillator.start(start);
      oscillator.stop(start + LENGTH);
    }
  }
}
