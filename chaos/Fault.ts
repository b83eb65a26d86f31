import type { BrowserName } from '../e2e/kit/BrowserName.js';
import type { Random } from './Random.js';
import type { Scene } from './Scene.js';

/** Something that goes wrong, and is over when the promise resolves. */
export interface Fault {
  /** Where it can be brought about; default: everywhere. */
  readonly browsers?: readonly BrowserName[];
  /** Milliseconds that it takes, where that is so long that a campaign has it once only. */
  readonly takes?: number;
  readonly inflict: (scene: Scene, random: Random) => Promise<void>;
}
