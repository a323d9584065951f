package io.stemma.internal.jvm;

import java.io.IOException;
import java.io.Serial;

/** Nothing is heard any more from the process at the other end; what was asked may be done. */
final class LinkEndedException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  LinkEndedException(String why) {
    super("the process at the other end is gone: " + why);
  }
}
