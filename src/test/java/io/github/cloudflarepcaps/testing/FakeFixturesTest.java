package io.github.cloudflarepcaps.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fake's answers have the fields, of the same kinds, as the answers on Cloudflare's pages. */
class FakeFixturesTest {
  private final FakeCloudflare fake = FakeCloudflare.start();
  private final Caller caller = new Caller(fake);

  @AfterEach
  void close() {
    fake.close();
  }

  private static JsonNode fixture(String name) throws IOException {
    try (InputStream in = FakeFixturesTest.class.getResourceAsStream("/fixtures/" + name)) {
      return new ObjectMapper().readTree(in);
    }
  }

  /** Each field's path with the kind of its value. */
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

  private static final String FILTER =
      "60,\"filter_v1\":{\"source_address\":\"1.2.3.4\",\"source_port\":123,"
          + "\"destination_address\":\"5.6.7.8\",\"destination_port\":80,\"protocol\":6}";

  @Test
  void aSimpleCaptureJustCreated() throws IOException {
    JsonNode answer = caller.post("", Caller.SIMPLE.replace("60", FILTER)).json();
    assertThat(shape(answer)).isEqualTo(shape(fixture("simple-created.json")));
  }

  @Test
  void aListOfSimpleCaptures() throws IOException {
    caller.create(Caller.SIMPLE);
    JsonNode answer = caller.get("").json();
    assertThat(shape(answer)).containsAllEntriesOf(shape(fixture("simple-list.json")));
  }

  @Test
  void aFullCaptureJustCreated() throws IOException {
    caller.ownBucket();
    String limits = "300,\"packet_limit\":10000,\"byte_limit\":100000000";
    JsonNode answer = caller.post("", Caller.FULL.replace("300", limits)).json();
    Map<String, String> documented = shape(fixture("full-created.json"));
    documented.put("/result/colo_name", documented.remove("/result/colo")); // the reference's name
    documented.put("/result/packets_captured", "NUMBER"); // in the reference only
    assertThat(shape(answer)).isEqualTo(documented);
  }

  @Test
  void aBucketJustAdded() throws IOException {
    JsonNode answer = caller.post("/ownership", "{\"destination_conf\":\"gs://captures\"}").json();
    assertThat(shape(answer)).isEqualTo(shape(fixture("bucket-added.json")));
  }

  @Test
  void malformedCredentials() throws IOException {
    JsonNode answer = caller.listWith("Authorization", "nonsense").json();
    assertThat(shape(answer)).isEqualTo(shape(fixture("malformed-credentials.json")));
  }

  @Test
  void aPathThatLeadsNowhere() throws IOException {
    assertThat(shape(caller.get("/nowhere").json())).isEqualTo(shape(fixture("no-route.json")));
  }
}
