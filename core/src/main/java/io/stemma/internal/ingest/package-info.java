/**
 * Takes directories into a transaction. {@link io.stemma.internal.ingest.DirectoryImport} is the
 * entry; the {@code Known...} classes remember, outside the archive, which files were taken in, so
 * that unchanged ones are not read again. Also says what the file system knows of a file ({@code
 * FileStat}, {@code FileClock}). May use commit, chunks, format, path, work and base; the engine
 * calls it.
 */
@NullMarked
package io.stemma.internal.ingest;

import org.jspecify.annotations.NullMarked;
