package io.github.cloudflarepcaps.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** JSON documents as bytes: what goes over the wire. */
final class JsonBytes {
  /** Bounds what a hostile response can cost. Names are not interned: they are the server's. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxStringLength(1 << 20)
                  .maxNameLength(1 << 16)
                  .maxNumberLength(1000)
                  .maxTokenCount(1_000_000) // 16 MiB of empty lists would be a gibibyte of models
                  .build())
          .build();

  private JsonBytes() {}

  /** What reads one document. */
  interface Document {
    void read(JsonReader json) throws IOException;
  }

  /** Reads a document; what follows it must be white space. */
  static void read(byte[] bytes, Document document) throws IOException {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      parser.nextToken();
      JsonReader json = new JsonReader(new Jackson2Tokens(parser));
      document.read(json);
      if (parser.nextToken() != null) {
        throw new ShapeException(List.of(), ": unexpected content after the JSON document");
      }
    }
  }

  /** What writes one document. */
  interface Content {
    void write(JsonWriter json) throws IOException;
  }

  /** Writes a document for Cloudflare, with the keys of a bucket. */
  static byte[] write(Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      content.write(JsonWriter.withSecrets(new Jackson2Output(generator)));
    } catch (IOException e) {
      throw new UncheckedIOException("in memory, where nothing can fail", e);
    }
    return out.toByteArray();
  }
}
