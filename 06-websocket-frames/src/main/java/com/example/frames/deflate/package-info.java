/**
 * The second evening: the extension permessage-deflate (RFC 7692). Read {@code DeflateOffer} (what is agreed on), then
 * {@code PermessageDeflate} (the engine).
 */
package com.example.frames.deflate;
