package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The fake's responses have the fields and JSON types of those in Cloudflare's documentation. */
class FakeFixturesTest {
  @AutoClose private final FakeCloudflare fake = FakeCloudflare.start();
  private final Caller caller = new Caller(fake);

  private static JsonNode fixture(String name) throws IOException {
    try (InputStream in = FakeFixturesTest.class.getResourceAsStream("/fixtures/" + name)) {
      return new ObjectMapper().readTree(in);
    }
  }

  /** The path of each field with its JSON type. */
  private static Map<String, String> shape(JsonNode json) {
    Map<String, String> shape = new TreeMap<>();
    collect("", json, shape);
    return shape;
  }

  private static void collect(String path, JsonNode json, Map<String, String> shape) {
    shape.put(path, json.getNodeType().toString());
    if (json.isArray() && json.size() > 0) {
      collect(path + "/0", json.get(0), shape);
    }
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      collect(path + "/" + field.getKey(), field.getValue(), shape);
    }
  }

  @Test
  void newSimpleCapture() throws IOException {
    String addresses = "'source_address':'1.2.3.4','destination_address':'5.6.7.8'";
    String ports = "'source_port':123,'destination_port':80,'protocol':6";
    JsonNode reply = caller.create(Body.simple().withFilter(addresses + "," + ports)).json();
    assertThat(shape(reply)).isEqualTo(shape(fixture("simple-created.json")));
  }

  @Test
  void listOfSimpleCaptures() throws IOException {
    caller.created(Body.simple());
    JsonNode reply = caller.get("").json();
    assertThat(shape(reply)).containsAllEntriesOf(shape(fixture("simple-list.json")));
  }

  @Test
  void newFullCapture() throws IOException {
    caller.validatedBucket();
    Body body = Body.full().with("packet_limit", 10_000).with("byte_limit", 100_000_000);
    JsonNode reply = caller.create(body).json();
    Map<String, String> documented = shape(fixture("full-created.json"));
    documented.put("/result/colo_name", documented.remove("/result/colo")); // the reference's name
    documented.put("/result/packets_captured", "NUMBER"); // in the reference only
    assertThat(shape(reply)).isEqualTo(documented);
  }

  @Test
  void newBucket() throws IOException {
    JsonNode reply = caller.post("/ownership", Body.bucket("gs://captures")).json();
    assertThat(shape(reply)).isEqualTo(shape(fixture("bucket-added.json")));
  }

  @Test
  void malformedCredentials() throws IOException {
    JsonNode reply = caller.listWith("Authorization", "nonsense").json();
    assertThat(shape(reply)).isEqualTo(shape(fixture("malformed-credentials.json")));
  }

  @Test
  void pathWithoutARoute() throws IOException {
    assertThat(shape(caller.get("/nowhere").json())).isEqualTo(shape(fixture("no-route.json")));
  }
}
