package io.stemma.catalog.internal.sql;

import org.h2.api.JavaObjectSerializer;

/** Makes no objects from bytes, as that could run code. Called by the database. */
public final class NoObjects implements JavaObjectSerializer {

  /** Made by the database. */
  public NoObjects() {}

  @Override
  public byte[] serialize(Object object) {
    throw refused();
  }

  @Override
  public Object deserialize(byte[] bytes) {
    throw refused();
  }

  private static UnsupportedOperationException refused() {
    return new UnsupportedOperationException("a catalog holds no objects of Java");
  }
}
