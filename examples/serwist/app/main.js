const { serviceWorker } = navigator;
const show = (id, text) => (document.getElementById(id).textContent = text);

await serviceWorker.register('/sw.js');
// On the first visit of all the worker takes over a moment later. A page that loads meanwhile may be missed,
// and streams without it until it is loaded again.
if (!serviceWorker.controller) {
  await new Promise((resolve) => {
    serviceWorker.addEventListener('controllerchange', resolve, { once: true });
    setTimeout(resolve, 3000);
  });
}

let events = 0;
new EventSource('/events/clock').addEventListener('message', ({ data }) => {
  const { connections } = JSON.parse(data);
  show('events', ++events);
  show('connections', connections);
});
