/** A new receiver of events: made by the form of the page, its signing secret shown in the place of the form, once. */
import { office } from '../office/office-view.js';
import { makeOnce } from '../office/make-once-view.js';

const say = office.words('webhooks.');

makeOnce({ secretOf: (made) => made.secret, title: say('shown'), detail: say('shown_detail') });
