package io.github.cloudflarepcaps.bench;

import io.github.cloudflarepcaps.CloudflareClient;

/** The library's client as every benchmark here uses it: with its default settings. */
public final class Clients {
  private Clients() {}

  /** A client of the mock server. */
  public static CloudflareClient ours(String baseUrl) {
    return CloudflareClient.builder()
        .apiToken("example-token")
        .accountId(Responses.ACCOUNT)
        .baseUrl(baseUrl)
        .build();
  }
}
