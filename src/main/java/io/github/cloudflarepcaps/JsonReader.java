package io.github.cloudflarepcaps;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.cloudflarepcaps.internal.text.Printable;
import io.github.cloudflarepcaps.internal.text.SecretNames;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Strict values from a {@link JsonParser}: whole numbers that are whole, strings that are text,
 * each field once. What does not fit is a {@link ShapeException} with its JSON path. Written by
 * hand because databind's introspection takes longer than the rest of a process's first call
 * (measured).
 *
 * <p>Each method reads the value of the current field and takes the one read for that field before,
 * which must be null: a field given twice could mean either.
 */
final class JsonReader {
  /** Bounds what a hostile answer can cost. Names are not interned: they are the server's. */
  static final JsonFactory FACTORY =
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

  private static final int LONGEST_QUOTE = 60;

  private final JsonParser parser;
  private final Redactor redactor;

  JsonReader(JsonParser parser, Redactor redactor) {
    this.parser = parser;
    this.redactor = redactor;
  }

  /** Steps into the object that the parser stands at. */
  void beginObject() throws IOException {
    if (!parser.hasToken(JsonToken.START_OBJECT)) {
      throw misfit("an object");
    }
  }

  /** Steps to the next field's value; null at the object's end. */
  @Nullable String nextField() throws IOException {
    String name = parser.nextFieldName();
    if (name != null) {
      parser.nextToken();
    } else if (!parser.hasToken(JsonToken.END_OBJECT)) {
      throw misfit("a field");
    }
    return name;
  }

  /** Steps into the array that the parser stands at. */
  void beginArray() throws IOException {
    if (!parser.hasToken(JsonToken.START_ARRAY)) {
      throw misfit("a list");
    }
  }

  /** Steps to the next element; false at the array's end. */
  boolean nextElement() throws IOException {
    return parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null;
  }

  boolean atNull() {
    return parser.hasToken(JsonToken.VALUE_NULL);
  }

  boolean atObject() {
    return parser.hasToken(JsonToken.START_OBJECT);
  }

  boolean atString() {
    return parser.hasToken(JsonToken.VALUE_STRING);
  }

  boolean atWholeNumber() throws IOException {
    return parser.hasToken(JsonToken.VALUE_NUMBER_INT)
        && parser.getNumberType() == JsonParser.NumberType.INT;
  }

  boolean atEmptyString() throws IOException {
    return atString() && parser.getTextLength() == 0;
  }

  void skip() throws IOException {
    parser.skipChildren();
  }

  @Nullable Boolean bool(@Nullable Boolean before) throws IOException {
    once(before);
    if (atNull()) {
      return null;
    }
    if (!parser.hasToken(JsonToken.VALUE_TRUE) && !parser.hasToken(JsonToken.VALUE_FALSE)) {
      throw misfit("true or false");
    }
    return parser.hasToken(JsonToken.VALUE_TRUE);
  }

  /** Text without the secrets that must not get into a model. */
  @Nullable String text(@Nullable String before) throws IOException {
    String text = secretText(before);
    return text == null || (text.indexOf("ey") < 0 && text.indexOf('Y') < 0)
        ? text
        : redactor.clean(text);
  }

  /** Text as it is; only for what keeps its own secrets. */
  @Nullable String secretText(@Nullable Object before) throws IOException {
    once(before);
    if (atNull()) {
      return null;
    }
    if (!atString()) {
      throw misfit("a string");
    }
    boolean ascii = isAscii(); // before there is a string, which would be taken apart for it
    String text = parser.getText();
    if (!ascii) {
      requirePairs(text);
    }
    return text;
  }

  /** A cheap look before the one for pairs: at the parser's characters, which are an array. */
  private boolean isAscii() throws IOException {
    char[] text = parser.getTextCharacters();
    int end = parser.getTextOffset() + parser.getTextLength();
    int bits = 0;
    for (int i = parser.getTextOffset(); i < end; i++) {
      bits |= text[i];
    }
    return bits <= 0x7f;
  }

  private void requirePairs(String text) throws ShapeException {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        i = pairEnd(text, i);
      }
    }
  }

  private int pairEnd(String text, int i) throws ShapeException {
    if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
      throw new ShapeException(path() + " is text with half a surrogate pair");
    }
    return i + 1;
  }

  /** One of the values by the API's name for it, or null if the text is none of them. */
  <E extends Enum<E>> @Nullable E name(E[] values, @Nullable Object before) throws IOException {
    once(before);
    if (!atString()) {
      throw misfit("a string");
    }
    char[] text = parser.getTextCharacters();
    int start = parser.getTextOffset();
    int length = parser.getTextLength();
    for (E value : values) {
      if (isName(value.name(), text, start, length)) {
        return value;
      }
    }
    return null;
  }

  private static boolean isName(String constant, char[] text, int start, int length) {
    if (constant.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text[start + i];
      if (c != Character.toLowerCase(constant.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The constant itself if the text is the same, which saves a string per capture. */
  @Nullable String usually(String constant, @Nullable String before) throws IOException {
    return atString() && isSame(constant) ? constantOnce(constant, before) : text(before);
  }

  private boolean isSame(String constant) throws IOException {
    int length = parser.getTextLength();
    int start = parser.getTextOffset();
    if (length != constant.length()) {
      return false;
    }
    char[] text = parser.getTextCharacters();
    for (int i = 0; i < length; i++) {
      if (text[start + i] != constant.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private String constantOnce(String constant, @Nullable String before) throws ShapeException {
    once(before);
    return constant;
  }

  /** A timestamp, or null if the text is none; the text is then still the current value. */
  @Nullable Instant instant(@Nullable Object before) throws IOException {
    once(before);
    return atString()
        ? Rfc3339.parse(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())
        : null;
  }

  @Nullable Integer wholeInt(@Nullable Integer before, int least, int most) throws IOException {
    once(before);
    return atNull() ? null : (Integer) (int) number(least, most);
  }

  @Nullable Long wholeLong(@Nullable Long before) throws IOException {
    return wholeNumber(before, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** {@code 80} and {@code 80.0} are 80; {@code 80.5} and {@code "80"} are refused. */
  @Nullable Long wholeNumber(@Nullable Object before, long least, long most) throws IOException {
    once(before);
    return atNull() ? null : (Long) number(least, most);
  }

  private long number(long least, long most) throws IOException {
    long value = number();
    if (value < least || value > most) {
      throw misfit("from " + least + " to " + most);
    }
    return value;
  }

  private long number() throws IOException {
    if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
      JsonParser.NumberType type = parser.getNumberType();
      if (type == JsonParser.NumberType.INT || type == JsonParser.NumberType.LONG) {
        return parser.getLongValue();
      }
      throw misfit("from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
    }
    if (parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
      return wholeValue(parser.getText());
    }
    throw misfit("a whole number");
  }

  /** Looks at the exponent before it makes digits of it: {@code 1e1000000000} has a billion. */
  private long wholeValue(String text) throws IOException {
    try {
      BigDecimal value = new BigDecimal(text).stripTrailingZeros();
      if (value.scale() <= 0 && value.precision() - (long) value.scale() <= 19) {
        return value.longValueExact();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw misfit("a whole number within 64 bits");
    }
    throw misfit("a whole number within 64 bits");
  }

  /** Any value as strings, numbers, booleans, and unmodifiable lists and maps of them; or null. */
  @Nullable Object any() throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> anyMap();
      case START_ARRAY -> anyList();
      case VALUE_STRING -> text(null);
      case VALUE_NUMBER_INT -> whole();
      case VALUE_NUMBER_FLOAT -> decimal();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  /** An Integer, else a Long, else a BigInteger: the smallest, whatever a tree holds it as. */
  private Number whole() throws IOException {
    BigInteger value = parser.getBigIntegerValue();
    if (value.bitLength() < Integer.SIZE) {
      return value.intValue();
    }
    return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
  }

  /** The value of a field with that name, which may tell that nobody may read it; or null. */
  @Nullable Object any(String name) throws IOException {
    Object value = any();
    return value != null && SecretNames.isBucketKey(name) ? Redactor.MASK : value;
  }

  /** A name that is the server's own, as it may get into a model. */
  String unknownName(String name) throws ShapeException {
    requirePairs(name);
    return redactor.clean(name);
  }

  /** Whether text may get into a model as it is. */
  boolean isClean(String text) {
    return redactor.clean(text).equals(text);
  }

  private Object decimal() throws IOException {
    try {
      return new BigDecimal(parser.getText());
    } catch (NumberFormatException e) {
      throw misfit("a number with a smaller exponent");
    }
  }

  private Map<String, @Nullable Object> anyMap() throws IOException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (String name = nextField(); name != null; name = nextField()) {
      String shown = unknownName(name);
      if (map.containsKey(shown)) {
        throw twice();
      }
      map.put(shown, any(name));
    }
    return Collections.unmodifiableMap(map);
  }

  private List<@Nullable Object> anyList() throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    while (nextElement()) {
      list.add(any());
    }
    return Collections.unmodifiableList(list);
  }

  void once(@Nullable Object before) throws ShapeException {
    if (before != null) {
      throw twice();
    }
  }

  private ShapeException twice() {
    return new ShapeException(path() + " is given twice");
  }

  /** What is wrong with the current value: {@code $.result.time_limit is 1.5, but must be …}. */
  ShapeException misfit(String rule) throws IOException {
    return new ShapeException(path() + " is " + quote() + ", but must be " + rule);
  }

  private String quote() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "missing";
    }
    return switch (token) {
      case START_OBJECT, END_OBJECT -> "an object";
      case START_ARRAY, END_ARRAY -> "a list";
      case VALUE_STRING -> '"' + shorten(Printable.of(redactor.clean(parser.getText()))) + '"';
      default -> shorten(redactor.clean(parser.getText()));
    };
  }

  private static String shorten(String text) {
    return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
  }

  /** Where the parser stands, as a JSON path: {@code $.result[3].time_limit}. */
  String path() {
    StringBuilder path = new StringBuilder();
    JsonStreamContext here = parser.getParsingContext();
    if (parser.hasToken(JsonToken.START_ARRAY)) {
      here = here.getParent(); // the list itself, not its first element
    }
    for (JsonStreamContext at = here; at != null; at = at.getParent()) {
      if (at.inArray()) {
        path.insert(0, "[" + Math.max(at.getCurrentIndex(), 0) + "]");
      } else if (at.inObject() && at.getCurrentName() != null) {
        path.insert(0, "." + shorten(Printable.of(redactor.clean(at.getCurrentName()))));
      }
    }
    return path.insert(0, "$").toString();
  }
}
