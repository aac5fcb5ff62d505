package io.github.cloudflarepcaps.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Writes to a Jackson 2 generator: ours or that of a user's mapper. */
public final class Jackson2Output implements JsonOutput {
  private final JsonGenerator generator;

  /** The generator stays the caller's to close. */
  public Jackson2Output(JsonGenerator generator) {
    this.generator = generator;
  }

  @Override
  public void startObject() throws IOException {
    generator.writeStartObject();
  }

  @Override
  public void endObject() throws IOException {
    generator.writeEndObject();
  }

  @Override
  public void startList() throws IOException {
    generator.writeStartArray();
  }

  @Override
  public void endList() throws IOException {
    generator.writeEndArray();
  }

  @Override
  public void name(String name) throws IOException {
    generator.writeFieldName(name);
  }

  @Override
  public void text(String text) throws IOException {
    generator.writeString(text);
  }

  @Override
  public void number(long number) throws IOException {
    generator.writeNumber(number);
  }

  @Override
  public void number(BigInteger number) throws IOException {
    generator.writeNumber(number);
  }

  @Override
  public void number(BigDecimal number) throws IOException {
    generator.writeNumber(number);
  }

  @Override
  public void bool(boolean truth) throws IOException {
    generator.writeBoolean(truth);
  }

  @Override
  public void nothing() throws IOException {
    generator.writeNull();
  }
}
