package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A Jackson 3 mapper without our module writes the models by their annotations. */
class Jackson3Test {
  private final JsonMapper mapper = JsonMapper.builder().build();

  @Test
  void fieldsHaveTheNamesOfTheApi() {
    try (FakeCloudflare fake = FakeCloudflare.start();
        CloudflareClient client = fake.client()) {
      SimplePcapRequest request =
          SimplePcapRequest.of(10, Duration.ofSeconds(10))
              .withFilter(PcapFilter.all().withDestinationPort(443));
      SimplePcap pcap = client.pcaps().create(request);

      assertThat(mapper.writeValueAsString(pcap))
          .contains("\"id\":\"" + pcap.id(), "\"status\":\"pending\"", "\"type\":\"simple\"")
          .contains("\"destination_port\":443", "\"submitted\":\"" + pcap.submitted());
    }
  }

  @Test
  void secretsAreMasked() {
    Destination bucket =
        Destination.r2("captures", "example-account", "example-key-id", "example-secret");
    FullPcapRequest request = FullPcapRequest.of("ORD", bucket, Duration.ofSeconds(10));

    assertThat(mapper.writeValueAsString(request))
        .contains("\"colo_name\":\"ORD\"", "secret-access-key=***")
        .doesNotContain("example-key-id", "example-secret");
  }
}
