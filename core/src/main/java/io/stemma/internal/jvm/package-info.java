/**
 * Child JVMs that run datums, and reach the archive's store through the process that started them.
 *
 * <p>{@link io.stemma.internal.jvm.JvmPool} is where to begin: it starts processes, whose main
 * class is {@link io.stemma.internal.jvm.DatumProcess}, and hands them tasks. Between the two is a
 * {@link io.stemma.internal.jvm.Link} over the child's input and output, by which each side can
 * call the other: the parent with tasks, the child, through {@link
 * io.stemma.internal.jvm.PipedObjectStore}, with what {@link io.stemma.internal.jvm.ServedStore}
 * does. May use base, storage and what is public of execution; how an archive is opened, and what a
 * datum is, is not known here.
 */
@NullMarked
package io.stemma.internal.jvm;

import org.jspecify.annotations.NullMarked;
