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

/** Calls a fake through the JDK's HTTP client, without the code of the client. */
final class Caller {
  static final String BUCKET = "s3://captures/edge?region=us-east-1";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final FakeCloudflare fake;

  Caller(FakeCloudflare fake) {
    this.fake = fake;
  }

  /** A response; its body as bytes and, if it is an envelope, as JSON. */
  record Reply(HttpResponse<byte[]> http) {
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

  Reply get(String path) throws IOException {
    return call("GET", path, "");
  }

  Reply create(Body body) throws IOException {
    return post("", body);
  }

  Reply post(String path, Body body) throws IOException {
    return call("POST", path, body.toString());
  }

  Reply post(String path, String body) throws IOException {
    return call("POST", path, body);
  }

  /** A call with the token to {@code /accounts/…/pcaps} and this path. */
  Reply call(String method, String path, String body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.ofString(body));
    return send(request.header("Authorization", "Bearer " + fake.apiToken()));
  }

  /** Lists captures with these headers instead of the token. */
  Reply listWith(String... headers) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(""));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  Reply send(HttpRequest.Builder request) throws IOException {
    try {
      return new Reply(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  URI uri(String path) {
    return URI.create(fake.baseUrl() + "/accounts/" + fake.accountId() + "/pcaps" + path);
  }

  /** Creates a capture and returns its id. */
  String created(Body body) throws IOException {
    Reply reply = create(body);
    if (reply.status() != 200) {
      throw new AssertionError(reply.text());
    }
    return reply.result().path("id").textValue();
  }

  /** Creates a simple capture, completes it and returns its file. */
  byte[] captured(Body body) throws IOException {
    String id = created(body);
    fake.finish(id);
    return get("/" + id + "/download").bytes();
  }

  String status(String id) throws IOException {
    return get("/" + id).result().path("status").textValue();
  }

  /** Adds the bucket, validates it, and returns its id. */
  String validatedBucket() throws IOException {
    Body body = Body.bucket(BUCKET);
    String id = post("/ownership", body).result().path("id").textValue();
    post("/ownership/validate", body.with("ownership_challenge", fake.challenge(id)));
    get("/ownership");
    get("/ownership");
    return id;
  }
}
