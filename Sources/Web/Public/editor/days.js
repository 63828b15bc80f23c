/** Days and hours in the shop's time zone, wherever the reader sits. Pure. */

/**
 * Year, month, day, hour and minute of an instant in a time zone.
 * @param {number|string} instant @param {string} zone
 */
function clock(instant, zone) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  }).formatToParts(new Date(instant));
  return Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
}

/** @param {number|string} instant @param {string} zone the day as a date field takes it, "2026-03-12" */
export function dayOf(instant, zone) {
  const { year, month, day } = clock(instant, zone);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/**
 * The instant of a day at the hour that `like` shows, so that a changed date keeps its time of day.
 * @param {string} day "2026-03-12" @param {number|string} like @param {string} zone @returns {string} RFC 3339, UTC
 */
export function instantOn(day, like, zone) {
  const [year, month, date] = day.split('-').map(Number);
  const { hour, minute, second } = clock(like, zone);
  const wanted = Date.UTC(year, month - 1, date, hour, minute, second);
  let guess = wanted;
  // Twice, because the offset at the first guess may be that of the other side of a clock change.
  for (let turn = 0; turn < 2; turn += 1) {
    const shown = clock(guess, zone);
    guess += wanted - Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute, shown.second);
  }
  return new Date(guess).toISOString();
}

/**
 * "14:32" today, "Tue 14:32" this week, else the date.
 * @param {number|string} instant @param {string} locale @param {string} zone @param {number} now
 */
export function shortTime(instant, locale, zone, now) {
  const hour = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(instant));
  if (dayOf(instant, zone) === dayOf(now, zone)) return hour;
  const isRecent = Math.abs(now - new Date(instant).getTime()) < 6 * 86_400_000;
  if (isRecent) return `${new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: 'short' }).format(new Date(instant))} ${hour}`;
  return longDay(instant, locale, zone);
}

/** @param {number|string} instant @param {string} locale @param {string} zone "12 Mar 2026" */
export const longDay = (instant, locale, zone) =>
  new Intl.DateTimeFormat(locale, { timeZone: zone, day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(instant));
