package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeSimpleCaptureTest {
  private final MovableClock clock = new MovableClock();
  private final FakeCloudflare fake = FakeCloudflare.builder().clock(clock).start();
  private final Caller caller = new Caller(fake);

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void theAnswerHasTheFieldsOfCloudflaresPages() throws IOException {
    String filter = "\"filter_v1\":{\"source_address\":\"1.2.3.4\",\"protocol\":6}";
    String offset = "\"offset_time\":\"2026-11-21T10:00:00Z\"";
    JsonNode result =
        caller.post("", Caller.SIMPLE.replace("60", "60," + filter + "," + offset)).result();
    assertThat(result.path("id").textValue()).matches("[0-9a-f]{32}");
    String rest = result.toString().replaceFirst("\"id\":\"[^\"]+\",", "");
    assertThat(rest)
        .isEqualTo(
            "{\"submitted\":\"2026-11-21T12:00:00.123456Z\","
                + filter
                + ",\"time_limit\":60,\"status\":\"pending\",\"type\":\"simple\","
                + "\"system\":\"magic-transit\",\"packets_remaining\":0,"
                + offset
                + "}");
  }

  @Test
  void itIsPendingThenRunningThenSuccessByLooks() throws IOException {
    String id = caller.create(Caller.SIMPLE);
    assertThat(List.of(caller.status(id), caller.status(id), caller.status(id)))
        .containsExactly("running", "success", "success");
  }

  @Test
  void aListIsALookAtEachOfItsCaptures() throws IOException {
    caller.create(Caller.SIMPLE);
    caller.create(Caller.SIMPLE);
    assertThat(caller.get("").result().findValuesAsText("status"))
        .containsExactly("running", "running");
    assertThat(caller.get("").result().findValuesAsText("status"))
        .containsExactly("success", "success");
  }

  @Test
  void itIsDoneAfterASecondOfTheClock() throws IOException {
    String id = caller.create(Caller.SIMPLE);
    clock.pass(Duration.ofSeconds(1));
    assertThat(caller.status(id)).isEqualTo("success");
  }

  @Test
  void aFilterThatNothingCanMatchFailsIt() throws IOException {
    String filter = "\"filter_v1\":{\"protocol\":1,\"source_port\":80}";
    String id = caller.create(Caller.SIMPLE.replace("60", "60," + filter));
    clock.pass(Duration.ofSeconds(1));
    JsonNode result = caller.get("/" + id).result();
    assertThat(result.path("status").textValue()).isEqualTo("failed");
    assertThat(result.path("error_message").textValue())
        .isEqualTo("No packets matched the filter in the time limit given");
  }

  @Test
  void aListHoldsTheFiftyNewestWithTheNewestFirst() throws IOException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 51; i++) {
      ids.add(0, caller.create(Caller.SIMPLE));
    }
    Caller.Answered list = caller.get("");
    assertThat(list.result().findValuesAsText("id")).isEqualTo(ids.subList(0, 50));
    assertThat(list.json().path("result_info").toString())
        .isEqualTo("{\"count\":50,\"page\":1,\"per_page\":50,\"total_count\":50}");
  }

  @Test
  void aDownloadBeforeItsEndIsRefused() throws IOException {
    String id = caller.create(Caller.SIMPLE);
    Caller.Answered answer = caller.get("/" + id + "/download");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("it is pending");
  }

  @Test
  void aDownloadIsACaptureFileOfTheLengthItSays() throws IOException {
    String id = caller.create(Caller.SIMPLE);
    fake.finish(id);
    Caller.Answered answer = caller.get("/" + id + "/download");
    assertThat(answer.header("Content-Type")).isEqualTo("application/vnd.tcpdump.pcap");
    assertThat(answer.header("Content-Length")).isEqualTo("" + answer.bytes().length);
    assertThat(answer.bytes())
        .startsWith(0xd4, 0xc3, 0xb2, 0xa1)
        .isEqualTo(caller.get("/" + id + "/download").bytes());
  }

  @Test
  void itCannotBeStopped() throws IOException {
    String id = caller.create(Caller.SIMPLE);
    Caller.Answered answer = caller.call("PUT", "/" + id + "/stop", "");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("a simple capture cannot be stopped");
  }

  @Test
  void finishEndsItAtOnce() throws IOException {
    String id = caller.create(Caller.SIMPLE);
    fake.finish(id);
    assertThat(caller.status(id)).isEqualTo("success");
  }

  @Test
  void failEndsItWithTheMessage() throws IOException {
    String id = caller.create(Caller.SIMPLE);
    fake.fail(id, "out of disk");
    JsonNode result = caller.get("/" + id).result();
    assertThat(result.path("status").textValue()).isEqualTo("failed");
    assertThat(result.path("error_message").textValue()).isEqualTo("out of disk");
    assertThat(caller.get("/" + id + "/download").status()).isEqualTo(400);
  }

  @Test
  void anUnknownIdIsNamed() {
    assertThatThrownBy(() -> fake.finish("abc"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("the fake has no capture with the id \"abc\"");
    assertThatThrownBy(() -> fake.fail("abc", "why"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("the fake has no capture with the id \"abc\"");
    assertThatThrownBy(() -> fake.challenge("abc"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("the fake has no bucket with the id \"abc\"");
  }
}
