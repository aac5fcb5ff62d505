package io.github.cloudflarepcaps.testing;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  @TempDir private Path directory;

  @Test
  void defaultsAreAFreeLoopbackPortMemoryAndLimits() {
    Options options = Options.parse();
    assertThat(options.port()).isZero();
    assertThat(options.bind().getHostAddress()).isEqualTo("127.0.0.1");
    assertThat(options.bucket()).isNull();
    assertThat(options.limits()).isTrue();
    assertThat(options.help()).isFalse();
  }

  @Test
  void valueFollowsItsNameOrAnEqualsSign() {
    assertThat(Options.parse("--port", "8080").port()).isEqualTo(8080);
    assertThat(Options.parse("--port=8080").port()).isEqualTo(8080);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,127.0.0.1",
    "localhost,127.0.0.1",
    "0.0.0.0,0.0.0.0",
    "::1,0:0:0:0:0:0:0:1"
  })
  void addressIsALiteralOrLocalhost(String value, String address) {
    assertThat(Options.parse("--bind", value).bind().getHostAddress()).isEqualTo(address);
  }

  @Test
  void bucketDirectoryIsCreated() {
    Path bucket = directory.resolve("a/b");
    assertThat(Options.parse("--bucket", bucket.toString()).bucket()).isDirectory();
  }

  @Test
  void limitsAreOnWithoutAValue() {
    assertThat(Options.parse("--limits", "--port", "1").limits()).isTrue();
    assertThat(Options.parse("--limits=off").limits()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port | --port needs a value",
        "--port=-1 | --port is \"-1\", but must be from 0 to 65535",
        "--port=65536 | --port is \"65536\", but must be from 0 to 65535",
        "--port= | --port is \"\", but must be from 0 to 65535",
        "--bind=example.com | --bind is \"example.com\", but must be an IP address, such as"
            + " 127.0.0.1 or 0.0.0.0",
        "--bind=1.2.3.256 | --bind is \"1.2.3.256\", but must be an IP address, such as 127.0.0.1"
            + " or 0.0.0.0",
        "--bucket= | --bucket is \"\", but must be a directory, or the path of one to create",
        "'--bucket= ' | --bucket is \" \", but must be a directory, or the path of one to create",
        "--limits=no | --limits is \"no\", but must be on or off",
        "--help=me | --help takes no value"
      })
  void invalidValueIsNamedWithItsRule(String arg, String message) {
    assertInvalid(message, arg);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8080", "--ports", "-p", ""})
  void unknownOptionIsNamed(String arg) {
    assertInvalid(
        "unknown option \""
            + arg
            + "\"; the options are --port, --bind, --bucket, --limits and --help",
        arg);
  }

  @Test
  void bucketThatIsAFileIsInvalid() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertInvalid(
        "--bucket is \"" + file + "\", but must be a directory, or the path of one to create",
        "--bucket=" + file);
  }

  private static void assertInvalid(String message, String arg) {
    assertThat(failsWith(IllegalArgumentException.class, () -> Options.parse(arg)))
        .hasMessage(message);
  }
}
