package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** For stop and delete every 2xx without content is success, whatever its headers announce. */
class NoContentTest {
  @AutoClose private final RawServer server = RawServer.start();
  @AutoClose private final CloudflareClient client = server.client().build();

  static Stream<Arguments> responses() {
    return Stream.of(Call.STOP, Call.DELETE_BUCKET)
        .flatMap(
            call ->
                Stream.of(
                        "200 OK\r\nContent-Length: 0",
                        "200 OK\r\nContent-Length: 7",
                        "200 OK\r\nTransfer-Encoding: chunked",
                        "200 OK\r\nContent-Encoding: gzip",
                        "202 Accepted\r\nContent-Type: application/json",
                        "204 No Content\r\nX: y",
                        "204 No Content\r\nContent-Length: 7",
                        "204 No Content\r\nContent-Encoding: gzip",
                        "205 Reset Content\r\nContent-Encoding: gzip",
                        "205 Reset Content\r\nContent-Length: 7",
                        "299 Whatever\r\nContent-Encoding: gzip\r\nContent-Length: 7")
                    .map(head -> Arguments.of(call, head)));
  }

  @ParameterizedTest
  @MethodSource("responses")
  void noContentIsSuccess(Call call, String head) {
    server.always(peer -> sendAndClose(peer, head));
    assertThatCode(() -> call.make(client)).doesNotThrowAnyException();
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"GET_PCAP", "CREATE_SIMPLE", "LIST_BUCKETS"})
  void missingResultIsNotSuccess(Call call) {
    for (String head : List.of("204 None\r\nContent-Length: 7", "205 None\r\nX: y")) {
      server.always(peer -> sendAndClose(peer, head));
      CloudflareException e = failsWith(CloudflareException.class, () -> call.make(client));
      assertThat(e.getMessage()).doesNotContainIgnoringCase("null");
      assertThat(e.outcomeUnknown()).isEqualTo(call.isAtMostOnce());
    }
  }

  private static void sendAndClose(RawPeer peer, String head) throws java.io.IOException {
    peer.send("HTTP/1.1 " + head + "\r\nConnection: close\r\n\r\n");
    peer.close();
  }
}
