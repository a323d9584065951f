package io.stemma.internal.format.v1;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.Serial;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters of transformations as JSON: the same text for equal values, whatever order a hash
 * gives.
 */
public final class ParametersJson {
  /** Loaded when the first transformation is, so that other programs do not wait for it. */
  private static final class Mapper {
    private static final ObjectMapper MAPPER =
        JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
            .addModule(new SimpleModule("stemma").addSerializer(new SortedSetWriter()))
            .build();
  }

  /** Writes sets sorted: two equal ones may iterate in different orders. */
  private static final class SortedSetWriter extends StdSerializer<Set<?>> {
    @Serial private static final long serialVersionUID = 1L;

    SortedSetWriter() {
      super(Set.class, false);
    }

    @Override
    public void serialize(Set<?> set, JsonGenerator out, SerializerProvider unused)
        throws IOException {
      TreeSet<String> texts = new TreeSet<>();
      for (Object each : set) {
        texts.add(Mapper.MAPPER.writeValueAsString(each));
      }
      out.writeStartArray();
      for (String text : texts) {
        out.writeRawValue(text);
      }
      out.writeEndArray();
    }
  }

  private ParametersJson() {}

  /**
   * Writes the fields of an object.
   *
   * @throws IllegalArgumentException if JSON cannot hold them
   */
  public static String write(Object object) {
    try {
      return Mapper.MAPPER.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /**
   * Makes an object.
   *
   * @throws IllegalArgumentException if the text does not fit to the type
   */
  public static <T> T read(String json, Class<T> type) {
    try {
      return Mapper.MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }
}
