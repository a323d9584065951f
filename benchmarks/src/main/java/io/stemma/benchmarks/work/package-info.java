/** What bars run in JVMs of their own: to be killed, measured, or to race with each other. */
@NullMarked
package io.stemma.benchmarks.work;

import org.jspecify.annotations.NullMarked;
