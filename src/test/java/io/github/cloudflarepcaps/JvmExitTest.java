package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No thread of the client keeps a JVM alive after {@code main} has returned. */
class JvmExitTest {
  private static final int SECONDS = 30; // below the 60 s that OkHttp's own threads live

  @AutoClose private final RawServer server = RawServer.start();
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sync",
        "sync close",
        "async",
        "async close",
        "download",
        "unread",
        "underway",
        "retry"
      })
  void jvmExitsAfterMain(String scenario) throws IOException, InterruptedException {
    server.always(
        peer -> {
          if (peer.request().endsWith("/stalls")) {
            peer.awaitClose();
          } else if (peer.request().endsWith("/busy")) {
            peer.respond(503, "", "{}");
          } else {
            peer.respondNormally();
          }
        });
    Process child =
        Program.java(directory, Calls.class.getName()).with(server.baseUrl(), scenario).start();
    try {
      assertThat(child.waitFor(SECONDS, TimeUnit.SECONDS)).as("the JVM has ended").isTrue();
      assertThat(child.exitValue()).isZero();
      assertThat(server.requests()).isNotEmpty();
    } finally {
      child.destroyForcibly();
    }
  }

  /** The program that the JVM runs. */
  static final class Calls {
    private Calls() {}

    /** Makes calls of the kind that the second argument names. */
    public static void main(String[] args) throws IOException {
      CloudflareClient client =
          CloudflareClient.builder()
              .baseUrl(args[0])
              .accountId(Given.ACCOUNT)
              .apiToken(Given.TOKEN)
              .build();
      call(client, args[1].split(" ")[0]);
      if (args[1].endsWith("close")) {
        client.close();
      }
    }

    private static void call(CloudflareClient client, String scenario) throws IOException {
      switch (scenario) {
        case "sync" -> client.pcaps().list();
        case "async" -> client.sendAsync(Operation.listPcaps(Given.ACCOUNT)).join();
        case "download" -> client.pcaps().download(Given.ID).stream().readAllBytes();
        case "unread" -> client.pcaps().download(Given.ID);
        case "underway" -> {
          client.pcaps().list();
          client.sendAsync(Operation.getPcap(Given.ACCOUNT, "stalls"));
        }
        case "retry" -> {
          client.pcaps().list();
          client.sendAsync(Operation.getPcap(Given.ACCOUNT, "busy"));
        }
        default -> throw new IllegalArgumentException(scenario);
      }
    }
  }
}
