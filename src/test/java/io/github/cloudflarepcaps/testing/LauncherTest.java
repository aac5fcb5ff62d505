package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Launcher launcher = new Launcher(new PrintStream(out), new PrintStream(err));

  private List<String> out() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private List<String> err() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private String value(int line) {
    return out().get(line).split("=", 2)[1];
  }

  private int list(String baseUrl, String token) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(baseUrl + pcaps())), token);
  }

  private String pcaps() {
    return "/accounts/" + value(1) + "/pcaps";
  }

  private static int send(HttpRequest.Builder request, String token)
      throws IOException, InterruptedException {
    HttpRequest authorized = request.header("Authorization", "Bearer " + token).build();
    return HttpClient.newHttpClient()
        .send(authorized, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void standardOutputIsTheThreeVariables() {
    assertThat(launcher.run()).isEmpty();
    assertThat(out())
        .satisfiesExactly(
            line -> assertThat(line).matches("CLOUDFLARE_BASE_URL=http://127.0.0.1:\\d+/client/v4"),
            line -> assertThat(line).matches("CLOUDFLARE_ACCOUNT_ID=[0-9a-f]{32}"),
            line -> assertThat(line).isEqualTo("CLOUDFLARE_API_TOKEN=example-token-of-the-fake"));
  }

  @Test
  void standardErrorDescribesTheFake() {
    launcher.run();
    assertThat(err()).hasSize(1).first().asString().contains("for tests", "Ctrl-C");
  }

  @Test
  void tokenBeyondLoopbackIsRandom() throws Exception {
    launcher.run("--bind", "0.0.0.0");
    String token = value(2);
    assertThat(token).matches("[0-9a-f]{40}");
    assertThat(list(value(0), token)).isEqualTo(200);
    assertThat(list(value(0), Credentials.EXAMPLE_TOKEN)).isEqualTo(401);
  }

  @Test
  void apiLimitsApplyUnlessTheyAreOff() throws Exception {
    launcher.run();
    launcher.run("--limits", "off");
    assertThat(List.of(create(value(0)), create(value(0)))).containsExactly(200, 429);
    assertThat(List.of(create(value(3)), create(value(3)))).containsExactly(200, 200);
  }

  private int create(String baseUrl) throws IOException, InterruptedException {
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString(Body.simple().toString());
    URI uri = URI.create(baseUrl + pcaps());
    return send(HttpRequest.newBuilder(uri).POST(body), value(2));
  }

  @Test
  void bucketIsWrittenToTheDirectory(@TempDir Path directory) throws Exception {
    launcher.run("--bucket", directory.toString());
    HttpRequest.BodyPublisher body =
        HttpRequest.BodyPublishers.ofString(Body.bucket("gs://captures").toString());
    URI uri = URI.create(value(0) + pcaps() + "/ownership");
    assertThat(send(HttpRequest.newBuilder(uri).POST(body), value(2))).isEqualTo(200);
    assertThat(directory.resolve("captures"))
        .isDirectoryContaining("regex:.*ownership-challenge.*");
  }

  @Test
  void helpIsPrinted() {
    assertThat(launcher.run("--help")).hasValue(0);
    assertThat(out()).anyMatch(line -> line.contains("--bucket DIR"));
  }

  @Test
  void invalidOptionIsOneLineAndExitCode2() {
    assertThat(launcher.run("--port", "http")).hasValue(2);
    assertThat(out()).isEmpty();
    assertThat(err()).containsExactly("--port is \"http\", but must be from 0 to 65535");
  }

  @Test
  void portInUseIsOneLineAndExitCode1() {
    try (FakeCloudflare fake = FakeCloudflare.start()) {
      int port = URI.create(fake.baseUrl()).getPort();
      assertThat(launcher.run("--port", "" + port)).hasValue(1);
      assertThat(err()).hasSize(1).first().asString().contains("cannot listen on port " + port);
    }
  }
}
