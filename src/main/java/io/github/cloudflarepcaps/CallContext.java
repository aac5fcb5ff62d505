package io.github.cloudflarepcaps;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What is known about a call when it fails; null where the failure is not about a single call. */
record CallContext(
    @Nullable String method,
    @Nullable String path,
    @Nullable String rayId,
    @Nullable String pcapId,
    int attempts,
    boolean outcomeUnknown)
    implements Serializable {

  /** For a failure that is about a capture and not about a single call. */
  static CallContext ofPcap(@Nullable String pcapId) {
    return new CallContext(null, null, null, pcapId, 0, false);
  }

  /** For a failure that is about no single call. */
  static CallContext none() {
    return ofPcap(null);
  }

  /** This context with the id, if there is one. */
  CallContext withPcapId(@Nullable String id) {
    return id == null ? this : new CallContext(method, path, rayId, id, attempts, outcomeUnknown);
  }

  /** This context for a call that the API itself rejected: it had no effect. */
  CallContext withKnownOutcome() {
    return new CallContext(method, path, rayId, pcapId, attempts, false);
  }

  CallContext withRayId(@Nullable String ray) {
    return new CallContext(method, path, ray, pcapId, attempts, outcomeUnknown);
  }

  /** The request line: {@code GET /accounts/…/pcaps}. */
  String call() {
    return method + " " + path;
  }
}
