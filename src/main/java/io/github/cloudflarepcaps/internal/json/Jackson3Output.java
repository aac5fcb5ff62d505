package io.github.cloudflarepcaps.internal.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.core.JsonGenerator;

/** Writes to a Jackson 3 generator, which stays its mapper's. */
public final class Jackson3Output implements JsonOutput {
  private final JsonGenerator generator;

  public Jackson3Output(JsonGenerator generator) {
    this.generator = generator;
  }

  @Override
  public void startObject() {
    generator.writeStartObject();
  }

  @Override
  public void endObject() {
    generator.writeEndObject();
  }

  @Override
  public void startList() {
    generator.writeStartArray();
  }

  @Override
  public void endList() {
    generator.writeEndArray();
  }

  @Override
  public void name(String name) {
    generator.writeName(name);
  }

  @Override
  public void text(String text) {
    generator.writeString(text);
  }

  @Override
  public void number(long number) {
    generator.writeNumber(number);
  }

  @Override
  public void number(BigInteger number) {
    generator.writeNumber(number);
  }

  @Override
  public void number(BigDecimal number) {
    generator.writeNumber(number);
  }

  @Override
  public void bool(boolean truth) {
    generator.writeBoolean(truth);
  }

  @Override
  public void nothing() {
    generator.writeNull();
  }
}
