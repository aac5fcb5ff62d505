package io.github.cloudflarepcaps.pcapfile;

/** An interface of a pcapng section: its link type, its snap length and its clock. */
record PcapngInterface(int linkType, long snapLength, PcapngClock clock) {}
