import { expect, test } from '@jest/globals';
import { publicInterfaces } from './publicInterfaces.mjs';

test('public interfaces are told with their options and what is written about them', () => {
  const source = `
    /** Not for anybody. */
    export interface Hidden { readonly a: string }
    /**
     * How tabs share. See {@link Other}.
     *
     * @public
     */
    export interface SharingOptions extends Base<string> {
      /** Milliseconds. Default 1000. */
      readonly linger?: number;
      readonly join?: 'live' | { readonly snapshot: string };
    }`;
  expect(publicInterfaces('file.ts', source)).toEqual([
    {
      name: 'SharingOptions',
      doc: 'How tabs share. See `Other`.',
      bases: ['Base<string>'],
      members: [
        { name: 'linger', type: 'number', doc: 'Milliseconds. Default 1000.' },
        { name: 'join', type: "'live' | { snapshot: string }", doc: '' },
      ],
    },
  ]);
});
