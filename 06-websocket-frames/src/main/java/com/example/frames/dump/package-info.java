/**
 * Frames, as a person reads them: {@code Field} and {@code FrameDump}, which the tour prints. What the page shows of
 * its own connection comes from {@code Feeds} and {@code Feed}, as a {@code Report}; what the server says to bytes in
 * hex from {@code HexTrial}, with {@code Rule}. No reader of the first evening needs it.
 */
package com.example.frames.dump;
