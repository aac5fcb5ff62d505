package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kind of a capture, as its {@code type} says. */
public enum PcapType {
  /** Sampled traffic that has already passed, the first 160 bytes of each packet. */
  @JsonProperty("simple")
  SIMPLE,
  /** Whole packets of new traffic in one data centre, written to a bucket. */
  @JsonProperty("full")
  FULL,
  /** A kind that this version does not know. */
  @JsonProperty("unrecognized")
  UNRECOGNIZED
}
