package io.github.cloudflarepcaps;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What is known of a call when it fails. */
record CallContext(
    @Nullable String method,
    @Nullable String path,
    @Nullable String rayId,
    @Nullable String pcapId,
    int attempts,
    boolean outcomeUnknown)
    implements Serializable {

  /** For a failure that is about a capture and not about one call. */
  static CallContext ofPcap(@Nullable String pcapId) {
    return new CallContext(null, null, null, pcapId, 0, false);
  }

  /** For a failure that is about no call in particular. */
  static CallContext none() {
    return ofPcap(null);
  }

  /** This context with the id that an answer gave, if it gave one. */
  CallContext withPcapId(@Nullable String id) {
    return id == null ? this : new CallContext(method, path, rayId, id, attempts, outcomeUnknown);
  }

  /** This context of a call that the API itself said no to: nothing has happened. */
  CallContext refused() {
    return new CallContext(method, path, rayId, pcapId, attempts, false);
  }

  CallContext withRayId(@Nullable String ray) {
    return new CallContext(method, path, ray, pcapId, attempts, outcomeUnknown);
  }

  /** {@code GET /accounts/…/pcaps}. */
  String call() {
    return method + " " + path;
  }
}
