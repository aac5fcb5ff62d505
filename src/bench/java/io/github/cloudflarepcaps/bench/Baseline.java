package io.github.cloudflarepcaps.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * What a good engineer writes by hand in an afternoon: OkHttp with its default settings, databind
 * into records with {@code JavaTimeModule}, an Okio sink for files. Every target is a ratio to this
 * client.
 */
public final class Baseline implements AutoCloseable {
  private static final TypeReference<Envelope<Pcap>> PCAP = new TypeReference<>() {};
  private static final TypeReference<Envelope<List<Pcap>>> PCAPS = new TypeReference<>() {};

  private final OkHttpClient http = new OkHttpClient();
  private final ObjectMapper mapper = mapper();
  private final String pcaps;

  /** A client of the account under {@code baseUrl}. */
  public Baseline(String baseUrl, String account) {
    pcaps = baseUrl + "/accounts/" + account + "/pcaps";
  }

  /** The mapper of both hand-written clients. */
  public static ObjectMapper mapper() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();
  }

  /** One capture. */
  public Pcap get(String id) throws IOException {
    try (Response response = send("/" + id)) {
      return mapper.readValue(response.body().byteStream(), PCAP).result();
    }
  }

  /** The account's captures. */
  public List<Pcap> list() throws IOException {
    try (Response response = send("")) {
      return mapper.readValue(response.body().byteStream(), PCAPS).result();
    }
  }

  /** Saves a capture's packets and returns their number of bytes. */
  public long downloadTo(String id, Path file) throws IOException {
    try (Response response = send("/" + id + "/download");
        BufferedSink sink = Okio.buffer(Okio.sink(file))) {
      return sink.writeAll(response.body().source());
    }
  }

  private Response send(String path) throws IOException {
    Request request =
        new Request.Builder()
            .url(pcaps + path)
            .header("Authorization", "Bearer example-token")
            .header("Accept", "application/json")
            .build();
    Response response = http.newCall(request).execute();
    if (!response.isSuccessful()) {
      response.close();
      throw new IOException("HTTP " + response.code());
    }
    return response;
  }

  @Override
  public void close() {
    http.connectionPool().evictAll();
  }

  /** The envelope of every response. */
  public record Envelope<T>(
      boolean success, List<Message> errors, List<Message> messages, T result) {}

  /** An error or a note. */
  public record Message(int code, String message, @Nullable String documentationUrl) {}

  /** A capture of either kind. */
  public record Pcap(
      String id,
      Type type,
      Status status,
      @Nullable Filter filterV1,
      @Nullable Instant submitted,
      @Nullable Instant offsetTime,
      @Nullable Instant stopRequested,
      @Nullable String system,
      @Nullable Integer timeLimit,
      @Nullable Integer packetLimit,
      @Nullable Long packetsRemaining,
      @Nullable Long packetsCaptured,
      @Nullable Long byteLimit,
      @Nullable String coloName,
      @Nullable String destinationConf,
      @Nullable String errorMessage) {}

  /** Which packets are captured. */
  public record Filter(
      @Nullable String sourceAddress,
      @Nullable Integer sourcePort,
      @Nullable String destinationAddress,
      @Nullable Integer destinationPort,
      @Nullable Integer protocol) {}

  /** Simple or full. */
  public enum Type {
    @JsonProperty("simple")
    SIMPLE,
    @JsonProperty("full")
    FULL
  }

  /** The status of a capture. */
  public enum Status {
    @JsonProperty("unknown")
    UNKNOWN,
    @JsonProperty("success")
    SUCCESS,
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("conversion_pending")
    CONVERSION_PENDING,
    @JsonProperty("conversion_running")
    CONVERSION_RUNNING,
    @JsonProperty("complete")
    COMPLETE,
    @JsonProperty("failed")
    FAILED
  }
}
