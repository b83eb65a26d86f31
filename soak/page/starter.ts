/**
 * Installs the worker, so that it controls every tab from its first request on, then opens the tabs,
 * all but the last of which are then hidden.
 */
const main = async (): Promise<void> => {
  const { installing, active } = await navigator.serviceWorker.register('/site/worker.js');
  await new Promise<void>((resolve) => {
    const check = (): void => {
      if (active || installing?.state === 'activated') resolve();
    };
    installing?.addEventListener('statechange', check);
    check();
  });
  const parameters = new URLSearchParams(location.search);
  const tabs = Number(parameters.get('tabs'));
  for (let tab = 1; tab <= tabs; tab++) {
    parameters.set('tab', String(tab));
    open(`/site/?${parameters.toString()}`, '_blank', 'noopener');
  }
};

void main();
