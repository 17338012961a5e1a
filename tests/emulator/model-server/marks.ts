// How a model that heeds its question repeats the marks in it, and how a server with a small window loses one.
import type { ChatRequest, Step } from './script.ts';

/** A token is taken for four characters. */
const charactersPerToken = 4;

/** Cuts a prompt that is longer than the window at its beginning: first the system text, then the question. */
export function cutToWindow(request: ChatRequest, window: number): ChatRequest {
  const excess = request.system.length + request.user.length - window * charactersPerToken;
  if (window === 0 || excess <= 0) return request;
  const system = request.system.slice(excess);
  return { ...request, system, user: request.user.slice(Math.max(0, excess - request.system.length)) };
}

/** The step with the marks that the question shows in its `echo`, where the question asks for one and the script gives none. */
export function echoing(step: Step, request: ChatRequest): Step {
  if (step.kind !== 'answer' || !isPlainObject(step.object) || 'echo' in step.object) return step;
  if (!request.user.includes('set "echo"')) return step;
  const marks = request.user.match(/\bmark-[0-9a-z]{6}\b/g) ?? [];
  return { ...step, object: { ...step.object, echo: [...new Set(marks)].join(' ') } };
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
