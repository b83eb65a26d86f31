const { serviceWorker } = navigator;
const show = (id, text) => (document.getElementById(id).textContent = text);

await serviceWorker.register('/sw.js');
// On the first visit of all the worker takes over a moment later.
if (!serviceWorker.controller) {
  await new Promise((resolve) => {
    serviceWorker.addEventListener('controllerchange', resolve, { once: true });
  });
}

let events = 0;
new EventSource('/events/clock').addEventListener('message', ({ data }) => {
  const { connections } = JSON.parse(data);
  show('events', ++events);
  show('connections', connections);
});
