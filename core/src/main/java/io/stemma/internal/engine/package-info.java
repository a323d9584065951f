/**
 * The nouns of the API, by delegation: wires store, log, chunks and trees together, finds storage
 * modules, and turns what goes wrong below into the exceptions of the API. {@link
 * io.stemma.internal.engine.Archives} is where {@code Archive.open} comes in. May use everything.
 */
@NullMarked
package io.stemma.internal.engine;

import org.jspecify.annotations.NullMarked;
