/**
 * Who is on the other side? Read {@code Passes}, tokens and tickets, then {@code WhoIsIt}, the server with its four
 * ways in. {@code Certificate} is what {@code wss} needs; {@code Lesson} plays the tour.
 */
package com.example.who;
