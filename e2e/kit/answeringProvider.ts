const answer = `(body, headers) => ({
  response: new Response(body, { headers }),
  origin: event.origin,
})`;

/** A provider's script that answers with a word all that starts with a prefix. */
export const answeringProvider = (word: string, rule: string): string => `
  self.registerForeignFetch(${rule});
  self.addEventListener('foreignfetch', (event) => {
    const answer = ${answer};
    event.respondWith(answer('${word}'));
  });
`;
