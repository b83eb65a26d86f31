/**
 * Installs the worker, if the way has one, so that it controls every tab from its first request on;
 * then opens the tabs, all but the last of which are hidden, as a user's are.
 */
const main = async (): Promise<void> => {
  const parameters = new URLSearchParams(location.search);
  const worker = parameters.get('worker');
  if (worker !== null) await install(`/site/${worker}.js`);
  const tabs = Number(parameters.get('tabs'));
  for (let tab = 1; tab <= tabs; tab++) {
    parameters.set('tab', String(tab));
    open(`/site/?${parameters.toString()}`, '_blank', 'noopener');
  }
};

const install = async (script: string): Promise<void> => {
  const { installing, active } = await navigator.serviceWorker.register(script);
  await new Promise<void>((resolve) => {
    const check = (): void => {
      if (active || installing?.state === 'activated') resolve();
    };
    installing?.addEventListener('statechange', check);
    check();
  });
};

void main();
