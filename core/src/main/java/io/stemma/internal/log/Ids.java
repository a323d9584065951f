package io.stemma.internal.log;

import io.stemma.internal.format.v1.PackId;

/** Random ids of 32 hexadecimal digits. */
final class Ids {
  private Ids() {}

  static String random() {
    return PackId.random().toString();
  }
}
