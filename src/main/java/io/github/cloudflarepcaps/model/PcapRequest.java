package io.github.cloudflarepcaps.model;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What to capture: a {@link SimplePcapRequest} or a {@link FullPcapRequest}. */
public sealed interface PcapRequest extends Serializable
    permits SimplePcapRequest, FullPcapRequest {

  /** How long the capture may take, in whole seconds. */
  Duration timeLimit();

  /** Which packets to take; {@code null} takes them all. */
  @Nullable PcapFilter filter();
}
