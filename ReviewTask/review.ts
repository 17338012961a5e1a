// The story of a review: who calls whom, from the pull request to the status. Each call is a room.
import { type InputReading, type InputTexts } from './config/inputs.ts';
