import { describe, expect, test } from '@jest/globals';
import { Bench } from '../testing/Bench.js';
import { gapData } from '../testing/gapData.js';
import { ModelPage } from '../testing/ModelPage.js';
import { useFakeTime } from '../testing/useFakeTime.js';
import { ResumptionRefusedError } from '../upstream/ResumptionRefusedError.js';

useFakeTime();

const foreign = (clientId: string): ModelPage =>
  new ModelPage(clientId, false, 'https://api.test/events');

/** A preflight that forbids the header: fetch fails, and no word of why. */
const forbidHeader = ({ headers }: Request): Error | undefined =>
  headers.has('last-event-id') ? new TypeError('preflight') : undefined;

describe('resume', () => {
  test('false never asks', async () => {
    const bench = new Bench({ resume: false });
    const page = await bench.join('a');
    await bench.publish(1);
    await bench.drop();
    await bench.join(page);
    await bench.publish(1);
    expect(bench.attempts).toEqual([null, null]);
    expect(page.log).toEqual(['1', gapData('not-resumed'), '2']);
  });

  test('{query} asks in the URL, and the pages still share', async () => {
    const bench = new Bench({ resume: { query: 'since' } });
    const pages = [await bench.join('a'), await bench.join('b')];
    await bench.publish(2);
    await bench.drop();
    await bench.joinAll(...pages);
    await bench.publish(1);
    expect(bench.server.connections.map(({ request }) => request.url)).toEqual([
      'https://app.test/events',
      'https://app.test/events?since=2',
    ]);
    expect(bench.attempts).toEqual([null, null]);
    for (const { log } of pages) expect(log).toEqual(['1', '2', '3']);
  });

  test('to another origin the header is used where the server allows it', async () => {
    const bench = new Bench();
    const page = await bench.join(foreign('a'));
    await bench.publish(1);
    await bench.drop();
    await bench.join(page);
    await bench.publish(1);
    expect(bench.attempts).toEqual([null, '1']);
    expect(page.log).toEqual(['1', '2']);
    expect(bench.warn).not.toHaveBeenCalled();
  });

  test('where its preflight fails, an EventSource is left to the browser, which needs none', async () => {
    const bench = new Bench({ replay: { events: 0 } });
    const [a, b] = [await bench.join(foreign('a')), await bench.join(foreign('b'))];
    const other = await bench.join(foreign('other'));
    await bench.publish(1);
    await bench.drop();
    bench.server.refusal = forbidHeader;
    for (const page of [a, b, other]) {
      await bench.join(page);
      expect(page.error).toBeInstanceOf(ResumptionRefusedError);
    }
    // It says twice that it can be reached without the header, not with it. That is believed.
    expect(bench.attempts).toEqual([null, '1', null, '1', null]);
    expect(bench.open).toBe(0);
  });

  test('after two refusals the server is no longer asked with an ID', async () => {
    const bench = new Bench({ replay: { events: 1 } });
    const pages = await Promise.all(['a', 'b', 'c', 'd'].map((id) => bench.join(foreign(id))));
    await bench.publish(1);
    await bench.drop();
    // One that is new keeps the stream alive.
    await bench.join(foreign('new'));
    await bench.publish(5);
    bench.server.refusal = forbidHeader;
    for (const page of pages) {
      await bench.join(page);
      expect(page.error).toBeInstanceOf(ResumptionRefusedError);
    }
    expect(bench.attempts).toEqual([null, null, '1', null, '1', null]);
    expect(bench.warn.mock.calls).toEqual([['resume-refused', 'https://api.test/events']]);
  });

  test('where its preflight fails, a client built on fetch has one more attempt without it', async () => {
    const bench = new Bench();
    bench.server.refusal = forbidHeader;
    const page = foreign('a');
    page.seesBreaks = true;
    await bench.join(page);
    await bench.publish(1);
    for (const expected of [
      [null, '1', null],
      [null, '1', null, '2', null],
      [null, '1', null, '2', null, null],
    ]) {
      await bench.drop();
      await bench.join(page);
      await bench.publish(1);
      expect(bench.attempts).toEqual(expected);
    }
    const told = gapData('not-resumed');
    expect(page.log).toEqual(['1', told, '2', told, '3', told, '4']);
    expect(bench.warn.mock.calls).toEqual([['resume-refused', 'https://api.test/events']]);
  });

  test('one failure of a server that was reached otherwise is taken for a passing one', async () => {
    const bench = new Bench();
    const page = foreign('a');
    page.seesBreaks = true;
    await bench.join(page);
    await bench.publish(1);
    let isFirst = true;
    bench.server.refusal = () =>
      isFirst ? new TypeError(`reset ${(isFirst = false)}`) : undefined;
    await bench.drop();
    await bench.join(page);
    for (let times = 0; times < 2; times++) {
      await bench.publish(1);
      await bench.drop();
      await bench.join(page);
    }
    expect(bench.attempts).toEqual([null, '1', null, '2', '3']);
  });

  test('a client built on fetch is told on its own way back, too', async () => {
    const bench = new Bench({ replay: { events: 1 } });
    await bench.join(foreign('b'));
    await bench.publish(3);
    bench.server.refusal = forbidHeader;
    const page = new ModelPage('a', true, 'https://api.test/events');
    page.seesBreaks = true;
    page.lastEventId = '1';
    await bench.join(page);
    await bench.publish(1);
    expect(page.log).toEqual([gapData('not-resumed'), '4']);
    expect(bench.open).toBe(1);
  });

  test('a server that is away altogether says nothing of the header', async () => {
    const bench = new Bench();
    const page = await bench.join(foreign('a'));
    await bench.publish(1);
    await bench.drop();
    bench.server.refusal = () => new TypeError('unreachable');
    await bench.join(page);
    bench.server.refusal = undefined;
    await bench.join(page);
    expect(bench.attempts).toEqual([null, '1', null, '1']);
    expect(bench.warn).not.toHaveBeenCalled();
  });

  test('to the own origin a failure is no preflight: it is not asked twice', async () => {
    const bench = new Bench();
    const page = await bench.join('a');
    await bench.publish(1);
    await bench.drop();
    bench.server.refusal = () => new TypeError('unreachable');
    await bench.join(page);
    expect(bench.attempts).toEqual([null, '1']);
  });
});
