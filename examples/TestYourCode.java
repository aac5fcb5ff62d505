import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cloudflarepcaps.PcapFailedException;
import io.github.cloudflarepcaps.PcapService;
import io.github.cloudflarepcaps.WaitOptions;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import io.github.cloudflarepcaps.testing.Fault;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// How do I test my code that captures packets, without Cloudflare?
//
//   mvn -q test -Dtest=TestYourCode
//
// Needs JUnit 5 and FakeCloudflare, which is the API in this process, on a loopback port. Needs no
// account.
final class TestYourCode {

  /** Your code. It takes the service, so that a test can pass the one of a fake. */
  record DnsRecorder(PcapService pcaps, Duration firstPoll) {
    PcapFile record(Path file) {
      PcapFilter dns = PcapFilter.all().withDestinationPort(53).withProtocol(17);
      SimplePcapRequest request = SimplePcapRequest.of(500, Duration.ofMinutes(1)).withFilter(dns);
      WaitOptions wait = WaitOptions.upTo(Duration.ofMinutes(5)).withDelays(firstPoll, firstPoll);
      return pcaps.capture(request, file, wait);
    }
  }

  private final FakeCloudflare cloudflare = FakeCloudflare.start();
  private final PcapService pcaps = cloudflare.client().pcaps();
  private final DnsRecorder recorder = new DnsRecorder(pcaps, Duration.ofMillis(10));

  @TempDir private Path directory;

  @AfterEach
  void closeTheFake() {
    cloudflare.close();
  }

  @Test
  void savesTheQueries() {
    PcapFile saved = recorder.record(directory.resolve("dns.pcap"));

    assertEquals(500, saved.packets());
    assertTrue(cloudflare.calls().get(0).body().contains("\"destination_port\":53"));
  }

  @Test
  void survivesAGatewayThatFailsTwice() {
    String id = pcaps.create(SimplePcapRequest.of(10, Duration.ofSeconds(10))).id();
    cloudflare.failNext(2, Fault.html(502));

    assertEquals(id, pcaps.get(id).id());
    assertEquals(4, cloudflare.calls().size());
  }

  @Test
  void reportsWhyACaptureFailed() {
    String id = pcaps.create(SimplePcapRequest.of(10, Duration.ofSeconds(10))).id();
    cloudflare.fail(id, "No packets matched the filter in the time limit given");

    WaitOptions wait = WaitOptions.upTo(Duration.ofSeconds(1));
    PcapFailedException e = assertThrows(PcapFailedException.class, () -> pcaps.await(id, wait));
    assertTrue(e.getMessage().contains("No packets matched the filter"));
  }
}
