import type { Candidate, Places } from "./candidates.ts";
import type { Probed } from "./probe.ts";

/** A server that was found. */
export interface Found {
  readonly candidate: Candidate;
  readonly version: string;
}

/** That none was found, and what that is due to. */
export interface Missing {
  /** What was tried, a line each. */
  readonly tried: readonly string[];
  /** The interpreter that the server belongs into, as far as one is known. */
  readonly interpreter: string | undefined;
  readonly areSomeUntrusted: boolean;
  /** Whether a setting named the only place. */
  readonly isConfigured: boolean;
}

/** Return the first candidate that has a server; or what was tried, if none has. */
export async function search(
  places: Places,
  probe: (candidate: Candidate) => Promise<Probed>,
): Promise<Found | Missing> {
  const tried: string[] = [];
  let interpreter: string | undefined;
  for (const candidate of places.candidates) {
    const probed = await probe(candidate);
    if (probed.works) return { candidate, version: probed.version };
    tried.push(`${candidate.command[0]} (${candidate.origin}): ${probed.why}`);
    if (probed.isThere) interpreter ??= candidate.interpreter;
  }
  const { areSomeUntrusted, isConfigured } = places;
  return { tried, interpreter, areSomeUntrusted, isConfigured };
}

export function isFound(outcome: Found | Missing): outcome is Found {
  return "candidate" in outcome;
}
