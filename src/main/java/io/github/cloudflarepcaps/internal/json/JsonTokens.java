package io.github.cloudflarepcaps.internal.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of a JSON document, from the parser of either Jackson. */
public interface JsonTokens {
  /** The current token; null before the first and after the last. */
  @Nullable JsonToken current();

  /** Steps to the next token; null after the last. */
  @Nullable JsonToken next() throws IOException;

  /** Steps to the next token, and returns its text if it is a field's name, else null. */
  @Nullable String nextName() throws IOException;

  /** Steps from the start of an object or list to its end; does nothing at other tokens. */
  void skip() throws IOException;

  /** The text of the current name, string or number; of a number all digits that were given. */
  String text() throws IOException;

  /** An array that holds the text of the current string. */
  char[] characters() throws IOException;

  /** Where the text begins in {@link #characters()}. */
  int offset() throws IOException;

  /** How long the text in {@link #characters()} is. */
  int length() throws IOException;

  /** Whether the current number, written without fraction and exponent, is an int or a long. */
  boolean isLong() throws IOException;

  /** The current number, if it {@link #isLong}. */
  long longValue() throws IOException;

  /** The current number, written without fraction and exponent. */
  BigInteger wholeNumber() throws IOException;

  /**
   * The way from the document's root to the current token: {@code .name} for a field and {@code
   * [3]} for an element of a list.
   */
  List<String> path();
}
