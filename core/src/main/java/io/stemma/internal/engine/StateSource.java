package io.stemma.internal.engine;

import io.stemma.internal.log.LogHead;

/** Where an archive's nouns look for the state: the newest entry, or a fixed one. */
@FunctionalInterface
interface StateSource {
  LogHead head();

  /** The refs of that state. */
  default Refs refs(Engine engine) {
    return engine.refs(head());
  }
}
