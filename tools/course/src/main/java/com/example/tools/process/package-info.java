/**
 * What lives outside of this JVM. {@code Child} is a process that ends with us, {@code EndsWithInput} its other end;
 * {@code Limit} and {@code Slowness} are how long it may take, {@code Maven} and {@code Prepare} the build;
 * {@code Terminal}, {@code Trees} (folders) and {@code Digest} the rest.
 */
package com.example.tools.process;
