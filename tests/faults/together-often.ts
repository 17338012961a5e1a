// The same as together.test.ts with many more draws, for `npm run test:faults`.
import { describeRunsTogether } from './together.ts';

describeRunsTogether(30);
