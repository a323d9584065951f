/**
 * Writing large files of the operating system. Here because the engine, which exports files, and
 * the store of a directory need the same.
 */
@NullMarked
package io.stemma.internal.files;

import org.jspecify.annotations.NullMarked;
