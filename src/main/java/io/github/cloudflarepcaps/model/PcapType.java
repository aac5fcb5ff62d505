package io.github.cloudflarepcaps.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kind of a capture, the API's {@code type}. */
public enum PcapType {
  /** A sample of past traffic, the first 160 bytes of each packet. */
  @JsonProperty("simple")
  SIMPLE,
  /** Complete packets of new traffic in one data center, written to a bucket. */
  @JsonProperty("full")
  FULL,
  /** A kind that this version does not know. */
  @JsonProperty("unrecognized")
  UNRECOGNIZED
}
