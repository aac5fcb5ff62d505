package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import java.nio.file.Path;
import java.util.Objects;

/** Opens downloads, and saves them; a broken one starts over once. */
final class Downloads {
  private final Transport transport;
  private final String account;

  Downloads(Transport transport, String account) {
    this.transport = transport;
    this.account = account;
  }

  PcapDownload open(String pcapId) {
    try {
      return transport.call(Operation.downloadPcap(account, pcapId)).result();
    } catch (ApiException e) {
      throw explained(e, pcapId);
    }
  }

  PcapFile save(String pcapId, Path file, ProgressListener progress) {
    PcapDownload first = open(pcapId);
    try (first) {
      return first.saveTo(file, progress);
    } catch (TransportException e) {
      if (!first.isBroken() || !transport.mayStartOver()) {
        throw e;
      }
    }
    try (PcapDownload second = open(pcapId)) {
      return second.saveTo(file, progress);
    }
  }

  /**
   * Adds where the files of a full capture are. The API rejects their download without that reason,
   * so one more request reads the capture.
   */
  private ApiException explained(ApiException refusal, String pcapId) {
    if (refusal instanceof AuthenticationException
        || refusal instanceof RateLimitException
        || refusal.statusCode() >= 500) {
      return refusal;
    }
    try {
      if (transport.callOnce(Operation.getPcap(account, pcapId)).result()
          instanceof FullPcap full) {
        return refusal.because(
            ". It is a full capture: its files are in the bucket "
                + Objects.requireNonNullElse(full.destination(), "that it was requested with")
                + ", the API cannot download them");
      }
    } catch (CloudflareException e) {
      return refusal; // the refusal matters more than why this request failed
    }
    return refusal;
  }
}
