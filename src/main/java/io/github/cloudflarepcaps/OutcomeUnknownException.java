package io.github.cloudflarepcaps;

import org.jspecify.annotations.Nullable;

/**
 * A create, add or validate was sent and no complete response arrived: it may have taken effect. It
 * is never retried automatically. Check the list before retrying:
 *
 * <pre>{@code
 * Instant before = Instant.now().minusSeconds(5);
 * try {
 *   return pcaps.create(request);
 * } catch (OutcomeUnknownException e) {
 *   if (e.pcapId() != null) {
 *     return pcaps.get(e.pcapId());
 *   }
 *   for (Pcap pcap : pcaps.list()) {
 *     boolean recent = pcap.submitted() != null && pcap.submitted().isAfter(before);
 *     if (recent && Objects.equals(pcap.filter(), request.filter())) {
 *       return pcap;
 *     }
 *   }
 *   return pcaps.create(request);
 * }
 * }</pre>
 *
 * <p>{@link #pcapId()} is set if the part of the response that arrived contains the id.
 */
public final class OutcomeUnknownException extends TransportException {
  private static final long serialVersionUID = 1;

  OutcomeUnknownException(String message, @Nullable Throwable cause, CallContext context) {
    super(message, cause, context);
  }

  @Override
  OutcomeUnknownException copy(String message, CallContext context) {
    return new OutcomeUnknownException(message, getCause(), context);
  }
}
