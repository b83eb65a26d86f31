import { expect, test } from '@jest/globals';
import { openDoors, type Doors } from './openDoors.js';

const say = (text: string) => (_request: unknown, response: { end(text: string): void }) =>
  response.end(text);
const five = ['0', '1', '2', '3', '4'].map(say);

const answers = ({ controlPort }: Doors): Promise<string[]> =>
  Promise.all(
    five.map(async (_door, index) =>
      (await fetch(`http://127.0.0.1:${controlPort + index}/`)).text(),
    ),
  );

test('the listeners stand side by side, each at its own port', async () => {
  const doors = await openDoors(0, five);
  try {
    expect(await answers(doors)).toEqual(['0', '1', '2', '3', '4']);
  } finally {
    await doors.close();
  }
});

test('where the ports are taken, the next that are free are opened', async () => {
  const first = await openDoors(0, five);
  try {
    const second = await openDoors(first.controlPort, five);
    try {
      expect(second.controlPort).toBeGreaterThanOrEqual(first.controlPort + 5);
      expect(await answers(second)).toEqual(['0', '1', '2', '3', '4']);
    } finally {
      await second.close();
    }
  } finally {
    await first.close();
  }
});

test('where no row of ports is free, it says so', async () => {
  await expect(openDoors(65_535, five)).rejects.toThrow(
    'Found no 6 free ports side by side from 65535 on; try another --port.',
  );
});
