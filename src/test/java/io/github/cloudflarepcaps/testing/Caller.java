package io.github.cloudflarepcaps.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Calls a fake as a stranger would: by the JDK's HTTP client, with JSON as text. */
final class Caller {
  static final String SIMPLE =
      "{\"type\":\"simple\",\"system\":\"magic-transit\",\"packet_limit\":100,\"time_limit\":60}";
  static final String BUCKET = "s3://captures/edge?region=us-east-1";
  static final String FULL =
      "{\"type\":\"full\",\"system\":\"magic-transit\",\"time_limit\":300,\"colo_name\":\"ORD\","
          + "\"destination_conf\":\""
          + BUCKET
          + "\"}";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final FakeCloudflare fake;

  Caller(FakeCloudflare fake) {
    this.fake = fake;
  }

  /** An answer with its body as bytes and, where it is an envelope, as JSON. */
  record Answered(HttpResponse<byte[]> http) {
    int status() {
      return http.statusCode();
    }

    byte[] bytes() {
      return http.body();
    }

    String text() {
      return new String(http.body(), StandardCharsets.UTF_8);
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
      try {
        return JSON.readTree(http.body());
      } catch (IOException e) {
        throw new UncheckedIOException(text(), e);
      }
    }

    JsonNode result() {
      return json().path("result");
    }

    /** The first error's code. */
    int code() {
      return json().at("/errors/0/code").intValue();
    }

    /** The first error's pointer. */
    String pointer() {
      return json().at("/errors/0/source/pointer").textValue();
    }
  }

  Answered get(String path) throws IOException {
    return call("GET", path, "");
  }

  Answered post(String path, String body) throws IOException {
    return call("POST", path, body);
  }

  /** A call on {@code /accounts/…/pcaps} and this path, with the token. */
  Answered call(String method, String path, String body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.ofString(body));
    return send(request.header("Authorization", "Bearer " + fake.apiToken()));
  }

  /** A list with these headers in place of the token. */
  Answered listWith(String... headers) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(""));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  Answered send(HttpRequest.Builder request) throws IOException {
    try {
      return new Answered(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  URI uri(String path) {
    return URI.create(fake.baseUrl() + "/accounts/" + fake.accountId() + "/pcaps" + path);
  }

  /** Asks for a capture, which must be granted, and gives its id. */
  String create(String body) throws IOException {
    Answered answer = post("", body);
    if (answer.status() != 200) {
      throw new AssertionError(answer.text());
    }
    return answer.result().path("id").textValue();
  }

  /** Asks for a simple capture and looks until it has ended; its file. */
  byte[] captured(String body) throws IOException {
    String id = create(body);
    fake.finish(id);
    return get("/" + id + "/download").bytes();
  }

  String status(String id) throws IOException {
    return get("/" + id).result().path("status").textValue();
  }

  /** Adds the bucket and validates it; its id. */
  String ownBucket() throws IOException {
    String conf = "{\"destination_conf\":\"" + BUCKET + "\"";
    String id = post("/ownership", conf + "}").result().path("id").textValue();
    String challenge = ",\"ownership_challenge\":\"" + fake.challenge(id) + "\"}";
    post("/ownership/validate", conf + challenge);
    get("/ownership");
    get("/ownership");
    return id;
  }
}
