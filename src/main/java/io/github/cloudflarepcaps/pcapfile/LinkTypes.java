package io.github.cloudflarepcaps.pcapfile;

import java.io.IOException;

/** The one link type that all captures of a merge must have. */
final class LinkTypes {

  private int common = -1;
  private String of = "";

  /**
   * Takes in a link type of a capture.
   *
   * @throws IOException if it differs from the ones before; the message names both captures
   */
  void add(String capture, int linkType) throws IOException {
    int canonical = LinkType.canonical(linkType);
    if (common < 0) {
      common = canonical;
      of = capture;
    } else if (canonical != common) {
      throw new IOException(
          "captures of different link types cannot be merged: "
              + (of + " has " + LinkType.name(common))
              + (", " + capture + " has " + LinkType.name(linkType)));
    }
  }

  /** -1 as long as there is none. */
  int common() {
    return common;
  }
}
