import type { LogEntry } from '../kit/page/LogEntry.js';

const users = /\b(?:anna|bert|carla|dora|emil|frida|georg|hanna|ida|jan|karl|lena|mira|nobody)\b/g;

/**
 * The users that a page has been shown, in order, each once for every time in a row: whatever names one
 * in all that an EventSource has shown, or in the bytes that a client built on `fetch` has read.
 */
export const usersIn = (seen: readonly LogEntry[] | string): string[] => {
  const text = typeof seen === 'string' ? seen : JSON.stringify(seen);
  const names: readonly string[] = text.match(users) ?? [];
  return names.filter((name, index) => name !== names[index - 1]);
};
