package io.github.cloudflarepcaps.model;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A capture as Cloudflare describes it: a {@link SimplePcap}, a {@link FullPcap}, or an {@link
 * UnknownPcap} if neither its type nor its fields identify the kind. Only the id is always there;
 * any other field is null if the response has none.
 *
 * <p>These are response records: they may gain components, so building them by constructor is
 * outside the compatibility promise.
 */
public sealed interface Pcap extends Serializable permits SimplePcap, FullPcap, UnknownPcap {

  /** Identifies the capture in other calls; at most 32 characters. */
  String id();

  /** The packets that were requested. */
  @Nullable PcapFilter filter();

  /** The progress of the capture; {@link PcapStatus#UNKNOWN} if the response has no status. */
  PcapStatus status();

  /** When the capture was requested. */
  @Nullable Instant submitted();

  /** The system that the packets were captured from: {@code magic-transit}. */
  @Nullable String system();

  /** The longest time that a full capture may take; how far back a simple one reaches. */
  @Nullable Duration timeLimit();

  /** The kind, which follows from the variant. */
  PcapType type();

  /**
   * Every field that this version does not know, and the raw value of each that it could not read,
   * by the API's names. Values are strings, numbers, booleans, and lists and maps of them; the keys
   * of a bucket are masked. Unmodifiable.
   */
  Map<String, Object> additionalFields();
}
