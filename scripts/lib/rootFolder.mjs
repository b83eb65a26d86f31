import { fileURLToPath } from 'node:url';

/** The repository's root folder, with a separator at its end. */
export const rootFolder = fileURLToPath(new URL('../../', import.meta.url));
