package io.github.cloudflarepcaps.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;

/** The baseline's other form: the JDK's own HTTP client, and the same databind records. */
public final class JdkClient {
  private static final TypeReference<Baseline.Envelope<Baseline.Pcap>> PCAP =
      new TypeReference<>() {};
  private static final TypeReference<Baseline.Envelope<List<Baseline.Pcap>>> PCAPS =
      new TypeReference<>() {};

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = Baseline.mapper();
  private final String pcaps;

  /** A client of the account under {@code baseUrl}. */
  public JdkClient(String baseUrl, String account) {
    pcaps = baseUrl + "/accounts/" + account + "/pcaps";
  }

  /** One capture. */
  public Baseline.Pcap get(String id) throws IOException, InterruptedException {
    try (InputStream body = send("/" + id, BodyHandlers.ofInputStream())) {
      return mapper.readValue(body, PCAP).result();
    }
  }

  /** The account's captures. */
  public List<Baseline.Pcap> list() throws IOException, InterruptedException {
    try (InputStream body = send("", BodyHandlers.ofInputStream())) {
      return mapper.readValue(body, PCAPS).result();
    }
  }

  /** Saves a capture's packets. */
  public Path downloadTo(String id, Path file) throws IOException, InterruptedException {
    return send("/" + id + "/download", BodyHandlers.ofFile(file));
  }

  private <T> T send(String path, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(pcaps + path))
            .header("Authorization", "Bearer example-token")
            .header("Accept", "application/json")
            .build();
    HttpResponse<T> response = http.send(request, handler);
    if (response.statusCode() != 200) {
      throw new IOException("HTTP " + response.statusCode());
    }
    return response.body();
  }
}
