package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.cloudflarepcaps.model.ApiError;
import io.github.cloudflarepcaps.model.ApiMessage;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.model.ResultInfo;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every property of the OpenAPI document has a component in the models, and vice versa. */
class ModelsMatchReferenceTest {
  private static final Map<Class<?>, String> SCHEMAS =
      Map.of(
          SimplePcapRequest.class, "SimpleRequest",
          FullPcapRequest.class, "FullRequest",
          PcapFilter.class, "Filter",
          SimplePcap.class, "SimpleCapture",
          FullPcap.class, "FullCapture",
          Ownership.class, "Bucket",
          ApiError.class, "Error",
          ApiMessage.class, "Message",
          ResultInfo.class, "ResultInfo");
  private static final List<Class<?>> MODELS = List.copyOf(SCHEMAS.keySet());

  private final ObjectMapper mapper = new ObjectMapper().registerModule(new PcapsModule());
  private final JsonNode document;

  ModelsMatchReferenceTest() throws IOException {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    try (InputStream in = getClass().getResourceAsStream("/" + Reference.DOCUMENT)) {
      document = yaml.readTree(in);
    }
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void everyPropertyIsReadIntoAComponentAndWritten(Class<?> model) throws IOException {
    ObjectNode json = (ObjectNode) example(schema(model));
    json.remove("colo"); // has the component of colo_name
    Object read = mapper.treeToValue(json, model);
    assertThat(mapper.readTree(mapper.writeValueAsString(read))).isEqualTo(json);
    assertThat(additionalFields(read)).isEmpty();
  }

  @Test
  void coloIsReadAsTheNameOfTheDataCenter() throws IOException {
    ObjectNode json = (ObjectNode) example(schema(FullPcap.class));
    json.remove("colo_name");
    FullPcap read = mapper.treeToValue(json, FullPcap.class);
    assertThat(read.coloName()).isEqualTo(json.path("colo").textValue());
    assertThat(read.additionalFields()).isEmpty();
  }

  static Stream<Object> models() {
    return Models.all()
        .filter(model -> SCHEMAS.containsKey(model.getClass()))
        .filter(model -> additionalFields(model).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyComponentIsAPropertyOfTheDocument(Object model) {
    assertKnown(mapper.valueToTree(model), schema(model.getClass()));
  }

  @Test
  void statusesAreThoseOfTheDocument() {
    assertThat(names(PcapStatus.values())).containsExactlyInAnyOrderElementsOf(values("Capture"));
    assertThat(names(OwnershipStatus.values()))
        .containsExactlyInAnyOrderElementsOf(values("Bucket"));
  }

  private static Map<String, Object> additionalFields(Object model) {
    if (model instanceof Pcap pcap) {
      return pcap.additionalFields();
    }
    return model instanceof Ownership ownership ? ownership.additionalFields() : Map.of();
  }

  private JsonNode schema(Class<?> model) {
    return schema(String.valueOf(SCHEMAS.get(model)));
  }

  private JsonNode schema(String name) {
    return document.requiredAt("/components/schemas/" + name);
  }

  private JsonNode resolved(JsonNode schema) {
    JsonNode reference = schema.path("$ref");
    return reference.isMissingNode()
        ? schema
        : document.requiredAt(reference.textValue().substring(1));
  }

  /** The schema's example; without one, an object with the example of every property. */
  private JsonNode example(JsonNode unresolved) {
    JsonNode schema = resolved(unresolved);
    if (schema.has("example")) {
      return schema.path("example");
    }
    ObjectNode object = mapper.createObjectNode();
    schema
        .required("properties")
        .properties()
        .forEach(property -> object.set(property.getKey(), example(property.getValue())));
    return object;
  }

  private void assertKnown(JsonNode json, JsonNode unresolved) {
    JsonNode schema = resolved(unresolved);
    if (json.isArray()) {
      json.forEach(element -> assertKnown(element, schema.required("items")));
    }
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      JsonNode property = schema.path("properties").path(field.getKey());
      assertThat(property.isObject()).as("%s is in the document", field.getKey()).isTrue();
      assertKnown(field.getValue(), property);
    }
  }

  private List<String> values(String schema) {
    List<String> values = new ArrayList<>();
    schema(schema + "Status").path("enum").forEach(value -> values.add(value.textValue()));
    return values;
  }

  private static List<String> names(Enum<?>[] constants) {
    return Stream.of(constants)
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .filter(name -> !name.equals("unrecognized"))
        .toList();
  }
}
