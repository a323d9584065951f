/**
 * Takes the shots of a watched directory into a branch, each once. {@link
 * io.stemma.internal.shots.WatchedDirectory} is the entry; a {@code Round} is one look at the
 * directory.
 *
 * <p>A client of the API, but for {@link io.stemma.internal.shots.ShotTarget}: it knows commits and
 * transactions, and nothing of how they are stored. What it remembers between rounds saves work
 * only; the branch alone says what was ingested. May use path, base, and how ingest looks at files.
 */
@NullMarked
package io.stemma.internal.shots;

import org.jspecify.annotations.NullMarked;
