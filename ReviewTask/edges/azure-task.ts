// The pipeline agent: inputs, variables, the job's token, the log, and the result of the step.
// First, because the library prints as soon as it is loaded.
import './quiet-start.ts';
import * as agent from 'azure-pipelines-task-lib/task.js';
import type { Log } from '../ports.ts';
import type { ServiceConnection } from './entra-credential.ts';
import { createOutput, type Output, type TextSink } from './output.ts';
import { endQuietStart } from './quiet-start.ts';

/** What the agent hands over and takes back. */
export interface AzureTask {
  /** An input, trimmed; empty when absent. */
  input(name: string): string;
  /** A variable by its documented name; empty when absent. */
  variable(name: string): string;
  /** The job's own token, from the SystemVssConnection endpoint; empty when the agent gave none. */
  readonly jobToken: string;
  /** A service connection that an input names by its id; `undefined` when the agent handed none over. */
  serviceConnection(id: string): ServiceConnection | undefined;
  readonly log: Log;
  /** Has the agent mask a value in everything printed from now on. */
  maskSecret(value: string): void;
  setOutput(name: string, value: string): void;
  /** Shows a Markdown file on the run's page. */
  uploadSummary(file: string): void;
  finish(result: 'succeeded' | 'issues' | 'failed', message: string): void;
}

/** Connects to the agent that started this process. */
export function openAzureTask(sink: TextSink): AzureTask {
  const output = createOutput(sink);
  agent.setStdStream(output.commands);
  agent.setErrStream(output.commands);
  endQuietStart();
  return {
    input: (name) => (agent.getInput(name) ?? '').trim(),
    variable: (name) => (agent.getVariable(name) ?? '').trim(),
    jobToken: jobToken(),
    serviceConnection,
    log: agentLog(output),
    maskSecret: (value) => {
      for (const line of value.split(/[\r\n]+/)) for (const form of secretForms(line)) agent.setSecret(form);
    },
    setOutput: (name, value) => agent.setVariable(name, value, false, true),
    uploadSummary: (file) => agent.uploadSummary(file),
    finish: (result, message) => agent.setResult(results[result], message),
  };
}

const results = {
  succeeded: agent.TaskResult.Succeeded,
  issues: agent.TaskResult.SucceededWithIssues,
  failed: agent.TaskResult.Failed,
};

function jobToken(): string {
  return agent.getEndpointAuthorizationParameter('SystemVssConnection', 'AccessToken', true) ?? '';
}

function serviceConnection(id: string): ServiceConnection | undefined {
  const scheme = agent.getEndpointAuthorizationScheme(id, true);
  if (scheme === undefined) return undefined;
  return {
    id,
    scheme,
    parameter: (name) => (agent.getEndpointAuthorizationParameter(id, name, true) ?? '').trim(),
    data: (name) => (agent.getEndpointDataParameter(id, name, true) ?? '').trim(),
  };
}

/** A secret as it may turn up: raw, in a Basic header, in a URL. */
function secretForms(value: string): readonly string[] {
  if (value.length < 4) return [];
  const basic = Buffer.from(`:${value}`).toString('base64');
  return [...new Set([value, basic, Buffer.from(value).toString('base64'), encodeURIComponent(value)])];
}

function agentLog(output: Output): Log {
  let isOpen = false;
  const endSection = () => {
    if (isOpen) output.mark('endgroup', '');
    isOpen = false;
  };
  return {
    info: (line) => output.line(line),
    warning: (line) => agent.logIssue(agent.IssueType.Warning, singleLine(line)),
    debug: (line) => output.mark('debug', line),
    section(title) {
      endSection();
      output.mark('group', title);
      isOpen = true;
    },
    endSection,
    progress: (percent, doing) => agent.setProgress(Math.round(percent), singleLine(doing)),
  };
}

function singleLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ');
}
