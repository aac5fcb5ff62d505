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
import io.github.cloudflarepcaps.model.ApiError;
import io.github.cloudflarepcaps.model.ApiMessage;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.PcapRequest;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.model.PcapType;
import io.github.cloudflarepcaps.model.ResultInfo;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.model.UnknownPcap;
import java.io.IOException;
import java.util.List;

/**
 * Teaches your own {@code ObjectMapper} to read and write every model in the API's JSON. Secrets of
 * a bucket are written as {@code ***}. It brings {@link JavaTimeModule} along.
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
    ModelWriter write = ModelWriter.MASKED;
    add(Pcap.class, write::pcap, ModelReader::pcap);
    add(SimplePcap.class, write::pcap, ModelReader::simplePcap);
    add(FullPcap.class, write::pcap, ModelReader::fullPcap);
    add(UnknownPcap.class, write::pcap, ModelReader::unknownPcap);
    add(PcapRequest.class, write::request, ModelReader::request);
    add(SimplePcapRequest.class, write::request, ModelReader::simpleRequest);
    add(FullPcapRequest.class, write::request, ModelReader::fullRequest);
    add(PcapFilter.class, (f, json) -> write.filter(f, null, json), ModelReader::filterAlone);
    add(Destination.class, write::destinationAlone, ModelReader::destinationAlone);
    add(Ownership.class, write::ownership, ModelReader::ownership);
    add(ApiError.class, write::apiError, ModelReader::apiError);
    add(ApiMessage.class, write::apiMessage, ModelReader::apiMessage);
    add(ResultInfo.class, write::resultInfo, ModelReader::resultInfo);
    add(PcapStatus.class, ModelWriter::name, j -> ModelReader.name(PcapStatus.values(), j));
    add(PcapType.class, ModelWriter::name, j -> ModelReader.name(PcapType.values(), j));
    add(
        OwnershipStatus.class,
        ModelWriter::name,
        j -> ModelReader.name(OwnershipStatus.values(), j));
  }

  @Override
  public Iterable<? extends Module> getDependencies() {
    return List.of(new JavaTimeModule());
  }

  /** How one model is written. */
  private interface Write<T> {
    void to(T value, JsonGenerator json) throws IOException;
  }

  private <T> void add(Class<T> type, Write<? super T> write, ModelReader.Shape<T> read) {
    addSerializer(type, serializer(type, write));
    addDeserializer(type, deserializer(type, read));
  }

  private static <T> JsonSerializer<T> serializer(Class<T> type, Write<? super T> write) {
    return new StdSerializer<>(type) {
      private static final long serialVersionUID = 1;

      @Override
      public void serialize(T value, JsonGenerator json, SerializerProvider provider)
          throws IOException {
        write.to(value, json);
      }

      /** A type id goes around the value and not into it: the API's JSON stays as it is. */
      @Override
      public void serializeWithType(
          T value, JsonGenerator json, SerializerProvider provider, TypeSerializer types)
          throws IOException {
        WritableTypeId id = types.typeId(value, JsonToken.VALUE_EMBEDDED_OBJECT);
        types.writeTypePrefix(json, id);
        write.to(value, json);
        types.writeTypeSuffix(json, id);
      }
    };
  }

  private static <T> JsonDeserializer<T> deserializer(Class<T> type, ModelReader.Shape<T> read) {
    return new StdDeserializer<>(type) {
      private static final long serialVersionUID = 1;

      @Override
      public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return read.read(new JsonReader(parser, Redactor.BUCKETS_ONLY));
      }
    };
  }
}
