/**
 * A commit as a read-only {@link java.nio.file.FileSystem}, so that any library that reads a {@link
 * java.nio.file.Path} reads a commit. Begin with {@link io.stemma.internal.nio.StemmaFileSystem}.
 *
 * <p>A client of the API: it uses {@code io.stemma}, what paths are made of, and the JDK, and
 * checks no bytes itself, since a commit never hands out damaged ones. Paths behave as those of the
 * JDK's Unix provider do.
 */
@NullMarked
package io.stemma.internal.nio;

import org.jspecify.annotations.NullMarked;
