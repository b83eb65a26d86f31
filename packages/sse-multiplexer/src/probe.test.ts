import { expect, test, jest } from '@jest/globals';
import { Bench } from './testing/Bench.js';
import { ModelPage } from './testing/ModelPage.js';
import { ModelServer } from './testing/ModelServer.js';
import { settle } from './testing/settle.js';
import { useFakeTime } from './testing/useFakeTime.js';
useFakeTime();

test('refused keeps departures?', async () => {
  const b = new Bench();
  const [a, c] = [new ModelPage('a'), new ModelPage('c')];
  await b.join(a, c);
  await b.publish(2);
  await b.drop();
  b.server.refusal = () => new Response(null, { status: 503 });
  await b.join(a);
  b.server.refusal = undefined;
  b.server.publish(2);
  await b.join(c);
  await b.publish(1);
  console.log(a.readyState, c.log, b.attempts);
});
test('two EventSources, cross-origin, header refused forever', async () => {
  const b = new Bench();
  const page = () => new ModelPage('a', false, 'https://api.test/e');
  const p = page();
  b.server.refusal = () =>
    b.server.connections.at(-1)!.lastEventId !== null
      ? new TypeError('preflight')
      : (undefined as never);
  await b.join(p);
  await b.publish(2);
  await b.drop();
  b.server.publish(1);
  await b.join(p);
  console.log(p.log, b.attempts, b.warn.mock.calls);
  await b.publish(1);
  await b.drop();
  await b.join(p);
  console.log(p.log, b.attempts, b.warn.mock.calls);
});
test('id too long for spread', async () => {
  const b = new Bench({}, new ModelServer(false));
  const p = await b.join('a');
  await b.send(`id: ${'x'.repeat(300000)}\ndata: 1\n\n`);
  await b.drop();
  await b.join(p);
  console.log(p.readyState, String(p.error), b.attempts.length);
});
test('replay returns into fresh', async () => {
  // returning page after overdue, worker etc.
  const b = new Bench({ maxQueueBytes: 30 });
  const p = new ModelPage('slow');
  p.isReading = false;
  const q = new ModelPage('fast');
  await b.join(p, q);
  for (let i = 0; i < 6; i++) await b.publish(2);
  p.readOn();
  await settle();
  console.log(p.log, p.readyState, q.log.length, b.open);
  await b.join(p);
  await b.publish(1);
  console.log(p.log, p.readyState, q.log.length, b.open, b.attempts);
});
