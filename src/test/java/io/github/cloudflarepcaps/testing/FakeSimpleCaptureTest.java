package io.github.cloudflarepcaps.testing;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FakeSimpleCaptureTest {
  private final MovableClock clock = new MovableClock();
  @AutoClose private final FakeCloudflare fake = FakeCloudflare.builder().clock(clock).start();
  private final Caller caller = new Caller(fake);

  @Test
  void responseHasTheFieldsOfTheReference() throws IOException {
    Body body =
        Body.simple()
            .withFilter("'source_address':'1.2.3.4','protocol':6")
            .with("offset_time", "2026-11-21T10:00:00Z");
    JsonNode result = caller.create(body).result();
    assertThat(result.path("id").textValue()).matches("[0-9a-f]{32}");
    String rest = result.toString().replaceFirst("\"id\":\"[^\"]+\",", "");
    assertThat(rest)
        .isEqualTo(
            "{\"submitted\":\"2026-11-21T12:00:00.123456Z\","
                + "\"filter_v1\":{\"source_address\":\"1.2.3.4\",\"protocol\":6},"
                + "\"time_limit\":60,\"status\":\"pending\",\"type\":\"simple\","
                + "\"system\":\"magic-transit\",\"packets_remaining\":0,"
                + "\"offset_time\":\"2026-11-21T10:00:00Z\"}");
  }

  @Test
  void pollsAdvanceTheStatus() throws IOException {
    String id = caller.created(Body.simple());
    assertThat(List.of(caller.status(id), caller.status(id), caller.status(id)))
        .containsExactly("running", "success", "success");
  }

  @Test
  void listPollsEachCapture() throws IOException {
    caller.created(Body.simple());
    caller.created(Body.simple());
    assertThat(caller.get("").result().findValuesAsText("status"))
        .containsExactly("running", "running");
    assertThat(caller.get("").result().findValuesAsText("status"))
        .containsExactly("success", "success");
  }

  @Test
  void captureIsDoneAfterASecondOfTheClock() throws IOException {
    String id = caller.created(Body.simple());
    clock.pass(Duration.ofSeconds(1));
    assertThat(caller.status(id)).isEqualTo("success");
  }

  @Test
  void filterThatNoPacketCanMatchFailsTheCapture() throws IOException {
    String id = caller.created(Body.simple().withFilter("'protocol':1,'source_port':80"));
    clock.pass(Duration.ofSeconds(1));
    JsonNode result = caller.get("/" + id).result();
    assertThat(result.path("status").textValue()).isEqualTo("failed");
    assertThat(result.path("error_message").textValue())
        .isEqualTo("No packets matched the filter in the time limit given");
  }

  @Test
  void listHasTheFiftyNewestCapturesNewestFirst() throws IOException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 51; i++) {
      ids.add(0, caller.created(Body.simple()));
    }
    Caller.Reply list = caller.get("");
    assertThat(list.result().findValuesAsText("id")).isEqualTo(ids.subList(0, 50));
    assertThat(list.json().path("result_info").toString())
        .isEqualTo("{\"count\":50,\"page\":1,\"per_page\":50,\"total_count\":50}");
  }

  @Test
  void downloadOfAnUnfinishedCaptureIsRejected() throws IOException {
    String id = caller.created(Body.simple());
    Caller.Reply reply = caller.get("/" + id + "/download");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("its status is pending");
  }

  @Test
  void downloadIsACaptureFileOfItsContentLength() throws IOException {
    String id = caller.created(Body.simple());
    fake.finish(id);
    Caller.Reply reply = caller.get("/" + id + "/download");
    assertThat(reply.header("Content-Type")).isEqualTo("application/vnd.tcpdump.pcap");
    assertThat(reply.header("Content-Length")).isEqualTo("" + reply.bytes().length);
    assertThat(reply.bytes())
        .startsWith(0xd4, 0xc3, 0xb2, 0xa1)
        .isEqualTo(caller.get("/" + id + "/download").bytes());
  }

  @Test
  void simpleCaptureCannotBeStopped() throws IOException {
    String id = caller.created(Body.simple());
    Caller.Reply reply = caller.call("PUT", "/" + id + "/stop", "");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("a simple capture cannot be stopped");
  }

  @Test
  void finishCompletesTheCapture() throws IOException {
    String id = caller.created(Body.simple());
    fake.finish(id);
    assertThat(caller.status(id)).isEqualTo("success");
  }

  @Test
  void failSetsTheErrorMessage() throws IOException {
    String id = caller.created(Body.simple());
    fake.fail(id, "out of disk");
    JsonNode result = caller.get("/" + id).result();
    assertThat(result.path("status").textValue()).isEqualTo("failed");
    assertThat(result.path("error_message").textValue()).isEqualTo("out of disk");
    assertThat(caller.get("/" + id + "/download").status()).isEqualTo(400);
  }

  @Test
  void unknownIdIsNamed() {
    assertThat(failsWith(NoSuchElementException.class, () -> fake.finish("abc")))
        .hasMessage("the fake has no capture with the id \"abc\"");
    assertThat(failsWith(NoSuchElementException.class, () -> fake.fail("abc", "why")))
        .hasMessage("the fake has no capture with the id \"abc\"");
    assertThat(failsWith(NoSuchElementException.class, () -> fake.challenge("abc")))
        .hasMessage("the fake has no bucket with the id \"abc\"");
  }
}
