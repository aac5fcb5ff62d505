package io.github.cloudflarepcaps.model;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Requests a capture: a {@link SimplePcapRequest} or a {@link FullPcapRequest}. */
public sealed interface PcapRequest extends Serializable
    permits SimplePcapRequest, FullPcapRequest {

  /** How far back a simple capture reaches, or how long a full one may take; whole seconds. */
  Duration timeLimit();

  /** The packets to capture; {@code null} captures all of them. */
  @Nullable PcapFilter filter();
}
