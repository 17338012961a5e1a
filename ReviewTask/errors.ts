// The three errors that stop a run. Each says what happened, why probably, and what to do about it.

/** What a person needs to get past an error. */
export interface Explanation {
  /** Stable kebab-case name; the anchor of the matching entry in the troubleshooting page. */
  readonly code: string;
  /** What happened and why probably, in one or two sentences. Never holds a secret. */
  readonly problem: string;
  /** What to do, and where. */
  readonly fix: string;
}

class ExplainedError extends Error implements Explanation {
  readonly code: string;
  readonly problem: string;
  readonly fix: string;

  constructor(explanation: Explanation, cause?: unknown) {
    super(explanation.problem, cause === undefined ? undefined : { cause });
    this.code = explanation.code;
    this.problem = explanation.problem;
    this.fix = explanation.fix;
  }
}

/** The inputs or the configuration file cannot be used as they are. */
export class ConfigError extends ExplainedError {
  override readonly name = 'ConfigError';
}

/** The service understood the request and will not allow it: token, scope, permission or visibility. */
export class AccessError extends ExplainedError {
  override readonly name = 'AccessError';
}

/** A service failed, or answered with something that cannot be used. */
export class ServiceError extends ExplainedError {
  override readonly name = 'ServiceError';
}

/** Not a failure: a newer push, a later run or the end of the pull request has made this run pointless. `cause` says which. */
export class OvertakenError extends ExplainedError {
  override readonly name = 'OvertakenError';

  constructor(why: string) {
    super({
      code: 'superseded',
      problem: `AI review superseded: ${why}.`,
      fix: 'Nothing is left to do: the run that reviews the newest state says what it finds.',
    });
  }
}

/** The explanation carried by one of the three errors; `undefined` for anything else, which is a bug of ours. */
export function explanationOf(error: unknown): Explanation | undefined {
  return error instanceof ExplainedError ? error : undefined;
}
