import { expect, test } from '@jest/globals';
import { controlPort, DOOR_COUNT, modePort } from './doors.js';
import { MODES } from './modes.js';

test('every mode has its own port beside the control port', () => {
  const ports = MODES.map((mode) => modePort(8080, mode));
  expect(new Set([8080, ...ports]).size).toBe(DOOR_COUNT);
  expect(Math.max(...ports)).toBe(8080 + DOOR_COUNT - 1);
});

test.each(MODES)('a page of mode %s finds the control port from its own', (mode) => {
  expect(controlPort(modePort(8080, mode), mode)).toBe(8080);
});
