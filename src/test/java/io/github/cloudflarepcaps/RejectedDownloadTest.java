package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If a download is rejected, the exception names the bucket of a full capture. */
class RejectedDownloadTest {
  private static final String IN_R2 =
      Given.fullPcap(
          "success",
          "r2://bucket-test?account-id=a1&access-key-id=example-id-1"
              + "&secret-access-key=example-key-1");

  @AutoClose private final Wire wire = Wire.at(TestTime.start());
  @TempDir private Path directory;

  private ApiException rejected() {
    return failsWith(
        ApiException.class, () -> wire.pcaps().downloadTo(Given.ID, directory.resolve("a.pcap")));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 404, 409, 422})
  void bucketOfAFullCaptureIsNamedWithoutItsKeys(int status) {
    wire.enqueue(status, Fixture.refusal(1000, "no")).enqueue(200, IN_R2);
    ApiException e = rejected();
    assertThat(e.statusCode()).isEqualTo(status);
    assertThat(e)
        .hasMessageContaining("full capture: its files are in the bucket r2://bucket-test");
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain("example-id-1", "example-key-1", Given.TOKEN);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void captureIsReadOnce() {
    wire.enqueue(404, Fixture.refusal(1000, "no")).enqueue(200, IN_R2);
    rejected();
    assertThat(wire.requests()).isEqualTo(2);
    wire.sent().is("GET", Wire.ACCOUNT_PATH + "/pcaps/" + Given.ID + "/download");
    wire.sent().is("GET", Wire.ACCOUNT_PATH + "/pcaps/" + Given.ID);
  }

  @Test
  void rejectionStaysIfTheCaptureCannotBeRead() {
    wire.enqueue(404, Fixture.refusal(1000, "gone")).enqueue(503, "{}");
    ApiException e = rejected();
    assertThat(e).isInstanceOf(NotFoundException.class).hasMessageContaining("1000 gone");
    assertThat(e).hasMessageNotContaining("full");
    assertThat(wire.requests()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 501, 525})
  void otherStatusDoesNotReadTheCapture(int status) {
    wire.enqueue(status, Fixture.refusal(1000, "no"));
    assertThat(rejected().statusCode()).isEqualTo(status);
    assertThat(wire.requests()).isEqualTo(1);
  }

  @Test
  void rejectionOfASimpleCaptureStays() {
    wire.enqueue(400, Fixture.refusal(1000, "not yet")).enqueue("simple-done");
    assertThat(rejected()).hasMessageEndingWith("1000 not yet");
  }
}
