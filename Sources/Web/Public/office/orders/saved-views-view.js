/** Keeping a list under a name, one's own or everybody's. */
import { ask, dialogForm, field } from '../../shared/dialog-view.js';
import { h } from '../../shared/render-view.js';
import { viewQuery } from './filter.js';

/**
 * Asks for the name; with a view it renames that.
 * @param {any} page @param {any} [view]
 */
export async function saveView(page, view = null) {
  const { office, say, list } = page;
  const isSharing = office.may('share_views');
  let name = view?.name ?? '';
  let isShared = view?.shared ?? false;
  /** @type {string|null} */
  let error = null;
  const saved = await ask(({ close, refresh }) => dialogForm({
    title: view ? say('view.rename') : say('view.save'), say: office.say, close, submitLabel: say('view.keep'), error,
    isReady: Boolean(name.trim()),
    submit: async () => {
      try {
        const body = { name: name.trim(), ...(isShared !== (view?.shared ?? false) ? { shared: isShared } : {}) };
        const answer = view
          ? (await office.api.call('PATCH', `/saved_views/${view.id}`, body)).body
          : await office.api.post('/saved_views', { ...body, query: viewQuery(list.filter) });
        close(answer);
      } catch (problem) {
        error = office.explain(problem);
        refresh();
      }
    },
  },
  field({ label: say('view.name'), id: 'view-name', value: name, maxlength: 60, autofocus: true, dir: 'auto', oninput: (/** @type {any} */ event) => { name = event.target.value; refresh(); } }),
  h('label', { class: 'check' },
    h('input', { type: 'checkbox', checked: isShared, 'aria-disabled': isSharing ? null : 'true', onchange: (/** @type {any} */ event) => { isShared = isSharing && event.target.checked; refresh(); } }),
    h('span', null, say('view.share'), isSharing ? null : h('small', { class: 'hint' }, ` ${say('view.share.reason')}`)))));
  if (!saved) return;
  page.views = view ? page.views.map((/** @type {any} */ each) => (each.id === view.id ? saved : each)) : [saved, ...page.views];
  if (view) page.refresh(); else page.narrow({ view: saved.id });
}

/** @param {any} page @param {any} view @param {any} changes */
export async function changeView(page, view, changes) {
  try {
    const { body } = await page.office.api.call('PATCH', `/saved_views/${view.id}`, changes);
    page.views = page.views.map((/** @type {any} */ each) => (each.id === view.id ? body : each));
    page.office.toasts.show(page.say('view.updated', { name: view.name }), { icon: 'check' });
  } catch (error) {
    page.office.toasts.show(page.office.explain(error), { icon: 'warning' });
  }
  page.refresh();
}

/** @param {any} page @param {any} view */
export async function removeView(page, view) {
  const { office, say } = page;
  try {
    await office.api.call('DELETE', `/saved_views/${view.id}`);
  } catch (error) {
    office.toasts.show(office.explain(error), { icon: 'warning' });
    return;
  }
  page.views = page.views.filter((/** @type {any} */ each) => each.id !== view.id);
  page.narrow({ view: null });
  office.toasts.show(say('view.deleted', { name: view.name }), {
    icon: 'trash',
    actions: [{
      label: office.say('undo'),
      run: async () => {
        const body = { name: view.name, query: view.query, ...(view.shared ? { shared: true } : {}) };
        page.views = [await office.api.post('/saved_views', body), ...page.views];
        page.refresh();
      },
    }],
  });
}
