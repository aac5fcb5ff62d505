package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cloudflarepcaps.model.Destination;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeFullCaptureTest {
  private final MovableClock clock = new MovableClock();
  private final Map<String, byte[]> bucket = new LinkedHashMap<>();

  @AutoClose
  private final FakeCloudflare fake =
      FakeCloudflare.builder().clock(clock).bucket(this::put).start();

  private final Caller caller = new Caller(fake);
  private boolean bucketIsFull;

  private void put(Destination destination, String name, byte[] content) throws IOException {
    assertThat(destination.uri()).isEqualTo(Caller.BUCKET);
    if (bucketIsFull) {
      throw new IOException("no space left");
    }
    bucket.put(name, content);
  }

  @BeforeEach
  void validateTheBucket() throws IOException {
    caller.validatedBucket();
    bucket.clear();
  }

  @Test
  void responseHasTheFieldsOfTheReference() throws IOException {
    Body body = Body.full().with("byte_limit", 1_000_000).with("packet_limit", 10);
    JsonNode result = caller.create(body).result();
    String rest = result.toString().replaceFirst("\"id\":\"[0-9a-f]{32}\",", "");
    assertThat(rest)
        .isEqualTo(
            "{\"submitted\":\"2026-11-21T12:00:00.123456Z\",\"filter_v1\":{},\"time_limit\":300,"
                + "\"status\":\"pending\",\"type\":\"full\",\"system\":\"magic-transit\","
                + "\"colo_name\":\"ORD\",\"destination_conf\":\""
                + Caller.BUCKET
                + "\",\"packets_captured\":0,\"byte_limit\":1000000,\"packet_limit\":10}");
  }

  @Test
  void captureRunsUntilItIsStopped() throws IOException {
    String id = caller.created(Body.full());
    assertThat(caller.status(id)).isEqualTo("running");
    assertThat(caller.status(id)).isEqualTo("running");
    assertThat(caller.call("PUT", "/" + id + "/stop", "").status()).isEqualTo(204);
    assertThat(caller.status(id)).isEqualTo("conversion_running");
    assertThat(bucket).isEmpty();
    assertThat(caller.status(id)).isEqualTo("success");
    assertThat(bucket).isNotEmpty();
  }

  @Test
  void captureRunsUntilItsTimeLimit() throws IOException {
    String id = caller.created(Body.full());
    clock.pass(Duration.ofSeconds(299));
    assertThat(caller.status(id)).isEqualTo("running");
    clock.pass(Duration.ofSeconds(1));
    assertThat(caller.status(id)).isEqualTo("conversion_running");
    clock.pass(Duration.ofSeconds(1));
    assertThat(caller.status(id)).isEqualTo("success");
  }

  @Test
  void packetsCapturedGrowsUpToThePacketLimit() throws IOException {
    String id = caller.created(Body.full().with("packet_limit", 500));
    clock.pass(Duration.ofSeconds(1));
    assertThat(caller.get("/" + id).result().path("packets_captured").intValue()).isEqualTo(200);
    clock.pass(Duration.ofSeconds(9));
    assertThat(caller.get("/" + id).result().path("packets_captured").intValue()).isEqualTo(500);
  }

  @Test
  void stopIsIdempotent() throws IOException {
    String id = caller.created(Body.full());
    caller.call("PUT", "/" + id + "/stop", "");
    assertThat(caller.call("PUT", "/" + id + "/stop", "").status()).isEqualTo(204);
    assertThat(caller.get("/" + id).result().path("stop_requested").textValue())
        .isEqualTo("2026-11-21T12:00:00.123456Z");
  }

  @Test
  void endedCaptureCannotBeStopped() throws IOException {
    String id = caller.created(Body.full());
    fake.finish(id);
    Caller.Reply reply = caller.call("PUT", "/" + id + "/stop", "");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("its status is success");
  }

  @Test
  void fullCaptureCannotBeDownloaded() throws IOException {
    String id = caller.created(Body.full());
    fake.finish(id);
    Caller.Reply reply = caller.get("/" + id + "/download");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("a full capture is in its bucket");
  }

  @Test
  void eachMachineWritesAPart() throws IOException {
    String id = caller.created(Body.full());
    fake.finish(id);
    assertThat(bucket).hasSizeBetween(3, 4);
    assertThat(bucket.keySet())
        .startsWith("pcap_" + id + ".pcap", "pcap_" + id + "_2.pcap", "pcap_" + id + "_3.pcap");
  }

  @Test
  void thePartOfTheLastMachineHasNoPackets() throws IOException {
    fake.finish(caller.created(Body.full()));
    List<byte[]> parts = List.copyOf(bucket.values());
    int headerLength = 24;
    assertThat(parts.get(parts.size() - 1)).hasSize(headerLength);
    assertThat(parts.subList(0, parts.size() - 1)).allMatch(part -> part.length > headerLength);
  }

  @Test
  void partsAreWrittenOnce() throws IOException {
    String id = caller.created(Body.full());
    fake.finish(id);
    bucket.clear();
    fake.finish(id);
    assertThat(caller.status(id)).isEqualTo("success");
    assertThat(bucket).isEmpty();
  }

  @Test
  void bucketThatCannotBeWrittenFailsTheCapture() throws IOException {
    String id = caller.created(Body.full());
    bucketIsFull = true;
    fake.finish(id);
    JsonNode result = caller.get("/" + id).result();
    assertThat(result.path("status").textValue()).isEqualTo("failed");
    assertThat(result.path("error_message").textValue())
        .isEqualTo("could not write pcap_" + id + ".pcap to the bucket");
  }

  @Test
  void failWritesNoParts() throws IOException {
    String id = caller.created(Body.full());
    fake.fail(id, "the machine is gone");
    assertThat(caller.get("/" + id).result().path("error_message").textValue())
        .isEqualTo("the machine is gone");
    assertThat(bucket).isEmpty();
  }

  @Test
  void bucketThatIsNotValidatedIsRejected() throws IOException {
    Caller.Reply reply = caller.create(Body.full().with("destination_conf", "gs://other"));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.pointer()).isEqualTo("/destination_conf");
    assertThat(reply.text()).contains("must be a validated bucket");
  }
}
