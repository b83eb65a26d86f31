import { describeApps } from '../kit/describeApps.js';

describeApps('production');
