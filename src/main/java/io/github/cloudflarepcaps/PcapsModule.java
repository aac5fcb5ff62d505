package io.github.cloudflarepcaps;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.WritableTypeId;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.github.cloudflarepcaps.internal.json.Jackson2Output;
import io.github.cloudflarepcaps.internal.json.Jackson2Tokens;
import io.github.cloudflarepcaps.internal.json.JsonReader;
import io.github.cloudflarepcaps.internal.json.JsonWriter;
import io.github.cloudflarepcaps.internal.json.ModelJson;
import java.io.IOException;
import java.util.List;

/**
 * A module for your own Jackson 2 {@code ObjectMapper}, which then reads and writes every model in
 * the API's JSON. The keys of a bucket are written as {@code ***}. It brings {@link JavaTimeModule}
 * along. For Jackson 3 see {@link PcapsJackson3Module}.
 *
 * <pre>{@code
 * ObjectMapper mapper = new ObjectMapper().registerModule(new PcapsModule());
 * String json = mapper.writeValueAsString(client.pcaps().list());
 * }</pre>
 */
public final class PcapsModule extends SimpleModule {
  private static final long serialVersionUID = 1;

  /** Registers a reader and a writer for every model. */
  public PcapsModule() {
    super("cloudflare-pcaps");
    ModelJson.all().forEach(this::add);
  }

  @Override
  public Iterable<? extends Module> getDependencies() {
    return List.of(new JavaTimeModule());
  }

  private <T> void add(ModelJson<T> model) {
    addSerializer(model.type(), serializer(model));
    addDeserializer(model.type(), deserializer(model));
  }

  private static <T> JsonSerializer<T> serializer(ModelJson<T> model) {
    return new StdSerializer<>(model.type()) {
      private static final long serialVersionUID = 1;

      @Override
      public void serialize(T value, JsonGenerator generator, SerializerProvider provider)
          throws IOException {
        model.writer().write(value, JsonWriter.masked(new Jackson2Output(generator)));
      }

      /** Puts a type id around the value and not into it: the API's JSON stays as it is. */
      @Override
      public void serializeWithType(
          T value, JsonGenerator generator, SerializerProvider provider, TypeSerializer types)
          throws IOException {
        WritableTypeId id = types.typeId(value, JsonToken.VALUE_EMBEDDED_OBJECT);
        types.writeTypePrefix(generator, id);
        serialize(value, generator, provider);
        types.writeTypeSuffix(generator, id);
      }
    };
  }

  private static <T> JsonDeserializer<T> deserializer(ModelJson<T> model) {
    return new StdDeserializer<>(model.type()) {
      private static final long serialVersionUID = 1;

      @Override
      public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return model.reader().read(new JsonReader(new Jackson2Tokens(parser)));
      }
    };
  }
}
