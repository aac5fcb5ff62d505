package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cloudflarepcaps.model.Destination;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeFullCaptureTest {
  private final MovableClock clock = new MovableClock();
  private final Map<String, byte[]> bucket = new LinkedHashMap<>();
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
  void ownABucket() throws IOException {
    caller.ownBucket();
    bucket.clear();
  }

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void theAnswerHasTheFieldsOfTheReference() throws IOException {
    String limits = "\"byte_limit\":1000000,\"packet_limit\":10";
    JsonNode result = caller.post("", Caller.FULL.replace("300", "300," + limits)).result();
    String rest = result.toString().replaceFirst("\"id\":\"[0-9a-f]{32}\",", "");
    assertThat(rest)
        .isEqualTo(
            "{\"submitted\":\"2026-11-21T12:00:00.123456Z\",\"filter_v1\":{},\"time_limit\":300,"
                + "\"status\":\"pending\",\"type\":\"full\",\"system\":\"magic-transit\","
                + "\"colo_name\":\"ORD\",\"destination_conf\":\""
                + Caller.BUCKET
                + "\",\"packets_captured\":0,"
                + limits
                + "}");
  }

  @Test
  void itRunsUntilItIsStopped() throws IOException {
    String id = caller.create(Caller.FULL);
    assertThat(caller.status(id)).isEqualTo("running");
    assertThat(caller.status(id)).isEqualTo("running");
    assertThat(caller.call("PUT", "/" + id + "/stop", "").status()).isEqualTo(204);
    assertThat(caller.status(id)).isEqualTo("conversion_running");
    assertThat(bucket).isEmpty();
    assertThat(caller.status(id)).isEqualTo("success");
    assertThat(bucket).isNotEmpty();
  }

  @Test
  void itRunsUntilItsTimeIsOver() throws IOException {
    String id = caller.create(Caller.FULL);
    clock.pass(Duration.ofSeconds(299));
    assertThat(caller.status(id)).isEqualTo("running");
    clock.pass(Duration.ofSeconds(1));
    assertThat(caller.status(id)).isEqualTo("conversion_running");
    clock.pass(Duration.ofSeconds(1));
    assertThat(caller.status(id)).isEqualTo("success");
  }

  @Test
  void packetsCapturedGrowsWithTimeUpToThePacketLimit() throws IOException {
    String id = caller.create(Caller.FULL.replace("300", "300,\"packet_limit\":500"));
    clock.pass(Duration.ofSeconds(1));
    assertThat(caller.get("/" + id).result().path("packets_captured").intValue()).isEqualTo(200);
    clock.pass(Duration.ofSeconds(9));
    assertThat(caller.get("/" + id).result().path("packets_captured").intValue()).isEqualTo(500);
  }

  @Test
  void aStopIsNotedAndMayBeRepeatedWhileTheCaptureEnds() throws IOException {
    String id = caller.create(Caller.FULL);
    caller.call("PUT", "/" + id + "/stop", "");
    assertThat(caller.call("PUT", "/" + id + "/stop", "").status()).isEqualTo(204);
    assertThat(caller.get("/" + id).result().path("stop_requested").textValue())
        .isEqualTo("2026-11-21T12:00:00.123456Z");
  }

  @Test
  void oneThatHasEndedCannotBeStopped() throws IOException {
    String id = caller.create(Caller.FULL);
    fake.finish(id);
    Caller.Answered answer = caller.call("PUT", "/" + id + "/stop", "");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("it is success");
  }

  @Test
  void itCannotBeDownloaded() throws IOException {
    String id = caller.create(Caller.FULL);
    fake.finish(id);
    Caller.Answered answer = caller.get("/" + id + "/download");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("a full capture is in its bucket");
  }

  @Test
  void itsFilesAreOneAMachine() throws IOException {
    String id = caller.create(Caller.FULL);
    fake.finish(id);
    assertThat(bucket).containsKeys("pcap_" + id + ".pcap", "pcap_" + id + "_2.pcap");
    assertThat(bucket).hasSizeBetween(2, 3);
  }

  @Test
  void itsFilesAreWrittenOnce() throws IOException {
    String id = caller.create(Caller.FULL);
    fake.finish(id);
    bucket.clear();
    fake.finish(id);
    assertThat(caller.status(id)).isEqualTo("success");
    assertThat(bucket).isEmpty();
  }

  @Test
  void aBucketThatCannotBeWrittenFailsIt() throws IOException {
    String id = caller.create(Caller.FULL);
    bucketIsFull = true;
    fake.finish(id);
    JsonNode result = caller.get("/" + id).result();
    assertThat(result.path("status").textValue()).isEqualTo("failed");
    assertThat(result.path("error_message").textValue())
        .isEqualTo("could not write pcap_" + id + ".pcap to the bucket");
  }

  @Test
  void failEndsItWithoutFiles() throws IOException {
    String id = caller.create(Caller.FULL);
    fake.fail(id, "the machine is gone");
    assertThat(caller.get("/" + id).result().path("error_message").textValue())
        .isEqualTo("the machine is gone");
    assertThat(bucket).isEmpty();
  }

  @Test
  void aBucketThatWasNotValidatedIsRefused() throws IOException {
    Caller.Answered answer = caller.post("", Caller.FULL.replace("edge", "other"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.pointer()).isEqualTo("/destination_conf");
    assertThat(answer.text()).contains("must be a bucket that was validated");
  }
}
