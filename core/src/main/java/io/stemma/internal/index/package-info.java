/**
 * From (kind, id) to a place in a pack: sorted, immutable tables in index objects, and the tables
 * of packs that no index covers yet. {@link io.stemma.internal.index.IndexSet} is what the engine
 * looks things up in; {@link io.stemma.internal.index.IndexWriter} and {@link
 * io.stemma.internal.index.IndexReader} write and read one index object; {@link
 * io.stemma.internal.index.InMemoryRows} holds the rows of a running transaction; {@link
 * io.stemma.internal.index.Tiers} says what to merge. May use {@code storage}, {@code
 * internal.format} and {@code internal.base}. Damage is reported as {@link
 * io.stemma.internal.base.MalformedException} with the key of the object in its message.
 */
@NullMarked
package io.stemma.internal.index;

import org.jspecify.annotations.NullMarked;
