// The Azure Pipelines entry: makes the edges, calls review(), maps the outcome to the step's result.
import { type Connection, readConnection } from './config/connection.ts';
import { type InputReading, readInputs } from './config/inputs.ts';
import { runPageUrl } from './config/run-page.ts';
import { connectAzureDevOps } from './edges/azure-devops.ts';
import { type AzureTask, openAzureTask } from './edges/azure-task.ts';
import { systemClock } from './edges/clock.ts';
import { type Ending, watchEnding } from './edges/ending.ts';
import { openWorkspace } from './edges/git.ts';
import { createLanguageModel } from './edges/openai.ts';
import { createPrintingPublisher } from './edges/printing-publisher.ts';
import { writeReport } from './edges/report-file.ts';
import { explanationOf } from './errors.ts';
import type { Outcome } from './model/outcome.ts';
import { localBlobs, review, type World } from './review.ts';
import { tellOutcome } from './tell-outcome.ts';
