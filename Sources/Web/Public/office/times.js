/** Moments in the shop's time zone: the hour today, the weekday this week, then the date. */

const DAY = 86_400_000;

/** @param {{locale: string, timeZone: string}} shop */
export function makeTimes({ locale, timeZone }) {
  const format = (/** @type {Intl.DateTimeFormatOptions} */ options) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const hour = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const weekday = format({ weekday: 'short' });
  const date = format({ day: 'numeric', month: 'short' });
  const dateOfYear = format({ day: 'numeric', month: 'short', year: 'numeric' });
  const full = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const days = (/** @type {Date} */ moment) => Date.parse(`${day.format(moment)}T00:00:00Z`) / DAY;
  return {
    /** @param {string|null|undefined} text RFC 3339 @param {Date} [now] */
    short(text, now = new Date()) {
      if (!text) return '';
      const moment = new Date(text);
      const ago = days(now) - days(moment);
      if (ago === 0) return hour.format(moment);
      if (ago > 0 && ago < 7) return weekday.format(moment);
      return day.format(moment).slice(0, 4) === day.format(now).slice(0, 4) ? date.format(moment) : dateOfYear.format(moment);
    },
    /** "14:32" @param {string} text */
    hour: (text) => hour.format(new Date(text)),
    /** "12 Mar 2026" @param {string} text */
    date: (text) => dateOfYear.format(new Date(text)),
    /** With weekday, date and hour. @param {string|null|undefined} text */
    full: (text) => (text ? full.format(new Date(text)) : ''),
    /** The calendar day as `2026-03-12`. @param {string|Date} moment */
    day: (moment) => day.format(new Date(moment)),
    /**
     * The moment at which a calendar day of the shop begins, as RFC 3339 in UTC.
     * @param {string} text `2026-03-12`
     */
    startOfDay: (text) => startOfDay(text, timeZone),
  };
}

/** @param {string} text @param {string} timeZone */
function startOfDay(text, timeZone) {
  const wanted = Date.parse(`${text}T00:00:00Z`);
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  });
  const wall = (/** @type {number} */ at) => {
    const read = Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, part.value]));
    return Date.parse(`${read.year}-${read.month}-${read.day}T${read.hour}:${read.minute}:${read.second}Z`);
  };
  // Twice, because the first guess may lie on the other side of a change of clocks.
  let at = wanted - (wall(wanted) - wanted);
  at -= wall(at) - wanted;
  return new Date(at).toISOString();
}

/**
 * A calendar day some days away.
 * @param {string} text `2026-03-12` @param {number} count
 */
export function addDays(text, count) {
  return new Date(Date.parse(`${text}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10);
}
