/** Breaks a text into lines at its spaces; every line but the first is indented. */
export function wrapped(text: string, width: number, indent: string): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const lines: string[] = [];
      let current = '';
      for (const word of line.split(' ')) {
        if (current !== '' && current.length + 1 + word.length > width - indent.length) {
          lines.push(current);
          current = word;
        } else {
          current = current === '' ? word : `${current} ${word}`;
        }
      }
      return [...lines, current];
    })
    .join(`\n${indent}`);
}
