/** Fills in the time zone that the browser knows, unless somebody typed one. */

const field = /** @type {HTMLInputElement|null} */ (document.querySelector('#time_zone'));
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (field && !field.value && zone) field.value = zone;
