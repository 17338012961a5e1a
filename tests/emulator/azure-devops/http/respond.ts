// Turns answers into bytes on the wire, with the service's usual headers, and with trouble where it was ordered.
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { EmulatedIdentity } from '../state/identity.ts';
import { stableGuid } from '../state/identity.ts';
import { type Answer, json, textAnswer } from './answer.ts';
import type { FaultAction } from './faults.ts';

export interface AnswerNotes {
  /** Echoed in the content type. */
  readonly apiVersion: string | undefined;
  readonly identity: EmulatedIdentity | undefined;
  /** True for the service in the cloud. */
  readonly isHosted: boolean;
  /** Counts requests, for ids that differ from one to the next. */
  readonly sequence: number;
}

interface Wire {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

function usualHeaders({ identity, isHosted, sequence }: AnswerNotes): Record<string, string> {
  const activity = stableGuid('activity', sequence);
  return {
    'Cache-Control': 'no-cache',
    Pragma: 'no-cache',
    Expires: '-1',
    P3P: 'CP="CAO DSP COR ADMa DEV CONo TELo CUR PSA PSD TAI IVDo OUR SAMi BUS DEM NAV STA UNI COM INT PHY ONL FIN PUR LOC CNT"',
    ActivityId: activity,
    'X-VSS-E2EID': activity,
    'X-TFS-ProcessId': stableGuid('process'),
    'X-TFS-Session': stableGuid('session', sequence),
    ...(isHosted ? hostedHeaders(activity) : {}),
    ...(identity ? { 'X-VSS-UserData': `${identity.id}:${identity.uniqueName}` } : {}),
  };
}

/** What the cloud's front door adds. */
function hostedHeaders(activity: string): Record<string, string> {
  return {
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    'X-VSS-SenderDeploymentId': stableGuid('deployment'),
    'X-MSEdge-Ref': `Ref A: ${activity.replaceAll('-', '').toUpperCase()} Ref B: EMULATOR Ref C: 2026-01-01T00:00:00Z`,
  };
}

/** The exact status, headers and bytes of an answer. */
export function wireForm(answer: Answer, notes: AnswerNotes): Wire {
  const { body, status } = answer;
  const version = notes.apiVersion === undefined ? '' : `; api-version=${notes.apiVersion}`;
  const content =
    body.kind === 'json'
      ? { type: `application/json; charset=utf-8${version}`, bytes: Buffer.from(JSON.stringify(body.value)) }
      : body.kind === 'bytes'
        ? { type: body.type, bytes: Buffer.from(body.bytes) }
        : { type: undefined, bytes: Buffer.alloc(0) };
  const identity = status === 401 ? undefined : notes.identity;
  const headers = {
    ...usualHeaders({ ...notes, identity }),
    ...(content.type === undefined ? {} : { 'Content-Type': content.type }),
    ...(status === 204 ? {} : { 'Content-Length': String(content.bytes.length) }),
    ...answer.headers,
  };
  return { status, headers, bytes: content.bytes };
}

/** The answer that a fault puts in place of the real one, where it does. */
export function replacedAnswer(action: FaultAction): Answer | undefined {
  if (action.kind === 'html') {
    const page =
      action.body ?? '<!DOCTYPE html><html><head><title>Azure DevOps Services</title></head><body></body></html>';
    return textAnswer('text/html; charset=utf-8', page, action.status ?? 200);
  }
  if (action.kind !== 'answer') return undefined;
  const { status, body = '', headers = {} } = action;
  if (typeof body === 'string') return textAnswer('text/plain; charset=utf-8', body, status, headers);
  if (!(body instanceof Uint8Array)) return json(body, status, headers);
  return { status, headers, body: { kind: 'bytes', type: 'application/octet-stream', bytes: body } };
}

async function drip(response: ServerResponse, bytes: Buffer, size: number, milliseconds: number): Promise<void> {
  for (let start = 0; start < bytes.length && !response.destroyed; start += size) {
    response.write(bytes.subarray(start, start + size));
    await pause(milliseconds, undefined, { ref: false });
  }
  response.end();
}

/** Sends an answer, with what the fault says about the way it is sent. */
export async function send(response: ServerResponse, wire: Wire, action: FaultAction | undefined): Promise<void> {
  const extra = action?.kind === 'headers' ? action.headers : {};
  const headers: Record<string, string> = { ...wire.headers, ...extra };
  if (action?.kind === 'drip' || (action?.kind === 'truncate' && action.abort !== true))
    delete headers['Content-Length'];
  response.writeHead(wire.status, headers);
  if (action?.kind === 'drip') return drip(response, wire.bytes, action.bytes ?? 16, action.milliseconds ?? 5);
  if (action?.kind !== 'truncate') {
    response.end(wire.bytes);
    return;
  }
  const part = wire.bytes.subarray(0, action.bytes ?? Math.floor(wire.bytes.length / 2));
  if (action.abort === true) response.write(part, () => response.destroy());
  else response.end(part);
}
