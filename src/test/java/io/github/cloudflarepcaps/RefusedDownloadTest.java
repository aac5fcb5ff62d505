package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a download is refused, the exception states where the files of a full capture are. */
class RefusedDownloadTest {
  private static final String IN_R2 =
      Fixture.result(
          "{\"id\":\""
              + Given.ID
              + "\",\"type\":\"full\",\"status\":\"success\",\"destination_conf\":"
              + "\"r2://bucket-test?account-id="
              + Given.ACCOUNT
              + "&access-key-id=example-id-1&secret-access-key=example-key-1\"}");

  @AutoClose private final Wire wire = Wire.at(TestTime.start());
  @TempDir private Path directory;

  private ApiException refused() {
    return catchThrowableOfType(
        ApiException.class, () -> wire.pcaps().downloadTo(Given.ID, directory.resolve("a.pcap")));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 404, 409, 422})
  void aFullCapturesBucketIsNamedWithoutItsKeys(int status) {
    wire.enqueue(status, Fixture.refusal(1000, "no")).enqueue(200, IN_R2);
    ApiException e = refused();
    assertThat(e.statusCode()).isEqualTo(status);
    assertThat(e)
        .hasMessageContaining("full capture: its files are in the bucket r2://bucket-test");
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain("example-id-1", "example-key-1", Given.TOKEN);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void theCaptureIsReadOnce() {
    wire.enqueue(404, Fixture.refusal(1000, "no")).enqueue(200, IN_R2);
    refused();
    assertThat(wire.requests()).isEqualTo(2);
    wire.sent().is("GET", Wire.ACCOUNT_PATH + "/pcaps/" + Given.ID + "/download");
    wire.sent().is("GET", Wire.ACCOUNT_PATH + "/pcaps/" + Given.ID);
  }

  @Test
  void ifTheCaptureCannotBeReadTheRefusalStays() {
    wire.enqueue(404, Fixture.refusal(1000, "gone")).enqueue(503, "{}");
    ApiException e = refused();
    assertThat(e).isInstanceOf(NotFoundException.class).hasMessageContaining("1000 gone");
    assertThat(e).hasMessageNotContaining("full");
    assertThat(wire.requests()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 501, 525})
  void refusalsOfOtherKindsDoNotReadTheCapture(int status) {
    wire.enqueue(status, Fixture.refusal(1000, "no"));
    assertThat(refused().statusCode()).isEqualTo(status);
    assertThat(wire.requests()).isEqualTo(1);
  }

  @Test
  void theRefusalOfASimpleCaptureStays() {
    wire.enqueue(400, Fixture.refusal(1000, "not yet")).enqueue("simple-done");
    assertThat(refused()).hasMessageEndingWith("1000 not yet");
  }
}
