package io.github.cloudflarepcaps.model;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A capture as Cloudflare knows it: a {@link SimplePcap}, a {@link FullPcap}, or an {@link
 * UnknownPcap} when it is neither by its type nor by its fields. Every field is optional in the
 * API, so each is null where Cloudflare gave none.
 *
 * <p>These are answers: their records may gain components, so building them by constructor is
 * outside the compatibility promise.
 */
public sealed interface Pcap extends Serializable permits SimplePcap, FullPcap, UnknownPcap {

  /** What the other calls name the capture by, at most 32 characters. */
  @Nullable String id();

  /** Which packets were asked for. */
  @Nullable PcapFilter filter();

  /** How far the capture has come; {@link PcapStatus#UNKNOWN} if the answer does not say. */
  PcapStatus status();

  /** When the capture was asked for. */
  @Nullable Instant submitted();

  /** The system the packets were captured from: {@code magic-transit}. */
  @Nullable String system();

  /** How long the capture may take (full), or how far back it looks (simple). */
  @Nullable Duration timeLimit();

  /** The kind, which follows from the variant. */
  PcapType type();

  /**
   * Every field that this version does not know, and the raw value of each that it could not read,
   * by the API's names. Values are strings, numbers, booleans, and lists and maps of them; secrets
   * of a bucket are masked. Unmodifiable.
   */
  Map<String, Object> additionalFields();
}
