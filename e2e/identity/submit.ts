import type { Tab } from '../kit/Tab.js';

/** Sends a form, as a user does, and waits for the page that comes of it. */
export const submit = async (tab: Tab, url: string, method: 'get' | 'post'): Promise<void> => {
  const loaded = tab.page.waitForNavigation();
  await tab.page.evaluate(
    (action, how) => {
      const form = document.createElement('form');
      form.method = how;
      // The query of an action is replaced by the fields of a form that is sent by GET.
      const { pathname, searchParams } = new URL(action, location.href);
      form.action = how === 'get' ? pathname : action;
      for (const [name, value] of how === 'get' ? searchParams : []) {
        const field = document.createElement('input');
        Object.assign(field, { name, value });
        form.append(field);
      }
      document.documentElement.append(form);
      form.submit();
    },
    url,
    method,
  );
  await loaded;
};
