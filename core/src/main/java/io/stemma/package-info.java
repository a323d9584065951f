/** Versioned datasets: archives, repositories, commits, diffs. */
@NullMarked
package io.stemma;

import org.jspecify.annotations.NullMarked;
