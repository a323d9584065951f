/**
 * Writes chunks to pack objects and reads them back, verified. {@link
 * io.stemma.internal.pack.FrameBuilder} gathers small chunks and compresses, {@link
 * io.stemma.internal.pack.PackWriter} puts finished frames into an object, {@link
 * io.stemma.internal.pack.PackReader} reads. Several threads may build frames for one pack: only
 * appending is done by one at a time. May use {@code storage}, {@code internal.format}, {@code
 * internal.chunk} and {@code internal.base}.
 */
@NullMarked
package io.stemma.internal.pack;

import org.jspecify.annotations.NullMarked;
