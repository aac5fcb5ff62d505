package io.github.cloudflarepcaps.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of a Jackson 2 parser: ours or that of a user's mapper. */
public final class Jackson2Tokens implements JsonTokens {
  private final JsonParser parser;

  /** Continues at the parser's current token. The parser stays the caller's to close. */
  public Jackson2Tokens(JsonParser parser) {
    this.parser = parser;
  }

  @Override
  public @Nullable JsonToken current() {
    return parser.currentToken();
  }

  @Override
  public @Nullable JsonToken next() throws IOException {
    return parser.nextToken();
  }

  @Override
  public @Nullable String nextName() throws IOException {
    return parser.nextFieldName();
  }

  @Override
  public void skip() throws IOException {
    parser.skipChildren();
  }

  @Override
  public String text() throws IOException {
    return String.valueOf(parser.getText()); // null for a Java object in a tree
  }

  @Override
  public char[] characters() throws IOException {
    return parser.getTextCharacters();
  }

  @Override
  public int offset() throws IOException {
    return parser.getTextOffset();
  }

  @Override
  public int length() throws IOException {
    return parser.getTextLength();
  }

  @Override
  public boolean isLong() throws IOException {
    JsonParser.NumberType type = parser.getNumberType();
    return type == JsonParser.NumberType.INT || type == JsonParser.NumberType.LONG;
  }

  @Override
  public long longValue() throws IOException {
    return parser.getLongValue();
  }

  @Override
  public BigInteger wholeNumber() throws IOException {
    return parser.getBigIntegerValue();
  }

  @Override
  public List<String> path() {
    Deque<String> path = new ArrayDeque<>();
    JsonStreamContext here = parser.getParsingContext();
    if (parser.hasToken(JsonToken.START_ARRAY)) {
      here = here.getParent(); // the list itself, not its first element
    }
    for (JsonStreamContext at = here; at != null; at = at.getParent()) {
      if (at.inArray()) {
        path.addFirst("[" + Math.max(at.getCurrentIndex(), 0) + "]");
      } else if (at.inObject() && at.getCurrentName() != null) {
        path.addFirst("." + at.getCurrentName());
      }
    }
    return List.copyOf(path);
  }
}
