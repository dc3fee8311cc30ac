import type { Place } from "../../src/release/place.ts";
import type { ReleaseInfo } from "../../src/release/publish.ts";

/** What a release says of itself, for tests that care for its files alone. */
export function minimalRelease(info: Partial<ReleaseInfo> = {}): ReleaseInfo {
  return {
    edition: "public",
    as_at: "2026-09-30",
    example: false,
    notice: null,
    software: { name: "gweithlu", version: "0.0.0" },
    fingerprint: "a",
    policy: { threshold: 5, sensitive_denominator: 10 },
    inputs: [],
    ...info,
  };
}

export function firstPlace(place: Partial<Place> = {}): Place {
  return { release: "2026-09-30-1", previous: null, history: [], expected: null, ...place };
}
