package logging;

import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import io.github.cloudflarepcaps.testing.Fault;

/** Lists captures twice, the first time with a retry, and logs that by the library on the path. */
public final class Logging {
  public static void main(String[] args) {
    try (FakeCloudflare cloudflare = FakeCloudflare.start();
        CloudflareClient client = cloudflare.client()) {
      cloudflare.failNext(Fault.status(500, 1000, "out of order"));
      client.pcaps().list();
      client.pcaps().list();
    }
  }
}
