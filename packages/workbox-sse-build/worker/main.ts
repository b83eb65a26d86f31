import { workboxSSE } from './workboxSSE.js';

Object.assign(self, { workboxSSE });
