const COLOURS = [
  'Amber',
  'Azure',
  'Coral',
  'Ivory',
  'Jade',
  'Lilac',
  'Mint',
  'Ruby',
  'Sand',
  'Teal',
];
const ANIMALS = ['crane', 'fox', 'hare', 'heron', 'lynx', 'otter', 'owl', 'seal', 'stoat', 'wren'];

const pick = (words: readonly string[]): string =>
  words[Math.floor(Math.random() * words.length)] ?? '';

/** A name by which the chat can tell tabs apart. */
export function tabName(): string {
  return `${pick(COLOURS)} ${pick(ANIMALS)}`;
}
