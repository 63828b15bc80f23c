/** A new token: made by the form of the page, its secret shown in the place of the form, once. */
import { office } from '../office/office-view.js';
import { makeOnce } from '../office/make-once-view.js';

const say = office.words('tokens.');

makeOnce({ secretOf: (made) => made.token, title: say('shown'), detail: say('shown_detail') });
