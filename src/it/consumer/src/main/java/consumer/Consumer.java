package consumer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.PcapsModule;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import okhttp3.OkHttp;
import okhttp3.OkHttpClient;

/** Checks the versions on its path, that each class is there once, and runs a capture. */
public final class Consumer {
  public static void main(String[] args) throws Exception {
    check("OkHttp", args[0], OkHttp.VERSION);
    check("Jackson", args[1], new ObjectMapper().version().toString());
    System.out.println(
        Consumer.class.getModule().isNamed() ? "on the module path" : "on the class path");
    checkForDuplicateClasses();
    check("Jackson 3, which is optional", "absent", jackson3());
    try (FakeCloudflare cloudflare = FakeCloudflare.start();
        CloudflareClient client = builder(cloudflare).build();
        CloudflareClient borrowing = builder(cloudflare).httpClient(new OkHttpClient()).build()) {
      capture(client);
      capture(borrowing);
      client.ownership().add(Destination.gcs("bucket/dir"));
      checkTheUsersMapper(client.pcaps().list());
    }
    System.out.printf(
        "OkHttp %s, Jackson %s, Java %s: ok%n", args[0], args[1], Runtime.version().feature());
  }

  private static CloudflareClient.Builder builder(FakeCloudflare cloudflare) {
    return CloudflareClient.builder()
        .baseUrl(cloudflare.baseUrl())
        .accountId(cloudflare.accountId())
        .apiToken(cloudflare.apiToken());
  }

  private static void checkForDuplicateClasses() throws IOException {
    if (Consumer.class.getModule().isNamed()) {
      return; // guaranteed by the module system
    }
    for (String name :
        List.of(
            "okhttp3/OkHttpClient.class",
            "okio/Buffer.class",
            "com/fasterxml/jackson/databind/ObjectMapper.class")) {
      var found = Collections.list(Consumer.class.getClassLoader().getResources(name));
      check("copies of " + name, 1, found.size());
    }
  }

  private static String jackson3() {
    try {
      return Class.forName("tools.jackson.databind.ObjectMapper").getName();
    } catch (ClassNotFoundException e) {
      return "absent";
    }
  }

  private static void capture(CloudflareClient client) throws IOException {
    Path file = Files.createTempFile("consumer", ".pcap");
    try {
      PcapFile captured =
          client.pcaps().capture(SimplePcapRequest.of(20, Duration.ofSeconds(10)), file);
      check("a capture with packets in it", true, captured.packets() > 0);
    } finally {
      Files.delete(file);
    }
  }

  private static void checkTheUsersMapper(List<Pcap> captures) throws IOException {
    ObjectMapper mapper = new ObjectMapper().registerModule(new PcapsModule());
    for (Pcap capture : captures) {
      check(
          "round trip", capture, mapper.readValue(mapper.writeValueAsString(capture), Pcap.class));
    }
  }

  private static void check(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new AssertionError(what + ": expected " + expected + ", found " + found);
    }
  }
}
