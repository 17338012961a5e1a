// Two runs at once on one pull request: what they leave is what one run alone would have left. More draws in `npm run test:faults`.
import { describeRunsTogether } from './together.ts';

describeRunsTogether(5);
