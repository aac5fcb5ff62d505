package io.github.cloudflarepcaps.internal.json;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Where JSON is written to: the generator of either Jackson. */
public interface JsonOutput {
  /** Opens an object. */
  void startObject() throws IOException;

  /** Closes the innermost object. */
  void endObject() throws IOException;

  /** Opens a list. */
  void startList() throws IOException;

  /** Closes the innermost list. */
  void endList() throws IOException;

  /** Writes the name of a field. */
  void name(String name) throws IOException;

  /** Writes a string. */
  void text(String text) throws IOException;

  /** Writes a number. */
  void number(long number) throws IOException;

  /** Writes a number. */
  void number(BigInteger number) throws IOException;

  /** Writes a number with all its digits. */
  void number(BigDecimal number) throws IOException;

  /** Writes true or false. */
  void bool(boolean truth) throws IOException;

  /** Writes null. */
  void nothing() throws IOException;
}
