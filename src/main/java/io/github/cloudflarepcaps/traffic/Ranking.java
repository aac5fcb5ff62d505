package io.github.cloudflarepcaps.traffic;

/**
 * The counts by key that a summary keeps, and how a packet counts in each.
 *
 * <p>Each constant has a method of its own for the sake of the JIT compiler: in a single method for
 * all of them it inlines eleven lookups, and a process that summarizes 1 GiB takes a quarter more
 * CPU time (measured in the benchmark {@code summary}).
 */
enum Ranking {
  SOURCES(2) {
    @Override
    void count(HeaderDecoder packet, long length, KeyTable table) {
      table.add(packet.version(), packet.sourceHigh(), packet.sourceLow(), 1, length);
    }
  },
  SOURCES_BY_BYTES(2) {
    @Override
    void count(HeaderDecoder packet, long length, KeyTable table) {
      table.add(packet.version(), packet.sourceHigh(), packet.sourceLow(), length, 1);
    }
  },
  DESTINATIONS(2) {
    @Override
    void count(HeaderDecoder packet, long length, KeyTable table) {
      table.add(packet.version(), packet.destinationHigh(), packet.destinationLow(), 1, length);
    }
  },
  DESTINATIONS_BY_BYTES(2) {
    @Override
    void count(HeaderDecoder packet, long length, KeyTable table) {
      table.add(packet.version(), packet.destinationHigh(), packet.destinationLow(), length, 1);
    }
  },
  CONVERSATIONS(4) {
    @Override
    void count(HeaderDecoder packet, long length, KeyTable table) {
      int version = packet.version();
      long sourceHigh = packet.sourceHigh();
      long sourceLow = packet.sourceLow();
      long destinationHigh = packet.destinationHigh();
      long destinationLow = packet.destinationLow();
      int order = Long.compareUnsigned(sourceHigh, destinationHigh);
      if (order < 0 || (order == 0 && Long.compareUnsigned(sourceLow, destinationLow) <= 0)) {
        table.add(version, sourceHigh, sourceLow, destinationHigh, destinationLow, 1, length);
      } else {
        table.add(version, destinationHigh, destinationLow, sourceHigh, sourceLow, 1, length);
      }
    }
  },
  /** Outer headers: {@link TrafficCounter} counts them while a packet is decoded. */
  TUNNELS(4) {
    @Override
    void count(HeaderDecoder packet, long length, KeyTable table) {}
  },
  SOURCE_PORTS(0) {
    @Override
    void count(HeaderDecoder packet, long length, KeyTable table) {
      if (packet.transport() >= 0 && packet.sourcePort() >= 0) {
        table.add(TrafficSummary.tag(packet.transport(), packet.sourcePort()), 1, length);
      }
    }
  },
  DESTINATION_PORTS(0) {
    @Override
    void count(HeaderDecoder packet, long length, KeyTable table) {
      if (packet.transport() >= 0 && packet.destinationPort() >= 0) {
        table.add(TrafficSummary.tag(packet.transport(), packet.destinationPort()), 1, length);
      }
    }
  },
  PROTOCOLS(0) {
    @Override
    void count(HeaderDecoder packet, long length, KeyTable table) {
      table.add(packet.protocol() + 1, 1, length);
    }
  },
  TCP_FLAGS(0) {
    @Override
    void count(HeaderDecoder packet, long length, KeyTable table) {
      if (packet.transport() >= 0 && packet.tcpFlags() >= 0) {
        table.add(packet.tcpFlags() + 1, 1, length);
      }
    }
  },
  TIMES_TO_LIVE(0) {
    @Override
    void count(HeaderDecoder packet, long length, KeyTable table) {
      table.add(packet.timeToLive() + 1, 1, length);
    }
  };

  private final int words;

  Ranking(int words) {
    this.words = words;
  }

  /** Counts a packet that has an IP header, if it has a key of this ranking. */
  abstract void count(HeaderDecoder packet, long length, KeyTable table);

  /** Whether bytes rank, and not packets. */
  boolean ofBytes() {
    return this == SOURCES_BY_BYTES || this == DESTINATIONS_BY_BYTES;
  }

  KeyTable newTable(KeyHash hashes, Median median) {
    boolean countsDistinct = this == SOURCES || this == DESTINATIONS;
    return new KeyTable(words, countsDistinct, hashes, median);
  }
}
