package io.github.cloudflarepcaps.traffic;

/** The counts by key that a summary keeps. */
enum Ranking {
  SOURCES(2),
  SOURCES_BY_BYTES(2),
  DESTINATIONS(2),
  DESTINATIONS_BY_BYTES(2),
  CONVERSATIONS(4),
  TUNNELS(4),
  SOURCE_PORTS(0),
  DESTINATION_PORTS(0),
  PROTOCOLS(0),
  TCP_FLAGS(0),
  TIMES_TO_LIVE(0);

  private final int words;

  Ranking(int words) {
    this.words = words;
  }

  /** Whether bytes rank, and not packets. */
  boolean ofBytes() {
    return this == SOURCES_BY_BYTES || this == DESTINATIONS_BY_BYTES;
  }

  KeyTable newTable(KeyHash hashes, Median median) {
    boolean countsDistinct = this == SOURCES || this == DESTINATIONS;
    return new KeyTable(words, countsDistinct, hashes, median);
  }
}
