/** A client for Cloudflare's Packet Captures API. */
module io.github.cloudflarepcaps {
  requires transitive com.fasterxml.jackson.annotation;
  requires com.fasterxml.jackson.core;
  requires transitive com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.datatype.jsr310;
  requires static transitive org.jspecify;
  requires transitive okhttp3;
  requires okio;
  // OkHttp 4 is an automatic module and cannot ask for it itself.
  requires kotlin.stdlib;

  exports io.github.cloudflarepcaps;
  exports io.github.cloudflarepcaps.model;
  exports io.github.cloudflarepcaps.pcapfile;
  exports io.github.cloudflarepcaps.traffic;
}
