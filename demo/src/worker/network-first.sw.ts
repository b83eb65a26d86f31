import { startShell } from './startShell.js';

declare const self: ServiceWorkerGlobalScope;

startShell(self.__WB_MANIFEST);
