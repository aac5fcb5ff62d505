package io.github.cloudflarepcaps;

import org.jspecify.annotations.Nullable;

/**
 * A create, add or validate was sent, and no whole answer came: it may have happened. It is never
 * sent again on its own. Look at the list:
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
 * <p>{@link #pcapId()} is set if the id was in the part of the answer that did come.
 */
public final class OutcomeUnknownException extends TransportException {
  private static final long serialVersionUID = 1;

  OutcomeUnknownException(String message, @Nullable Throwable cause, CallContext context) {
    super(message, cause, context);
  }
}
