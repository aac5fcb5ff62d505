package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.json.Jackson3Output;
import io.github.cloudflarepcaps.internal.json.Jackson3Tokens;
import io.github.cloudflarepcaps.internal.json.JsonReader;
import io.github.cloudflarepcaps.internal.json.JsonWriter;
import io.github.cloudflarepcaps.internal.json.ModelJson;
import io.github.cloudflarepcaps.internal.json.ShapeException;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.type.WritableTypeId;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * A module for your own Jackson 3 mapper, which then reads and writes every model in the API's
 * JSON. The keys of a bucket are written as {@code ***}. Jackson 3 is an optional dependency: add
 * {@code tools.jackson.core:jackson-databind} yourself. For Jackson 2 see {@link PcapsModule}.
 *
 * <pre>{@code
 * JsonMapper mapper = JsonMapper.builder().addModule(new PcapsJackson3Module()).build();
 * String json = mapper.writeValueAsString(client.pcaps().list());
 * }</pre>
 */
@SuppressWarnings("exports") // requires static transitive would break modules without Jackson 3
public final class PcapsJackson3Module extends SimpleModule {
  private static final long serialVersionUID = 1;

  /** Registers a reader and a writer for every model. */
  public PcapsJackson3Module() {
    super("cloudflare-pcaps");
    ModelJson.all().forEach(this::add);
  }

  private <T> void add(ModelJson<T> model) {
    addSerializer(model.type(), serializer(model));
    addDeserializer(model.type(), deserializer(model));
  }

  private static <T> ValueSerializer<T> serializer(ModelJson<T> model) {
    return new StdSerializer<>(model.type()) {
      @Override
      public void serialize(T value, JsonGenerator generator, SerializationContext context) {
        try {
          model.writer().write(value, JsonWriter.masked(new Jackson3Output(generator)));
        } catch (IOException e) {
          throw JacksonIOException.construct(e, generator);
        }
      }

      /** Puts a type id around the value and not into it: the API's JSON stays as it is. */
      @Override
      public void serializeWithType(
          T value, JsonGenerator generator, SerializationContext context, TypeSerializer types) {
        WritableTypeId id = types.typeId(value, JsonToken.VALUE_EMBEDDED_OBJECT);
        types.writeTypePrefix(generator, context, id);
        serialize(value, generator, context);
        types.writeTypeSuffix(generator, context, id);
      }
    };
  }

  private static <T> ValueDeserializer<T> deserializer(ModelJson<T> model) {
    return new StdDeserializer<>(model.type()) {
      @Override
      public T deserialize(JsonParser parser, DeserializationContext context)
          throws JacksonException {
        try {
          return model.reader().read(new JsonReader(new Jackson3Tokens(parser)));
        } catch (ShapeException e) {
          throw MismatchedInputException.from(parser, model.type(), e.getMessage());
        } catch (IOException e) {
          throw JacksonIOException.construct(e, parser);
        }
      }
    };
  }
}
